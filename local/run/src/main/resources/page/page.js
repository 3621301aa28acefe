import { AlertList } from "./alerts.js";
import { Announcer } from "./announcer.js";
import { DeviceDialog } from "./device.js";
import { byId, setAttribute, setText } from "./dom.js";
import { Events } from "./events.js";
import { Fleet } from "./fleet.js";
import { FleetCharts } from "./fleet-charts.js";
import { Flow, showFacts } from "./flow.js";
import { counted, elapsed } from "./format.js";
import { Hand } from "./hand.js";
import { Headline } from "./headline.js";
import { Run } from "./run.js";
import { themeSwitch } from "./theme.js";

const ALERTS_LISTED = 50;

/** The page: takes in what the server tells, and draws it once a frame at most. */
class Page {
  #run = null;
  #facts = null;
  #fleet = null;
  #frame = null;
  #early = [];
  #loading = false;

  constructor() {
    const open = (id) => this.device.open(id, this.#run);
    this.open = open;
    this.announcer = new Announcer(byId("announcer"));
    this.headline = new Headline();
    this.flow = new Flow();
    this.device = new DeviceDialog();
    this.alerts = new AlertList(open, ALERTS_LISTED);
    this.hand = new Hand(open);
    this.charts = new FleetCharts(() => this.#draw());
    themeSwitch(byId("theme"), () => {
      this.charts.recolour();
      this.device.recolour();
    });
    this.events = new Events("/api/events", {
      onFull: (tick) => this.#full(tick),
      onTick: (tick) => this.#tick(tick),
      onLine: (connected, seconds) => this.#line(connected, seconds),
    });
  }

  /**
   * Everything anew. The facts are asked for again: behind the same address there may be another run
   * by now. Ticks that come meanwhile wait.
   */
  async #full(tick) {
    this.#early = [];
    this.#loading = true;
    try {
      const facts = await (await fetch("/api/run")).text();
      if (facts !== this.#facts) {
        this.#facts = facts;
        this.#run = new Run(JSON.parse(facts));
        this.#fleet?.close();
        this.#fleet = new Fleet(this.#run, this.open);
        this.charts.measurements(this.#run.facts.measurements);
      }
    } catch {
      // The line is lost again; the next full event starts anew.
      return;
    } finally {
      this.#loading = false;
    }
    this.#take(tick, true);
    this.#early.forEach((early) => this.#take(early, false));
    this.#early = [];
  }

  #tick(tick) {
    if (this.#loading) {
      this.#early.push(tick);
    } else if (this.#run !== null) {
      this.#take(tick, false);
    }
  }

  #take(tick, full) {
    this.#run.take(tick, full);
    this.#frame ??= requestAnimationFrame(() => this.#draw());
    if (tick.verdict.ended) {
      this.events.close();
    }
  }

  #draw() {
    this.#frame = null;
    if (this.#run?.tick == null) {
      return;
    }
    const run = this.#run;
    showFacts(run);
    this.#told(this.headline.show(run.tick));
    this.flow.show(run.tick, run);
    this.#fleet.show();
    this.charts.show(run);
    this.alerts.show(run);
    this.hand.show(run);
    this.device.show(run);
    this.#state(run.tick);
  }

  #told(title) {
    const { b, s } = this.#run.counts();
    const parts = [title, `${counted(b, "device")} in breach`];
    if (s > 0) {
      parts.push(`${s} silent`);
    }
    this.announcer.say(`${parts.join(", ")}.`);
  }

  #state(tick) {
    const ended = tick.verdict.ended;
    setAttribute(byId("connection"), "data-state", ended ? "ended" : "live");
    setText(byId("connection"), `${ended ? "Ended" : "Live"} ${elapsed(tick.second)}`);
  }

  #line(connected, seconds) {
    if (this.#run?.tick?.verdict.ended) {
      return;
    }
    setAttribute(document.body, "data-line", connected ? "live" : "lost");
    if (connected) {
      this.announcer.say("Connected again.");
      return;
    }
    setAttribute(byId("connection"), "data-state", "lost");
    setText(
      byId("connection"),
      `Connection lost${seconds > 0 ? ` ${counted(seconds, "second")} ago` : ""}; trying again`,
    );
    this.announcer.say("Connection lost; trying again.");
  }
}

new Page();

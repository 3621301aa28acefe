import { alertItem } from "./alerts.js";
import { byId, element, setAttribute, setText, visible } from "./dom.js";
import { attributes, rejectedRecord } from "./evidence.js";
import { effect, lay } from "./hand.js";
import { temperatureWithUnit } from "./limits.js";
import { readingColumns, readingsChart } from "./readings-chart.js";
import { STATES } from "./run.js";

/** A device's records are asked for again after this many ticks. */
const TICKS = 2;

/** One device: its readings from the table, its shadow, its alerts, its rejected records. */
export class DeviceDialog {
  #id = null;
  #run = null;
  #charts = [];
  #shown = {};
  #asked = null;
  #ticks = 0;

  constructor() {
    this.dialog = byId("device");
    byId("device-close").addEventListener("click", () => this.dialog.close());
    // The event comes later than the closing: by then another device may be open.
    this.dialog.addEventListener("close", () => this.dialog.open || this.#closed());
    // A click beside the panel lands on the dialog itself.
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) {
        this.dialog.close();
      }
    });
    byId("device-hand").addEventListener("click", (event) => this.#lay(event.target));
  }

  open(id, run) {
    this.#closed();
    this.#id = id;
    this.#run = run;
    setText(byId("device-title"), visible(id));
    byId("device-answer").textContent = "";
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
    byId("device-body").scrollTop = 0;
    this.#state();
    this.#load();
  }

  /** Follows the run while a device is open. */
  show(run) {
    if (this.#id === null) {
      return;
    }
    this.#run = run;
    this.#state();
    this.#ticks += 1;
    if (this.#ticks % TICKS === 0 && !run.tick.verdict.ended) {
      this.#load();
    }
  }

  recolour() {
    this.#charts.forEach(({ chart }) => chart.recolour());
  }

  #closed() {
    this.#asked?.abort();
    this.#asked = null;
    this.#id = null;
    this.#shown = {};
    this.#charts.forEach(({ chart }) => chart.destroy());
    this.#charts = [];
    ["device-charts", "device-rejected", "device-alerts", "device-shadow"].forEach((part) =>
      byId(part).replaceChildren(),
    );
  }

  #state() {
    const { tick, places, devices } = this.#run;
    const device = devices[places.get(this.#id)];
    const name = STATES.find(({ code }) => code === device?.state)?.name ?? "unknown";
    setAttribute(this.dialog, "data-state", device?.state ?? "w");
    setText(byId("device-state"), `${name} \u00b7 ${temperatureWithUnit(this.#run.facts, device?.temperature)}`);
    const on = { heat: tick.heated ?? [], silence: tick.silenced ?? [] };
    byId("device-hand")
      .querySelectorAll("button")
      .forEach((button) => {
        const { action } = button.dataset;
        button.disabled = tick.verdict.ended;
        if (on[action]) {
          setAttribute(button, "aria-pressed", String(on[action].includes(this.#id)));
        }
      });
  }

  async #lay(button) {
    const { action } = button.dataset;
    if (action === undefined) {
      return;
    }
    const pressed = button.getAttribute("aria-pressed");
    const request = { action, target: this.#id, ...(pressed ? { on: pressed !== "true" } : {}) };
    byId("device-answer").textContent = (await lay(request)) ?? effect(request);
  }

  async #load() {
    if (this.#asked !== null) {
      return;
    }
    const asked = new AbortController();
    this.#asked = asked;
    const answer = await this.#ask(asked);
    if (answer !== null && !asked.signal.aborted) {
      this.#draw(answer);
    }
  }

  /** What the server has of this device, or null; then the dialog says why. */
  async #ask(asked) {
    try {
      const url = `/api/device?id=${encodeURIComponent(this.#id)}`;
      const response = await fetch(url, { signal: asked.signal });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(answer.error ?? `the server answered ${response.status}.`);
      }
      return answer;
    } catch (error) {
      if (!asked.signal.aborted) {
        byId("device-answer").textContent = `Not read: ${error.message}`;
      }
      return null;
    } finally {
      if (this.#asked === asked) {
        this.#asked = null;
      }
    }
  }

  #draw(answer) {
    this.#drawCharts(answer);
    const recordKey = (record) => `${record.at} ${record.sequence_number}`;
    const open = (id) => this.open(id, this.#run);
    showList(byId("device-rejected"), answer.rejected, recordKey, rejectedRecord);
    showList(
      byId("device-alerts"),
      answer.alerts,
      (alert) => String(alert.id),
      (alert) => alertItem(alert, open),
    );
    this.#drawShadow(answer.shadow);
  }

  #drawShadow(shadow) {
    const text = JSON.stringify(shadow);
    if (this.#shown.shadow !== text) {
      this.#shown.shadow = text;
      const nothing = "This run keeps no shadows, or has none of this device yet.";
      byId("device-shadow").replaceChildren(
        shadow ? attributes(shadow) : element("p", { class: "soft", text: nothing }),
      );
    }
  }

  #drawCharts({ readings, thresholds }) {
    const { measurements } = this.#run.facts;
    const same = JSON.stringify(thresholds);
    if (this.#charts.length === 0 || this.#shown.thresholds !== same) {
      this.#shown.thresholds = same;
      this.#charts.forEach(({ chart }) => chart.destroy());
      this.#charts = measurements.map((measurement) => ({
        field: measurement.field,
        chart: readingsChart(measurement, thresholds),
      }));
      const hosts = this.#charts.map(({ chart }) => chart.host);
      byId("device-charts").replaceChildren(...hosts);
    }
    for (const { field, chart } of this.#charts) {
      const columns = readingColumns(field, readings);
      chart.draw(columns, columns.t[0] ?? 0, columns.t[columns.t.length - 1] ?? 1);
    }
  }
}

/** Shows items in their order. What is shown already stays, and so does what is open in it. */
function showList(host, items, keyOf, nodeOf) {
  const known = new Map([...host.children].map((node) => [node.dataset.key, node]));
  const wanted = new Map(items.map((item) => [keyOf(item), () => nodeOf(item)]));
  if (wanted.size === 0) {
    const tag = host.tagName === "OL" ? "li" : "p";
    wanted.set("none", () => element(tag, { class: "soft", text: "None." }));
  }
  known.forEach((node, key) => wanted.has(key) || node.remove());
  let next = host.firstElementChild;
  wanted.forEach((make, key) => {
    if (known.get(key) === next && next !== null) {
      next = next.nextElementSibling;
      return;
    }
    const node = known.get(key) ?? make();
    node.dataset.key = key;
    host.insertBefore(node, next);
  });
}

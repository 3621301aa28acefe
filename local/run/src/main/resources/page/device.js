import { alertItem } from "./alerts.js";
import { TimeChart } from "./charts.js";
import { byId, element, setAttribute, setText, visible } from "./dom.js";
import { attributes, rejectedRecord } from "./evidence.js";
import { counted, hundredths, tenths } from "./format.js";
import { effect, lay } from "./hand.js";
import { STATES } from "./run.js";

/** A device's records are asked for again after this many ticks. */
const TICKS = 2;

/** Where nothing was heard for this many usual distances, a line would tell of what nobody measured. */
const GAP = 5;

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
    this.dialog.addEventListener("close", () => this.#closed());
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
    setText(byId("device-state"), `${name} \u00b7 ${tenths(device?.temperature)} \u00b0C`);
    const on = { heat: tick.heated ?? [], silence: tick.silenced ?? [] };
    byId("device-hand").querySelectorAll("button").forEach((button) => {
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
    try {
      const url = `/api/device?id=${encodeURIComponent(this.#id)}`;
      const response = await fetch(url, { signal: asked.signal });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(answer.error ?? `The server answered ${response.status}.`);
      }
      this.#draw(answer);
    } catch (error) {
      if (!asked.signal.aborted) {
        byId("device-answer").textContent = `Not read: ${error.message}`;
      }
    } finally {
      if (this.#asked === asked) {
        this.#asked = null;
      }
    }
  }

  #draw(answer) {
    this.#drawCharts(answer);
    this.#part("device-rejected", answer.rejected, (records) => records.map(rejectedRecord), "None.");
    this.#part(
      "device-alerts",
      answer.alerts,
      (alerts) => alerts.map((alert) => alertItem(alert, (id) => this.open(id, this.#run))),
      "None.",
    );
    this.#part(
      "device-shadow",
      answer.shadow,
      (shadow) => [attributes(shadow)],
      "This run keeps no shadows, or has none of this device yet.",
    );
  }

  /** Draws a part only where it is another one, so that what is open in it stays open. */
  #part(id, value, nodes, nothing) {
    const text = JSON.stringify(value);
    if (this.#shown[id] !== text) {
      this.#shown[id] = text;
      const empty = value === null || value === undefined || value.length === 0;
      const tag = byId(id).tagName === "OL" ? "li" : "p";
      const content = empty ? [element(tag, { class: "soft", text: nothing })] : nodes(value);
      byId(id).replaceChildren(...content);
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
    const times = readings.map((reading) => Date.parse(reading.t) / 1000);
    for (const { field, chart } of this.#charts) {
      const columns = readingColumns(field, readings, times);
      chart.draw(columns, columns.t[0] ?? 0, columns.t[columns.t.length - 1] ?? 1);
    }
  }
}

function readingsChart({ field, label, unit }, thresholds) {
  const host = element("div", { class: "chart", "data-measurement": field });
  const limit = (side) => {
    const value = thresholds[`${field}_${side}`];
    const text = `${side} ${value} ${unit}`;
    return value === null || value === undefined
      ? []
      : [{ value, label: text }];
  };
  const limits = [...limit("above"), ...limit("below")];
  const rise = thresholds[`${field}_rising`];
  const marks = [
    { column: "beyond", label: "beyond a threshold", colour: "--breach", mark: "full" },
    { column: "rising", label: `rising by more than ${rise} ${unit}`, colour: "--rising", mark: "ring" },
  ].filter((mark) => (mark.column === "beyond" ? limits.length > 0 : rise !== undefined && rise !== null));
  return new TimeChart(host, {
    label: `${label}, ${unit}`,
    lines: [{ column: "value", label, colour: "--stored" }, ...marks],
    limits,
    format: (value) => `${hundredths(value)} ${unit}`,
    axis: (value) => String(Math.round(value * 100) / 100),
    range: (min, max) => around(min, max, limits),
    sync: "device",
  });
}

/** From the lowest to the highest of values and limits, with room above and below. */
function around(min, max, limits) {
  const values = limits.map(({ value }) => value);
  const low = Math.min(min ?? Infinity, ...values);
  const high = Math.max(max ?? -Infinity, ...values);
  if (!Number.isFinite(low)) {
    return [0, 1];
  }
  const room = Math.max((high - low) * 0.12, 0.5);
  return [low - room, high + room];
}

function readingColumns(field, readings, times) {
  const columns = { t: [], value: [], beyond: [], rising: [] };
  const add = (t, value, beyond, rising) => {
    columns.t.push(t);
    columns.value.push(value);
    columns.beyond.push(beyond ? value : null);
    columns.rising.push(rising ? value : null);
  };
  const gap = GAP * usualDistance(times);
  readings.forEach((reading, place) => {
    const value = reading[field] ?? null;
    const own = (reading.anomalies ?? []).filter((anomaly) => anomaly.startsWith(field));
    const rising = own.some((anomaly) => anomaly.endsWith("_rising"));
    if (place > 0 && times[place] - times[place - 1] > gap) {
      add((times[place] + times[place - 1]) / 2, null, false, false);
    }
    add(times[place], value, own.length > (rising ? 1 : 0), rising);
  });
  return columns;
}

function usualDistance(times) {
  const distances = times.slice(1).map((time, place) => time - times[place]);
  distances.sort((left, right) => left - right);
  return distances.length === 0 ? Infinity : distances[Math.floor(distances.length / 2)];
}

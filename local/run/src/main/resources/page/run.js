import { percentileColumns } from "./run-charts.js";
import { siteOf } from "./format.js";

/** How much the page remembers, however long it stays open. */
export const SPAN_SECONDS = 900;
const ALERTS = 50;

/** Foreign producers can name as many sites and devices as they like; a page cannot draw them all. */
const SITES = 20;
const DEVICES = 5000;

export const OTHER_SITES = "\u0000other";

export const STATES = [
  { code: "o", name: "ok" },
  { code: "b", name: "breach" },
  { code: "r", name: "rising" },
  { code: "s", name: "silent" },
  { code: "x", name: "rejected" },
  { code: "w", name: "not heard yet" },
];

/**
 * What is known of the run: the constant facts and all ticks so far, within fixed bounds. Ticks are
 * taken in at once and drawn later: a page in a hidden tab draws nothing, and must not grow by what
 * it has still to draw.
 */
export class Run {
  constructor(facts) {
    this.facts = facts;
    this.devices = [];
    this.places = new Map();
    this.sites = new Map();
    this.leftOut = 0;
    facts.devices.forEach((id) => this.#add(id));
    this.#forget();
  }

  #forget() {
    this.tick = null;
    this.resets = (this.resets ?? 0) + 1;
    this.series = { t: [], published: [], stored: [], alerted: [], stored_p50: [], stored_p99: [] };
    this.windows = [];
    this.alerts = [];
    this.alertsOmitted = 0;
    this.changed = new Set();
  }

  #add(id) {
    const site = this.#site(siteOf(id));
    const device = { id, site, state: "w", temperature: null, place: site.devices.length };
    this.places.set(id, this.devices.length);
    this.devices.push(device);
    if (this.devices.length > DEVICES) {
      this.leftOut += 1;
      return;
    }
    site.devices.push(this.devices.length - 1);
    site.counts.w += 1;
  }

  #site(name) {
    const key = this.sites.has(name) || this.sites.size < SITES ? name : OTHER_SITES;
    if (!this.sites.has(key)) {
      const counts = Object.fromEntries(STATES.map((state) => [state.code, 0]));
      this.sites.set(key, { name: key, devices: [], counts });
    }
    return this.sites.get(key);
  }

  /**
   * Takes in what an event says.
   *
   * @param {object} tick the event's data
   * @param {boolean} full whether it says everything and not only what is new
   */
  take(tick, full) {
    if (full) {
      this.#forget();
    }
    this.tick = tick;
    (tick.new_devices ?? []).forEach((id) => {
      if (!this.places.has(id)) {
        this.#add(id);
      }
    });
    (tick.devices ?? []).forEach(([place, state, temperature]) => {
      this.#device(place, state, temperature);
    });
    [tick.series ?? []].flat().forEach((point) => this.#point(point));
    (tick.fleet ?? []).forEach((window) => this.#window(window));
    this.#alerts(tick.alerts ?? [], tick.alerts_omitted ?? 0);
  }

  #device(place, state, temperature) {
    const device = this.devices[place];
    if (device === undefined) {
      return;
    }
    if (place < DEVICES) {
      device.site.counts[device.state] -= 1;
      device.site.counts[state] = (device.site.counts[state] ?? 0) + 1;
    }
    device.state = state;
    device.temperature = temperature;
    this.changed.add(place);
  }

  #point(point) {
    const { t } = this.series;
    // After a pause of the machine two ticks may carry the same second.
    if (t.length > 0 && point.t <= t[t.length - 1]) {
      return;
    }
    const from = point.t - SPAN_SECONDS;
    let old = 0;
    while (old < t.length && t[old] < from) {
      old += 1;
    }
    for (const [name, column] of Object.entries(this.series)) {
      column.splice(0, old);
      column.push(point[name] ?? null);
    }
  }

  #window(window) {
    const one = { ...window, t: Date.parse(window.start) / 1000 };
    const same = this.windows.findIndex((known) => known.t === one.t);
    if (same >= 0) {
      this.windows[same] = one;
      return;
    }
    this.windows.push(one);
    // A window that late readings opened again may come after newer ones.
    this.windows.sort((left, right) => left.t - right.t);
    const from = this.windows[this.windows.length - 1].t - SPAN_SECONDS;
    while (this.windows[0].t < from) {
      this.windows.shift();
    }
  }

  #alerts(alerts, omitted) {
    this.alerts.push(...alerts);
    this.alerts.splice(0, this.alerts.length - ALERTS);
    this.alertsOmitted += omitted;
  }

  /** The devices that changed since the last call. */
  takeChanged() {
    const changed = this.changed;
    this.changed = new Set();
    return changed;
  }

  /** How many devices are in each state. */
  counts() {
    const counts = Object.fromEntries(STATES.map((state) => [state.code, 0]));
    for (const site of this.sites.values()) {
      for (const state of STATES) {
        counts[state.code] += site.counts[state.code];
      }
    }
    return counts;
  }

  /** The end of the time that the charts show, in seconds since 1970. */
  now() {
    const { t } = this.series;
    return t.length > 0 ? t[t.length - 1] : Date.parse(this.tick.at) / 1000;
  }

  /** The start of the time that the charts show: at least a minute, at most what is remembered. */
  from() {
    const first = Math.min(this.series.t[0] ?? this.now(), this.windows[0]?.t ?? Infinity);
    return Math.max(this.now() - SPAN_SECONDS, Math.min(first, this.now() - 60));
  }

  /** The windows of one measurement as columns of a chart. */
  percentiles(field) {
    return percentileColumns(this.windows, field);
  }
}

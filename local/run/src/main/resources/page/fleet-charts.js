import { TimeChart } from "./charts.js";
import { byId, element } from "./dom.js";
import { count, milliseconds, rate, tenths } from "./format.js";

/** The charts of the whole fleet: rates, latency, percentiles. */
export class FleetCharts {
  #measurement = null;
  #percentiles = null;
  #redraw;

  /** @param {() => void} redraw asks for a drawing, when another measurement is chosen */
  constructor(redraw) {
    this.#redraw = redraw;
    this.rates = new TimeChart(byId("rates"), {
      label: "Readings per second",
      lines: [
        { column: "published", label: "published", colour: "--published", area: true },
        { column: "stored", label: "stored", colour: "--stored", width: 1.8 },
        { column: "alerted", label: "alerted", colour: "--alerted", dash: [4, 2] },
      ],
      format: rate,
      axis: count,
      range: (min, max) => [0, Math.max(1, (max ?? 0) * 1.15)],
      sync: "run",
    });
    this.latency = new TimeChart(byId("latency"), {
      label: "Time from device to table",
      lines: [
        { column: "stored_p50", label: "p50", colour: "--p50", width: 1.8 },
        { column: "stored_p99", label: "p99", colour: "--p99", dash: [4, 2] },
      ],
      format: milliseconds,
      range: (min, max) => [1, 10 ** Math.max(2, Math.ceil(Math.log10(max ?? 1)))],
      log: true,
      sync: "run",
    });
  }

  /** Offers the measurements, of which one is shown. */
  measurements(measurements) {
    const legend = byId("measurements").querySelector("legend");
    const choices = measurements.map((measurement, place) => {
      const input = element("input", { type: "radio", name: "measurement", value: measurement.field });
      input.checked = place === 0;
      input.addEventListener("change", () => {
        this.#choose(measurement);
        this.#redraw();
      });
      return element("label", {}, input, element("span", { text: measurement.label }));
    });
    byId("measurements").replaceChildren(legend, ...choices);
    this.#choose(measurements[0]);
  }

  #choose(measurement) {
    this.#measurement = measurement;
    this.#percentiles?.destroy();
    byId("percentiles").replaceChildren();
    this.#percentiles = percentilesChart(byId("percentiles"), measurement);
  }

  show(run) {
    const from = run.from();
    const to = run.now();
    this.rates.draw(run.series, from, to);
    this.latency.draw(atLeastOne(run.series), from, to);
    this.#percentiles.draw(run.percentiles(this.#measurement.field), from, to);
  }

  recolour() {
    [this.rates, this.latency, this.#percentiles].forEach((chart) => chart?.recolour());
  }
}

/** The chart of one measurement's percentiles over the windows of the fleet. */
export function percentilesChart(host, { label, unit }) {
  return new TimeChart(host, {
    label: `${label} of the whole fleet, ${unit}`,
    lines: [
      { column: "p50", label: "p50", colour: "--p50", width: 1.8 },
      { column: "p95", label: "p95", colour: "--p95", dash: [7, 3] },
      { column: "p99", label: "p99", colour: "--p99", dash: [4, 2] },
    ],
    band: { low: "min", high: "max", label: "all", colour: "--p50" },
    format: tenths,
    axis: (value) => `${Math.round(value * 10) / 10} ${unit}`,
    range: (min, max) => withRoom(min, max),
    sync: "run",
  });
}

function withRoom(min, max) {
  if (min === null || min === undefined) {
    return [0, 1];
  }
  const room = Math.max((max - min) * 0.06, 0.5);
  return [min - room, max + room];
}

/** A logarithmic axis has no zero: what took less than a millisecond is drawn as one. */
function atLeastOne(series) {
  const column = (values) => values.map((value) => (value === null ? null : Math.max(1, value)));
  return {
    t: series.t,
    stored_p50: column(series.stored_p50),
    stored_p99: column(series.stored_p99),
  };
}

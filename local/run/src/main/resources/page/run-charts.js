import { TimeChart } from "./charts.js";
import { count, milliseconds, rate, tenths } from "./format.js";

// The charts of a whole run. They are given columns and need neither the server nor the page, so
// that a report of one file can have them too.

/** Published, stored and alerted readings of each second. */
export function ratesChart(host) {
  return new TimeChart(host, {
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
}

/** How long readings took from the device to the table; needs {@link latencyColumns}. */
export function latencyChart(host) {
  return new TimeChart(host, {
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

/** A logarithmic axis has no zero: what took less than a millisecond is drawn as one. */
export function latencyColumns({ t, stored_p50, stored_p99 }) {
  const column = (values) => values.map((value) => (value === null ? null : Math.max(1, value)));
  return { t, stored_p50: column(stored_p50), stored_p99: column(stored_p99) };
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
    band: { low: "min", high: "max", label: "min to max", colour: "--p50" },
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

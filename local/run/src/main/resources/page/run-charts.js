import { TimeChart } from "./charts.js";
import { count, milliseconds, rate, tenths } from "./format.js";

// The charts of a whole run. They are given columns and need neither the server nor the page, so
// that a report of one file can have them too.

/**
 * Published and stored readings, and alerts, of each second.
 *
 * @param {string} [last] what the last values are of; without it, the key says their time
 */
export function ratesChart(host, last) {
  return new TimeChart(host, {
    label: "Readings per second",
    lines: [
      { column: "published", label: "published", colour: "--published", area: true },
      { column: "stored", label: "stored", colour: "--stored", width: 1.8 },
      { column: "alerted", label: "alerts", colour: "--alerted", dash: [4, 2] },
    ],
    format: rate,
    axis: count,
    range: (min, max) => [0, Math.max(1, (max ?? 0) * 1.15)],
    sync: "run",
    last,
  });
}

/**
 * How long readings took from the device to the table; needs {@link latencyColumns}.
 *
 * @param {string} [last] what the last values are of; without it, the key says their time
 */
export function latencyChart(host, last) {
  const lines = [
    { column: "stored_p50", label: "p50", colour: "--p50", width: 1.8 },
    { column: "stored_p99", label: "p99", colour: "--p99", dash: [4, 2] },
  ];
  return spansChart(host, "Time from device to table", lines, last);
}

/** How long alerts took from the device to the topic; needs {@link latencyColumns}. */
export function alertLatencyChart(host) {
  return spansChart(host, "Time from device to alert", [
    { column: "alerted_p50", label: "p50", colour: "--p50", width: 1.8 },
    { column: "alerted_p99", label: "p99", colour: "--p99", dash: [4, 2] },
  ]);
}

/** How long the oldest record has waited in the stream; needs {@link latencyColumns}. */
export function iteratorAgeChart(host) {
  return spansChart(host, "Age of the oldest record that waits", [
    { column: "iterator_age", label: "iterator age", colour: "--stored", area: true },
  ]);
}

/** In many a second nothing ends, and single points would not be seen without the line. */
function spansChart(host, label, lines, last) {
  return new TimeChart(host, {
    label,
    lines: lines.map((line) => ({ ...line, bridge: true })),
    format: milliseconds,
    range: (min, max) => [1, 10 ** Math.max(2, Math.ceil(Math.log10(max ?? 1)))],
    log: true,
    sync: "run",
    last,
  });
}

/** A logarithmic axis has no zero: what took less than a millisecond is drawn as one. */
export function latencyColumns({ t, ...columns }) {
  const drawn = (values) => values.map((value) => (value === null ? null : Math.max(1, value)));
  const all = Object.entries(columns).map(([name, values]) => [name, drawn(values)]);
  return { t, ...Object.fromEntries(all) };
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
    note: "percentiles \u00b1 1 %",
  });
}

/** The windows of one measurement as columns; each has its start as "t", in seconds. */
export function percentileColumns(windows, field) {
  const known = windows.filter((window) => window[field]);
  const column = (name) => known.map((window) => window[field][name] ?? null);
  return {
    t: known.map((window) => window.t),
    end: known.map((window) => Date.parse(window.end) / 1000),
    min: column("min"),
    max: column("max"),
    p50: column("p50"),
    p95: column("p95"),
    p99: column("p99"),
  };
}

function withRoom(min, max) {
  if (min === null || min === undefined) {
    return [0, 1];
  }
  const room = Math.max((max - min) * 0.06, 0.5);
  return [min - room, max + room];
}

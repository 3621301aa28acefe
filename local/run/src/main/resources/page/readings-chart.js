import { TimeChart } from "./charts.js";
import { element } from "./dom.js";
import { hundredths } from "./format.js";

/** Where nothing was heard for this many usual distances, a line would tell of what nobody measured. */
const GAP = 5;

/**
 * The chart of one measurement of one device, with its thresholds as lines and its anomalies marked.
 */
export function readingsChart({ field, label, unit }, thresholds) {
  const host = element("div", { class: "chart", "data-measurement": field });
  const limit = (side) => {
    const value = thresholds[`${field}_${side}`];
    const text = `${side} ${value} ${unit}`;
    return value === null || value === undefined ? [] : [{ value, label: text }];
  };
  const limits = [...limit("above"), ...limit("below")];
  const rise = thresholds[`${field}_rising`];
  const marks = [
    { column: "beyond", label: "beyond a threshold", colour: "--breach", mark: "full" },
    {
      column: "rising",
      label: `rising by more than ${rise} ${unit}`,
      colour: "--rising",
      mark: "ring",
    },
  ].filter((mark) =>
    mark.column === "beyond" ? limits.length > 0 : rise !== undefined && rise !== null,
  );
  return new TimeChart(host, {
    label: [`${label}, ${unit}`, ...limits.map((one) => `limit ${one.label}`)].join(", "),
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

/** What {@link readingsChart} draws of readings, oldest first. */
export function readingColumns(field, readings) {
  const times = readings.map((reading) => Date.parse(reading.t) / 1000);
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

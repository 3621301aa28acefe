import { beside } from "./format.js";

// What the limits of a run are. A device may have its own; its own page has those.

/** A device's temperature; what is just above the limit does not look as if it were at it. */
export function temperatureText({ thresholds }, temperature) {
  return beside([thresholds.temperature_above], temperature);
}

export function temperatureWithUnit(facts, temperature) {
  return `${temperatureText(facts, temperature)} ${units(facts).temperature}`;
}

/** From where on a device is in which state. */
export function limits(facts) {
  const { thresholds, silence_seconds: silence } = facts;
  const { temperature_above: hot, humidity_above: damp, humidity_below: dry } = thresholds;
  const { temperature_rising: rise, rise_window_seconds: span } = thresholds;
  const { temperature, humidity } = units(facts);
  const parts = [
    `Breach: above ${hot} ${temperature}, humidity above ${damp} or below ${dry} ${humidity}`,
    `rising: by more than ${rise} ${temperature} in ${span} s`,
    silence > 0 ? `silent: no reading for ${silence} s` : "",
  ];
  return parts.filter((part) => part !== "").join(" \u00b7 ");
}

function units({ measurements }) {
  return Object.fromEntries(measurements.map(({ field, unit }) => [field, unit]));
}

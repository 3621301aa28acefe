// One form for each kind of value, so that a number looks the same wherever it stands.

export const NOTHING = "\u2013";

const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const FIXED = [1, 2, 3, 4, 5].map(fixed);
const [TENTHS, HUNDREDTHS] = FIXED;

function fixed(digits) {
  return new Intl.NumberFormat("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** 1,204 */
export function count(value) {
  return value === null || value === undefined ? NOTHING : WHOLE.format(value);
}

/** "1 device", "1,204 devices". */
export function counted(value, one, many = one + "s") {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A rate: tenths below ten, whole numbers above. */
export function rate(value) {
  if (value === null || value === undefined) {
    return NOTHING;
  }
  return value < 10 && !Number.isInteger(value) ? TENTHS.format(value) : WHOLE.format(value);
}

/** A measured value with one decimal. */
export function tenths(value) {
  return value === null || value === undefined ? NOTHING : TENTHS.format(value);
}

/**
 * A measured value with one decimal, or with as many more as it takes to show on which side of a
 * limit it is: 45.04 beside a limit of 45.
 */
export function beside(limits, value) {
  if (value === null || value === undefined) {
    return NOTHING;
  }
  const tells = (form, place) => {
    const shown = Number(value.toFixed(place + 1));
    return limits.every((limit) => shown !== limit || value === limit);
  };
  return FIXED.find(tells)?.format(value) ?? String(value);
}

/** A measured value with two decimals. */
export function hundredths(value) {
  return value === null || value === undefined ? NOTHING : HUNDREDTHS.format(value);
}

/** A span of time that is given in milliseconds: 29 ms, 1.2 s, 75 s, 12 min. */
export function milliseconds(value) {
  if (value === null || value === undefined) {
    return NOTHING;
  }
  if (value < 1000) {
    return `${WHOLE.format(value)} ms`;
  }
  const seconds = value / 1000;
  if (seconds < 10) {
    return `${TENTHS.format(seconds)} s`;
  }
  return seconds < 120 ? `${WHOLE.format(seconds)} s` : `${WHOLE.format(seconds / 60)} min`;
}

/** How long something goes on: 0:07, 12:34, 1:02:03. */
export function elapsed(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const rest = two(Math.floor(seconds % 60));
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

/** The time of day in UTC of an instant in ISO form: 16:00:01. Other text stays as it is. */
export function clock(instant) {
  const found = /T(\d\d:\d\d:\d\d)/.exec(instant);
  return found === null ? String(instant) : found[1];
}

/** The time of day in UTC of seconds since 1970; without its seconds where a step is of minutes. */
export function timeOfDay(seconds, step) {
  const text = new Date(seconds * 1000).toISOString();
  return step < 60 ? text.slice(11, 19) : text.slice(11, 16);
}

/** The name of an anomaly, a reason or an attribute, in words: temperature_above, temperature above. */
export function words(code) {
  return String(code).replaceAll("_", " ");
}

/** The site of a device: what stands before the last slash; "" where there is none. */
export function siteOf(deviceId) {
  return deviceId.slice(0, Math.max(0, deviceId.lastIndexOf("/")));
}

/** The name of a device within its site. */
export function nameInSite(deviceId) {
  return deviceId.slice(deviceId.lastIndexOf("/") + 1);
}

/** A name, or its last part where there is no room for all of it: 001 of sensor-001. */
export function shortName(name, letters) {
  const last = name.slice(name.search(/[^-_.]*$/));
  return name.length > letters && last !== "" ? last : name;
}

import { element, visible } from "./dom.js";
import { clock, counted, words } from "./format.js";

/** How many parts of a list are shown. */
const PARTS = 6;
const BYTES_A_LINE = 16;

/** A rejected record: when, why, and the bytes. */
export function rejectedRecord(record) {
  const facts = element(
    "p",
    { class: "soft" },
    `sequence number ${visible(record.sequence_number)} \u00b7 ${counted(record.size, "byte")}`,
  );
  const bytes = element(
    "details",
    {},
    element("summary", { text: "Bytes" }),
    element("pre", { tabindex: "0", text: dump(record.payload_hex, record.size) }),
  );
  return element(
    "article",
    { class: "rejected" },
    element(
      "p",
      {},
      element("time", { datetime: record.at, text: clock(record.at) }),
      element("b", { text: words(record.reason) }),
      element("span", { dir: "auto", text: visible(record.detail) }),
    ),
    element("pre", { class: "payload", tabindex: "0", text: visible(record.payload_text) }),
    facts,
    bytes,
  );
}

/** Bytes as one reads them: place, hexadecimal, text. */
function dump(hex, size) {
  const bytes = (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  const lines = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    const line = bytes.slice(at, at + BYTES_A_LINE);
    const pairs = line.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = line.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : "."));
    lines.push(
      `${at.toString(16).padStart(4, "0")}  ${pairs.padEnd(BYTES_A_LINE * 3)} ${text.join("")}`,
    );
  }
  if (bytes.length < size) {
    lines.push(`and ${counted(size - bytes.length, "byte")} more`);
  }
  return lines.join("\n");
}

/** The attributes of a device's shadow, or of a part of it. */
export function attributes(item) {
  const list = element("dl", { class: "attributes" });
  for (const [name, value] of Object.entries(item)) {
    list.append(element("dt", { text: words(visible(name)) }), element("dd", {}, part(value)));
  }
  return list;
}

function part(value) {
  if (value === null || (typeof value === "object" && Object.keys(value).length === 0)) {
    return element("span", { class: "soft", text: "none" });
  }
  if (Array.isArray(value)) {
    const newest = value.slice(-PARTS).map((one) => element("li", {}, part(one)));
    const rest = value.length - newest.length;
    const before = rest > 0 ? [element("li", { class: "soft", text: `${rest} older` })] : [];
    return element("ul", {}, ...before, ...newest);
  }
  return typeof value === "object" ? attributes(value) : element("bdi", { text: visible(value) });
}

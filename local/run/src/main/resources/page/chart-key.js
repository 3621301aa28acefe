import { element, setText } from "./dom.js";
import { count, timeOfDay } from "./format.js";

/** What the lines of a chart mean, each with its value. */
export class ChartKey {
  constructor({ lines, band, format, last, note }) {
    this.format = format;
    this.note = note;
    this.last = last;
    this.time = element("li", { class: "soft at" });
    this.entries = lines.map((line) => entry(line, lineSample(line)));
    if (band) {
      const sample = swatch("rect", { x: 0, y: 1, width: 18, height: 8 }, band.colour, "area");
      this.entries.push({ ...entry(band, sample), range: band });
    }
    this.node = element("ul", { class: "key" }, ...this.entries.map((one) => one.node), this.time);
  }

  show(columns, at) {
    setText(this.time, at === null && this.last ? this.last : this.#time(columns, at));
    return this.entries
      .map((one) => {
        const text = one.range
          ? `${this.#value(columns, one.range.low, at)} to ${this.#value(columns, one.range.high, at)}`
          : one.mark
            ? count(columns[one.column].filter((value) => value !== null).length)
            : this.#value(columns, one.column, at);
        if (!one.range) {
          setText(one.value, text);
        }
        return `${one.label} ${text}`;
      })
      .join(", ");
  }

  #time({ t, end }, at) {
    const place = at ?? t.length - 1;
    if (t[place] === undefined) {
      return "";
    }
    const start = timeOfDay(t[place], 1);
    const time = end ? `window ${start}\u2013${timeOfDay(end[place], 1)}` : start;
    return this.note ? `${time} \u00b7 ${this.note}` : time;
  }

  #value(columns, name, at) {
    const column = columns[name];
    return this.format(column[at ?? column.length - 1] ?? null);
  }
}

function entry(line, sample) {
  const value = element("b");
  const node = element("li", {}, sample, element("span", { text: line.label }), value);
  return { node, value, label: line.label, column: line.column, mark: line.mark };
}

function lineSample(line) {
  if (line.mark) {
    return swatch("circle", { cx: 9, cy: 5, r: 3.2 }, line.colour, `mark ${line.mark}`);
  }
  const dash = line.dash ? { "stroke-dasharray": line.dash.join(" ") } : {};
  return swatch("path", { d: "M0 5H18", ...dash }, line.colour, "line");
}

function swatch(shape, attributes, colour, kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", shape);
  Object.entries({ ...attributes, class: kind }).forEach((one) => drawn.setAttribute(...one));
  Object.entries({ width: 18, height: 10, "aria-hidden": "true" }).forEach((one) =>
    svg.setAttribute(...one),
  );
  svg.style.color = `var(${colour})`;
  svg.append(drawn);
  return svg;
}

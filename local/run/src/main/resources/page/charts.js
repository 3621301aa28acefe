import uPlot from "/uplot/uPlot.esm.js";
import { ChartKey } from "./chart-key.js";
import { element, setAttribute } from "./dom.js";
import { timeOfDay } from "./format.js";

const GRID = 1;
const FONT_PIXELS = 12;
const CHARACTER_PIXELS = 7;

/**
 * A chart over time: lines, a band between two of its columns, limits as dashed lines, and marks on
 * single values. It is given columns and draws them; it knows neither the server nor the run.
 *
 * A chart has these options:
 * - label: what it shows, for those who cannot see it
 * - lines: [{ column, label, colour, dash, width, area, bridge, mark }]; colour is the name of a
 *   custom property of CSS, dash what a canvas takes, area whether the line's ground is tinted,
 *   bridge whether the line goes on over gaps, mark whether only the single values are marked and
 *   no line is drawn
 * - band: { low, high, label, colour }, two columns and what lies between them
 * - limits: [{ value, label }]
 * - format: a value as text, in the key
 * - axis: a value as text, at the axis
 * - range: (min, max) => [min, max] of the axis
 * - log: whether the axis is logarithmic; then no value may be below 1
 * - sync: a name; charts of one name move their cursors together
 * - last: what the last values are of, in the key; without it, their time
 * - note: what else there is to know, behind the time
 */
export class TimeChart {
  #colours = new Map();
  #columns = null;
  #from = 0;
  #to = 1;
  #plot = null;

  constructor(host, options) {
    this.host = host;
    this.options = { limits: [], axis: options.format, ...options };
    this.key = new ChartKey(options);
    this.ground = element("div", { class: "plot", role: "img", "aria-label": options.label });
    host.append(this.key.node, this.ground);
    this.probe = element("i", { hidden: "" });
    this.ground.append(this.probe);
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(this.ground);
  }

  /**
   * Draws.
   *
   * @param {object} columns "t", seconds since 1970, rising, and a column of the same length for
   *     each name that the options use; null is a gap. With "end", a value is of the time from
   *     "t" to it
   * @param {number} from the start of the time that is shown
   * @param {number} to its end
   */
  draw(columns, from, to) {
    this.#columns = columns;
    this.#from = from;
    this.#to = Math.max(to, from + 1);
    const data = [columns.t, ...this.#names().map((name) => columns[name])];
    if (this.#plot !== null) {
      this.#plot.setData(data);
    } else if (this.ground.clientWidth > 0) {
      this.#plot = new uPlot(this.#settings(), data, this.ground);
    }
    this.#tell(null);
  }

  /** Draws again, in the colours that hold now. */
  recolour() {
    this.#colours.clear();
    this.#plot?.redraw(false);
  }

  destroy() {
    this.observer.disconnect();
    this.#plot?.destroy();
  }

  #names() {
    const { band, lines } = this.options;
    return [...(band ? [band.low, band.high] : []), ...lines.map((line) => line.column)];
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.ground;
    if (width === 0 || height === 0) {
      return;
    }
    if (this.#plot !== null) {
      this.#plot.setSize({ width, height });
    } else if (this.#columns !== null) {
      this.draw(this.#columns, this.#from, this.#to);
    }
  }

  #settings() {
    const { band, sync } = this.options;
    return {
      width: this.ground.clientWidth,
      height: this.ground.clientHeight,
      padding: [8, 28, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 6 },
        ...(sync ? { sync: { key: sync, setSeries: false } } : {}),
      },
      scales: { x: { time: true, range: () => [this.#from, this.#to] }, y: this.#scale() },
      axes: this.#axes(),
      series: [{}, ...this.#series()],
      bands: band ? [{ series: [2, 1], fill: () => this.#tint(band.colour, 0.14) }] : [],
      hooks: {
        setCursor: [(plot) => this.#tell(plot.cursor.idx ?? null)],
        drawAxes: [(plot) => this.#drawLimits(plot)],
      },
    };
  }

  #scale() {
    const { log, range } = this.options;
    return { ...(log ? { distr: 3 } : {}), range: (plot, min, max) => range(min, max) };
  }

  #axes() {
    const font = `${FONT_PIXELS}px ${getComputedStyle(this.ground).fontFamily}`;
    const common = {
      font,
      stroke: () => this.#colour("--soft"),
      ticks: { show: false },
      grid: { stroke: () => this.#colour("--line"), width: GRID },
    };
    return [
      {
        ...common,
        grid: { show: false },
        size: 22,
        gap: 4,
        space: (plot, axis, from, to) => (to - from > 240 ? 36 : 60),
        values: (plot, splits, axis, space, step) => splits.map((at) => timeOfDay(at, step)),
      },
      {
        ...common,
        size: (plot, values) => Math.max(50, 14 + CHARACTER_PIXELS * longest(values ?? [])),
        gap: 6,
        space: 26,
        values: (plot, splits) =>
          splits.map((value) => (value === null ? "" : this.options.axis(value))),
        ...(this.options.log ? { splits: powersOfTen } : {}),
      },
    ];
  }

  #series() {
    const { band, lines } = this.options;
    const edge = { stroke: "transparent", width: 0, points: { show: false } };
    return [...(band ? [edge, edge] : []), ...lines.map((line) => this.#line(line))];
  }

  #line(line) {
    const stroke = () => this.#colour(line.colour);
    if (line.mark) {
      const fill = () => this.#colour(line.mark === "full" ? line.colour : "--panel");
      return { stroke, paths: () => null, points: { show: true, size: 7, width: 2, stroke, fill } };
    }
    return {
      stroke,
      width: line.width ?? 1.5,
      spanGaps: line.bridge ?? false,
      dash: line.dash,
      fill: line.area ? () => this.#tint(line.colour, 0.12) : undefined,
      points: { show: false },
    };
  }

  #drawLimits(plot) {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = this.#colour("--breach");
    ctx.fillStyle = this.#colour("--bad");
    ctx.font = `${FONT_PIXELS * ratio}px ${getComputedStyle(this.ground).fontFamily}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "bottom";
    ctx.lineWidth = ratio;
    ctx.setLineDash([5 * ratio, 4 * ratio]);
    for (const limit of this.options.limits) {
      // In the middle of a pixel a line is one pixel wide; at its edge it would be two, and pale.
      const y = Math.round(plot.valToPos(limit.value, "y", true)) + (ratio % 2) / 2;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.fillText(limit.label, bbox.left + 4 * ratio, y - 3 * ratio);
    }
    ctx.restore();
  }

  /** The values at the cursor, or the last ones. */
  #tell(at) {
    if (this.#columns !== null) {
      const told = this.key.show(this.#columns, at);
      if (at === null) {
        setAttribute(this.ground, "aria-label", `${this.options.label}: ${told}`);
      }
    }
  }

  // A canvas does not know var() and light-dark(); a hidden element tells what they come to.
  #colour(name) {
    if (!this.#colours.has(name)) {
      this.probe.style.color = `var(${name})`;
      this.#colours.set(name, getComputedStyle(this.probe).color);
    }
    return this.#colours.get(name);
  }

  #tint(name, strength) {
    return this.#colour(name).replace("rgb(", "rgba(").replace(")", `, ${strength})`);
  }
}

function longest(texts) {
  return Math.max(0, ...texts.map((text) => text.length));
}

function powersOfTen(plot) {
  const { min, max } = plot.scales.y;
  const powers = [];
  for (let power = min; power <= max; power *= 10) {
    powers.push(power);
  }
  return powers;
}

import { byId, element, foreignName, setAttribute, setText, visible } from "./dom.js";
import { count, counted, nameInSite, shortName } from "./format.js";
import { fit } from "./cells.js";
import { limits, temperatureText, temperatureWithUnit } from "./limits.js";
import { OTHER_SITES, STATES } from "./run.js";

const STATE_NAMES = new Map(STATES.map((state) => [state.code, state.name]));

/** The devices as a grid of cells, grouped by site; one cell at a time can be reached by Tab. */
export class Fleet {
  constructor(run, open) {
    this.run = run;
    this.open = open;
    this.grid = byId("sites");
    this.cells = [];
    this.sites = new Map();
    this.current = null;
    this.pointed = null;
    this.layout = null;
    this.grid.replaceChildren();
    this.#legend();
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.grid.addEventListener("click", (event) => this.#opened(event), { signal });
    this.grid.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.grid.addEventListener("focusin", (event) => this.#focused(event), { signal });
    this.grid.addEventListener("pointerover", (event) => this.#pointAt(event.target), { signal });
    this.grid.addEventListener("pointerleave", () => this.#pointAt(null), { signal });
    this.observer = new ResizeObserver(() => this.#fit());
    this.observer.observe(this.grid);
  }

  /** Takes its listeners off the page, which another fleet gets. */
  close() {
    this.abort.abort();
    this.observer.disconnect();
  }

  #legend() {
    this.legend = STATES.map(({ code, name }) => {
      const value = element("b");
      const sample = element("i", { class: "cell", "data-state": code, "aria-hidden": "true" });
      const node = element("li", {}, sample, value, element("span", { text: name }));
      return { code, value, node };
    });
    byId("legend").replaceChildren(...this.legend.map((one) => one.node));
    setText(byId("limits"), limits(this.run.facts));
  }

  /** Draws what changed. */
  show() {
    this.#addNew();
    const changed = this.run.takeChanged();
    for (const place of changed) {
      this.#cell(place);
    }
    this.#counts();
    this.#site();
    if (changed.has(this.#read())) {
      this.#readout();
    }
  }

  #addNew() {
    const known = this.cells.length;
    for (let place = known; place < this.run.devices.length - this.run.leftOut; place += 1) {
      const { id, site } = this.run.devices[place];
      const cell = element("div", {
        class: "cell",
        role: "gridcell",
        tabindex: "-1",
        "data-device": id,
        "data-state": "w",
      });
      cell.place = place;
      this.cells.push(cell);
      this.#siteOf(site).cells.append(cell);
    }
    if (this.cells.length !== known) {
      this.#fit(true);
      this.#reach(this.current ?? 0);
      this.#readout();
    }
  }

  #siteOf(site) {
    if (!this.sites.has(site)) {
      const number = `site-name-${this.sites.size}`;
      const name =
        site.name === OTHER_SITES || site.name === ""
          ? element("span", { text: site.name === "" ? "no site" : "other sites" })
          : foreignName(site.name);
      const note = element("span", { class: "soft" });
      const title = element(
        "div",
        { class: "site-title", role: "rowheader", id: number },
        name,
        note,
      );
      const cells = element("div", { class: "cells", role: "presentation" });
      const node = element(
        "div",
        { class: "site", role: "row", "aria-labelledby": number },
        title,
        cells,
      );
      this.grid.append(node);
      this.sites.set(site, { node, note, cells });
    }
    return this.sites.get(site);
  }

  #cell(place) {
    const cell = this.cells[place];
    if (cell === undefined) {
      return;
    }
    const { id, state, temperature } = this.run.devices[place];
    if (cell.getAttribute("data-state") !== state || !cell.hasAttribute("aria-label")) {
      cell.setAttribute("data-state", state);
      cell.setAttribute("aria-label", `${visible(id)}, ${STATE_NAMES.get(state) ?? state}`);
    }
    if (this.layout?.text) {
      setText(cell.firstChild, visible(shortName(nameInSite(id), this.layout.letters)));
      setText(cell.lastChild, temperatureText(this.run.facts, temperature));
    }
  }

  #counts() {
    const counts = this.run.counts();
    for (const { code, value, node } of this.legend) {
      setText(value, count(counts[code]));
      node.hidden = code === "w" && counts.w === 0;
    }
  }

  #site() {
    const heated = new Set(this.run.tick.heated ?? []);
    for (const [site, { note, node }] of this.sites) {
      const parts = STATES.filter(({ code }) => code !== "o" && site.counts[code] > 0).map(
        ({ code, name }) => `${count(site.counts[code])} ${name}`,
      );
      if (heated.has(site.name)) {
        parts.unshift("heated by hand");
      }
      setText(note, [counted(site.devices.length, "device"), ...parts].join(" \u00b7 "));
      setAttribute(node, "data-breach", String(site.counts.b > 0));
    }
  }

  /** The device that the line below the grid tells of: the one under the pointer, or the focus. */
  #read() {
    return this.pointed ?? (this.grid.contains(document.activeElement) ? this.current : null);
  }

  #readout() {
    const device = this.run.devices[this.#read()];
    const line = byId("readout");
    if (device === undefined) {
      const rest = this.run.leftOut;
      line.textContent =
        "Open a device for its readings and records." +
        (rest > 0 ? ` ${counted(rest, "more device")} not drawn.` : "");
      return;
    }
    const state = STATE_NAMES.get(device.state) ?? device.state;
    line.replaceChildren(
      foreignName(device.id),
      element("span", { text: temperatureWithUnit(this.run.facts, device.temperature) }),
      element("span", { text: state }),
    );
  }

  #pointAt(target) {
    const cell = target?.closest?.(".cell") ?? null;
    this.pointed = cell === null ? null : cell.place;
    this.#readout();
  }

  #opened(event) {
    const cell = event.target.closest(".cell");
    if (cell !== null) {
      this.#reach(cell.place);
      this.open(this.run.devices[cell.place].id);
    }
  }

  #focused(event) {
    const cell = event.target.closest(".cell");
    if (cell !== null) {
      this.#reach(cell.place);
      const device = this.run.devices[cell.place];
      const state = STATE_NAMES.get(device.state) ?? device.state;
      cell.setAttribute(
        "aria-label",
        `${visible(device.id)}, ${state}, ${temperatureWithUnit(this.run.facts, device.temperature)}`,
      );
      this.#readout();
    }
  }

  /** Makes a cell the one that Tab comes to. */
  #reach(place) {
    this.cells[this.current]?.setAttribute("tabindex", "-1");
    this.current = place;
    this.cells[place]?.setAttribute("tabindex", "0");
  }

  #key(event) {
    const cell = event.target.closest(".cell");
    if (cell === null || event.altKey || event.metaKey) {
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(this.run.devices[cell.place].id);
      return;
    }
    const next = this.#next(cell.place, event);
    if (next !== undefined) {
      event.preventDefault();
      this.#reach(next);
      this.cells[next].focus();
    }
  }

  /** Where a key leads: along the devices, or to the row above or below, over sites as well. */
  #next(place, { key, ctrlKey }) {
    const rows = [...this.sites.keys()]
      .map((site) => site.devices)
      .filter((site) => site.length > 0);
    const { site, place: within } = this.run.devices[place];
    const row = rows.indexOf(site.devices);
    const all = rows.flat();
    const column = within % this.layout.columns;
    const lastLine = (devices) => Math.floor((devices.length - 1) / this.layout.columns);
    const at = (devices, line) =>
      devices?.[Math.min(line * this.layout.columns + column, devices.length - 1)];
    const line = Math.floor(within / this.layout.columns);
    switch (key) {
      case "ArrowRight":
        return all[all.indexOf(place) + 1];
      case "ArrowLeft":
        return all[all.indexOf(place) - 1];
      case "ArrowDown":
        return line < lastLine(rows[row]) ? at(rows[row], line + 1) : at(rows[row + 1], 0);
      case "ArrowUp":
        return line > 0
          ? at(rows[row], line - 1)
          : row > 0
            ? at(rows[row - 1], lastLine(rows[row - 1]))
            : undefined;
      case "PageDown":
        return rows[row + 1]?.[0];
      case "PageUp":
        return rows[row - 1]?.[0];
      case "Home":
        return ctrlKey ? all[0] : rows[row][0];
      case "End":
        return ctrlKey ? all[all.length - 1] : rows[row][rows[row].length - 1];
      default:
        return undefined;
    }
  }

  #fit(always = false) {
    const sizes = [...this.sites.keys()].map((site) => site.devices.length);
    const layout = fit(this.grid, sizes);
    if (!always && layout.name === this.layout?.name) {
      this.layout = layout;
      return;
    }
    this.layout = layout;
    this.grid.setAttribute("data-size", layout.text ? "tiles" : "small");
    for (const cell of this.cells) {
      if (layout.text && cell.firstChild === null) {
        cell.append(element("span"), element("b"));
      } else if (!layout.text) {
        cell.replaceChildren();
      }
    }
    this.cells.forEach((cell, place) => this.#cell(place));
  }
}

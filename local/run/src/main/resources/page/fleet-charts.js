import { byId, element } from "./dom.js";
import { latencyChart, latencyColumns, percentilesChart, ratesChart } from "./run-charts.js";

/** The charts of the page: rates, latency, and percentiles of the measurement that is chosen. */
export class FleetCharts {
  #measurement = null;
  #percentiles = null;
  #redraw;

  /** @param {() => void} redraw asks for a drawing, when another measurement is chosen */
  constructor(redraw) {
    this.#redraw = redraw;
    this.rates = ratesChart(byId("rates"), "last second");
    this.latency = latencyChart(byId("latency"), "last second");
  }

  /** Offers the measurements, of which one is shown. */
  measurements(measurements) {
    const legend = byId("measurements").querySelector("legend");
    const choices = measurements.map((measurement, place) => {
      const input = element("input", {
        type: "radio",
        name: "measurement",
        value: measurement.field,
      });
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
    this.latency.draw(latencyColumns(run.series), from, to);
    this.#percentiles.draw(run.percentiles(this.#measurement.field), from, to);
  }

  recolour() {
    [this.rates, this.latency, this.#percentiles].forEach((chart) => chart?.recolour());
  }
}

import { alertItem } from "../page/alerts.js";
import { byId, element, setText } from "../page/dom.js";
import { count, counted, words } from "../page/format.js";
import { Headline } from "../page/headline.js";
import { alertLatencyChart, iteratorAgeChart, latencyChart } from "../page/run-charts.js";
import { latencyColumns, percentileColumns, percentilesChart } from "../page/run-charts.js";
import { ratesChart } from "../page/run-charts.js";

// The report of a run that has ended. What it shows is in its own file, and nothing changes any more.

const report = JSON.parse(byId("data").textContent);
const { facts, series, summary } = report;
const windows = report.windows.map((one) => ({ ...one, t: Date.parse(one.start) / 1000 }));
const from = Math.min(series.t[0], windows[0]?.t ?? Infinity);
const to = series.t[series.t.length - 1];

showFacts();
showVerdict();
showCharts();
showFaults();
showAlerts();

function showFacts() {
  const at = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
  const parts = [
    facts.scenario ? `scenario ${facts.scenario}` : "",
    facts.seed === null ? "" : `seed ${facts.seed}`,
    facts.faults ? `faults ${facts.faults}` : "",
    facts.devices.length > 0 ? counted(facts.devices.length, "device") : "",
    `${at(series.t[0])} to ${at(to)} UTC`,
  ];
  setText(byId("facts"), parts.filter((part) => part !== "").join(" \u00b7 "));
}

function showVerdict() {
  new Headline().show({ verdict: report.verdict, flow: { rejected: summary.rejected } });
  const { stored, rejected, readings_per_second: rate } = summary;
  const pace = `${count(Math.round(rate))} readings/s`;
  setText(
    byId("headline-detail"),
    `${counted(stored, "reading")} stored, ${counted(rejected, "record")} rejected, ${pace}.`,
  );
  setText(byId("words"), report.words.join("\n"));
}

function showCharts() {
  const drawn = latencyColumns(series);
  ratesChart(byId("rates")).draw(series, from, to);
  iteratorAgeChart(byId("age")).draw(drawn, from, to);
  latencyChart(byId("latency")).draw(drawn, from, to);
  alertLatencyChart(byId("alerted")).draw(drawn, from, to);
  for (const measurement of windows.length > 0 ? facts.measurements : []) {
    const chart = element("div", { class: "chart" });
    const title = element("h3", { text: `${measurement.label}, ${measurement.unit}` });
    byId("percentiles").append(element("div", {}, title, chart));
    percentilesChart(chart, measurement).draw(
      percentileColumns(windows, measurement.field),
      from,
      to,
    );
  }
  const [first] = windows;
  const seconds = first && (Date.parse(first.end) - Date.parse(first.start)) / 1000;
  setText(
    byId("fleet-note"),
    first ? `percentiles of time windows of ${seconds} s` : "no statistics were kept",
  );
}

function showFaults() {
  const struck = Object.entries(summary.faults);
  const figures = struck.map(([name, times]) =>
    element("div", {}, element("dt", { text: words(name) }), element("dd", { text: count(times) })),
  );
  byId("struck").append(...figures);
  byId("faults").hidden = struck.length === 0;
}

function showAlerts() {
  const { alerts, messages } = report;
  byId("alert-list").append(...alerts.reverse().map((alert) => alertItem(alert)));
  setText(
    byId("alerts-note"),
    alerts.length < messages
      ? `the last ${count(alerts.length)} of ${counted(messages, "message")}`
      : counted(messages, "message"),
  );
}

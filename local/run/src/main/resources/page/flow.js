import { byId, element, setAttribute, setText } from "./dom.js";
import { count, counted, milliseconds, rate } from "./format.js";

/**
 * The stages of a reading's way, in its order. A figure is [name, label, the tick's value as text,
 * and, where there is such a thing, whether it calls for attention]. A label is a text, or is made
 * from the facts of the run.
 */
const STAGES = [
  {
    service: "Devices",
    main: ["published_per_second", "published/s", ({ flow }) => rate(flow.published_per_second)],
    figures: [
      ["published", "in all", ({ flow }) => count(flow.published)],
      ["devices", "devices", (tick, run) => count(run.devices.length)],
    ],
  },
  {
    service: "Kinesis stream",
    main: [
      "iterator_age",
      "behind",
      ({ flow }) => milliseconds(flow.iterator_age_ms),
      ({ flow }) => flow.iterator_age_ms > 5000,
    ],
    figures: [["batch_retries", "batches retried", ({ flow }) => count(flow.batch_retries)]],
  },
  {
    service: "Lambda, DynamoDB",
    main: ["stored_per_second", "stored/s", ({ flow }) => rate(flow.stored_per_second)],
    figures: [
      ["stored_ms", "p50, p99 of the last 10 s", ({ flow }) => pair(flow.stored_ms)],
      ["database", "database", ({ database }) => database, ({ database }) => database !== "up"],
    ],
  },
  {
    service: "Lambda, SNS",
    main: ["alerted", "alerts sent", ({ flow }) => count(flow.alerted)],
    figures: [["alerted_ms", gathered, ({ flow }) => pair(flow.alerted_ms)]],
  },
  {
    service: "Set aside",
    main: ["quarantined", "in quarantine", ({ flow }) => count(flow.quarantined)],
    figures: [
      ["rejected", "rejected", ({ flow }) => count(flow.rejected)],
      [
        "dead_letters",
        "dead letters",
        ({ flow }) => count(flow.dead_alerts + flow.dead_batches),
        ({ flow }) => flow.dead_alerts + flow.dead_batches > 0,
      ],
    ],
  },
];

/** The flow as numbers, one stage after the other. */
export class Flow {
  constructor() {
    this.figures = [];
    for (const { service, main, figures } of STAGES) {
      byId("flow").append(
        element(
          "li",
          {},
          element("h2", { text: service }),
          this.#figure("p", main, "main"),
          ...figures.map((one) => this.#figure("p", one, "figure")),
        ),
      );
    }
  }

  #figure(tag, [name, label, text, alarming], kind) {
    const value = element("b", { "data-value": name });
    const words = element("span");
    const node = element(tag, { class: kind }, value, words);
    this.figures.push({ node, value, text, alarming, words, label });
    return node;
  }

  show(tick, run) {
    for (const { node, value, text, alarming, words, label } of this.figures) {
      setText(value, text(tick, run));
      setText(words, typeof label === "string" ? label : label(run.facts));
      if (alarming) {
        setAttribute(node, "data-alarming", String(alarming(tick)));
      }
    }
  }
}

/** The facts of the run in the page's first line. */
export function showFacts(run) {
  const { scenario, seed, faults } = run.facts;
  const parts = [
    scenario ? `scenario ${scenario}` : "",
    seed === null || seed === undefined ? "" : `seed ${seed}`,
    faults ? `faults ${faults}` : "",
    counted(run.devices.length, "device"),
    "times in UTC",
  ];
  setText(byId("facts"), parts.filter((part) => part !== "").join(" \u00b7 "));
}

/** An alert may wait for others; who does not know that takes its time for slowness. */
function gathered({ cooldown_seconds: coolDown, digest_seconds: digest }) {
  const span = "p50, p99 of the last 10 s";
  return coolDown > 0 ? `${span}; gathered up to ${digest} s for one message` : span;
}

function pair(latency) {
  return latency ? `${milliseconds(latency.p50)}, ${milliseconds(latency.p99)}` : "\u2013";
}

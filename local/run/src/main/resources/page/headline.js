import { byId, element, setAttribute, setText } from "./dom.js";
import { count, counted } from "./format.js";

/** As long as no more readings are under way than come in this time, all is as it should be. */
const USUAL_SECONDS = 2;

/** [name, label, what joins it to the one before, whether it is bad]; each line is a sum. */
const FIGURES = [
  ["published", "published", ""],
  ["stored", "stored", "="],
  ["rejected", "rejected", "+"],
  ["under_way", "under way", "+"],
  ["lost", "lost", "+", true],
  ["alerts_expected", "alerts due", ""],
  ["alerts_sent", "sent", "="],
  ["alerts_waiting", "to come", "+"],
  ["missed", "missed", "+", true],
  // A message that was in doubt may come twice; only the final verdict knows of the others.
  ["repeated", "repeated", "", false],
];

/** The state of the run in one sentence, and the verdict's figures. */
export class Headline {
  constructor() {
    this.figures = FIGURES.map(([name, label, joined, bad]) => {
      const value = element("dd", { "data-value": name, "data-joined": joined, text: "\u2013" });
      const figure = element("div", {}, element("dt", { text: label }), value);
      byId("verdict").append(figure);
      return { name, bad, value, figure };
    });
  }

  /** Shows where the run stands, and returns the sentence. */
  show(tick) {
    const { level, title, detail } = sentence(tick);
    setAttribute(byId("headline"), "data-level", level);
    setText(byId("headline-title"), title);
    setText(byId("headline-detail"), detail);
    setText(byId("overload"), tick.overload ?? "");
    byId("overload").hidden = !tick.overload;
    for (const { name, bad, value, figure } of this.figures) {
      setText(value, count(tick.verdict[name]));
      if (bad !== undefined) {
        const counts = bad || tick.verdict.clean === false;
        setAttribute(figure, "data-bad", String(counts && tick.verdict[name] > 0));
      }
    }
    return title;
  }
}

function sentence({ verdict, flow, database }) {
  return verdict.ended ? ended(verdict, flow) : live(verdict, flow, database);
}

function ended(verdict, flow) {
  if (verdict.clean) {
    return {
      level: "good",
      title: "Every reading is stored, every alert was sent",
      detail: `The run has ended: ${counted(verdict.stored, "reading")} stored, ${counted(flow.rejected, "record")} rejected, 0 lost.`,
    };
  }
  return {
    level: "bad",
    title: faults(verdict) || "The run has ended, but not clean",
    detail: "The run has ended; its summary in the terminal says more.",
  };
}

function live(verdict, flow, database) {
  const bad = faults(verdict);
  if (bad) {
    return { level: "bad", title: bad, detail: "The run goes on." };
  }
  const waiting = counted(verdict.under_way, "reading");
  if (database === "down") {
    return {
      level: "wait",
      title: "The database is down; 0 readings lost",
      detail: `${waiting} under way: the stream keeps them until they can be stored.`,
    };
  }
  const usual = Math.max(10, USUAL_SECONDS * (flow.published_per_second ?? 0));
  if (verdict.under_way > usual) {
    return {
      level: "wait",
      title: `${waiting} on the way to the table; 0 lost`,
      detail:
        database === "throttled"
          ? "The database throttles every second call; what it did not take is tried again."
          : "What has piled up is being stored.",
    };
  }
  return {
    level: "good",
    title: "Every reading is stored; 0 lost",
    detail:
      database === "throttled"
        ? "The database throttles every second call; what it did not take is tried again."
        : "Each is compared with what its device sent.",
  };
}

/** What went wrong, or "". */
function faults({ lost, missed, repeated, clean }) {
  return [
    lost > 0 ? `${counted(lost, "reading")} lost` : "",
    missed > 0 ? `${counted(missed, "alert")} missed` : "",
    clean === false && repeated > 0 ? `${counted(repeated, "alert")} repeated` : "",
  ]
    .filter((fault) => fault !== "")
    .join(", ");
}

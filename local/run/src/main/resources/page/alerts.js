import { byId, element, foreignName, setText } from "./dom.js";
import { clock, count, counted } from "./format.js";

/** A digest can name hundreds of devices; the e-mail has them all. */
const NAMED = 12;

/** The alerts as they were sent, the newest first. */
export class AlertList {
  #shown = null;
  #resets = null;
  #held = false;

  constructor(open, size) {
    this.open = open;
    this.size = size;
    this.list = byId("alert-list");
    // What somebody reads must not move away under their eyes.
    this.list.addEventListener("pointerenter", () => this.#hold(true));
    this.list.addEventListener("pointerleave", () => this.#hold(this.#hasFocus()));
    this.list.addEventListener("focusin", () => this.#hold(true));
    this.list.addEventListener("focusout", () => this.#hold(this.list.matches(":hover")));
  }

  #hasFocus() {
    return this.list.contains(document.activeElement);
  }

  #hold(held) {
    this.#held = held;
  }

  show(run) {
    if (run.resets !== this.#resets) {
      this.#resets = run.resets;
      this.#shown = -Infinity;
      this.list.replaceChildren();
      this.#held = false;
    }
    const fresh = run.alerts.filter((alert) => alert.id > this.#shown);
    this.#note(run, fresh.length);
    if (this.#held || fresh.length === 0) {
      return;
    }
    this.list.prepend(...fresh.reverse().map((alert) => alertItem(alert, this.open)));
    while (this.list.children.length > this.size) {
      this.list.lastElementChild.remove();
    }
    this.#shown = fresh[0].id;
  }

  #note(run, fresh) {
    const sent = run.tick.verdict.alerts_sent;
    const parts = [
      this.#held && fresh > 0 ? `${count(fresh)} new wait while you read` : "",
      run.alertsOmitted > 0 ? `${count(run.alertsOmitted)} not listed` : "",
      run.alerts.length === 0 && sent === 0 ? "none yet" : "",
    ];
    setText(byId("alerts-note"), parts.filter((part) => part !== "").join(" \u00b7 "));
  }
}

/**
 * One alert; what it says in full is put in when it is opened, since few are.
 *
 * @param {(id: string) => void} [open] opens a device; without it, a device is a name alone
 */
export function alertItem(alert, open) {
  // A digest can tell of a device twice: that its breach began, and that it is over.
  const devices = [...new Set(alert.devices)];
  const summary = element(
    "summary",
    {},
    element("time", { datetime: alert.at, text: clock(alert.at) }),
    element("span", { class: "subject", dir: "auto", text: alert.subject }),
    element("span", { class: "soft", text: counted(devices.length, "device") }),
  );
  const details = element("details", {}, summary);
  details.addEventListener("toggle", () => details.append(...body(alert, devices, open)), {
    once: true,
  });
  return element("li", { "data-alert": String(alert.id) }, details);
}

function body(alert, devices, open) {
  const named = devices.slice(0, NAMED).map((id) => {
    if (open === undefined) {
      return foreignName(id);
    }
    const button = element("button", { type: "button", class: "device-name" }, foreignName(id));
    button.addEventListener("click", () => open(id));
    return button;
  });
  const rest = devices.length - named.length;
  return [
    element("h4", { text: "SMS" }),
    element("p", { class: "message", dir: "auto", text: alert.sms }),
    element("h4", { text: "E-mail" }),
    element("pre", { class: "message", tabindex: "0", text: alert.email }),
    element("h4", { text: "Devices" }),
    element("p", { class: "names" }, ...named, rest > 0 ? `and ${count(rest)} more` : ""),
  ];
}

import { byId, element, setAttribute, setText, visible } from "./dom.js";

/**
 * Asks the server to lay a hand on the run.
 *
 * @param {object} request the action, its target, whether it is on
 * @returns {Promise<?string>} what was wrong, or null
 */
export async function lay(request) {
  try {
    const response = await fetch("/api/hand", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
    });
    if (response.ok) {
      return null;
    }
    const answer = await response.json().catch(() => ({}));
    return answer.error ?? `The server answered ${response.status}.`;
  } catch {
    return "The server does not answer.";
  }
}

/** What to look for now, where it is not plain from the button. */
export function effect({ action, target, on }) {
  const name = visible(target ?? "");
  switch (action) {
    case "heat":
      return on
        ? `${name} gets hot: watch it rise, breach, and people be told.`
        : `${name} cools down.`;
    case "silence":
      return on ? `${name} says nothing any more.` : `${name} is heard again.`;
    case "malformed":
      return `${name} sends a record that is no reading: it goes to quarantine.`;
    case "throttle":
      return on
        ? "One database call in two is throttled; each is tried again."
        : "The database takes every call again.";
    default:
      return "The database is killed; the stream keeps what cannot be stored.";
  }
}

/** The panel with which whoever looks can let things go wrong. */
export class Hand {
  #run = null;
  #sites = 0;
  #devices = 0;

  constructor(open) {
    this.site = byId("hand-site");
    this.device = byId("hand-device");
    this.answer = byId("hand-answer");
    this.#on("heat-site", (button) => this.#toggle(button, "heat", this.site.value));
    this.#on("heat-device", (button) => this.#toggle(button, "heat", this.device.value));
    this.#on("silence-device", (button) => this.#toggle(button, "silence", this.device.value));
    this.#on("malformed-device", () =>
      this.#lay({ action: "malformed", target: this.device.value }),
    );
    this.#on("throttle", (button) => this.#toggle(button, "throttle"));
    this.#on("kill", () => this.#lay({ action: "kill" }));
    this.#on("open-device", () => open(this.device.value));
    this.site.addEventListener("change", () => this.#press());
    this.device.addEventListener("input", () => this.#press());
  }

  #on(id, act) {
    byId(id).addEventListener("click", (event) => act(event.currentTarget));
  }

  #toggle(button, action, target) {
    return this.#lay({ action, target, on: button.getAttribute("aria-pressed") !== "true" });
  }

  async #lay(request) {
    this.answer.textContent = (await lay(request)) ?? effect(request);
  }

  show(run) {
    if (run !== this.#run) {
      this.#run = run;
      this.#sites = 0;
      this.#devices = 0;
    }
    this.#choices(run);
    this.#press();
    const ended = run.tick.verdict.ended;
    byId("hand")
      .querySelectorAll("button")
      .forEach((button) => {
        button.disabled = ended && button.id !== "open-device";
      });
    if (ended) {
      setText(this.answer, "The run has ended.");
    }
  }

  #choices(run) {
    const sites = [...run.sites.values()];
    if (sites.length !== this.#sites) {
      this.#sites = sites.length;
      const chosen = this.site.value;
      const named = sites
        .map((site) => site.name)
        .filter((name) => name !== "" && name[0] !== "\0");
      this.site.replaceChildren(
        ...named.map((name) => element("option", { value: name, text: visible(name) })),
      );
      this.site.value = named.includes(chosen) ? chosen : (named[0] ?? "");
    }
    if (run.devices.length !== this.#devices) {
      this.#devices = run.devices.length;
      byId("hand-devices").replaceChildren(
        ...run.devices.slice(0, 2000).map(({ id }) => element("option", { value: id })),
      );
      if (!run.places.has(this.device.value)) {
        this.device.value = run.devices[0]?.id ?? "";
      }
    }
  }

  #press() {
    const { heated = [], silenced = [], database } = this.#run?.tick ?? {};
    const pressed = (id, on) => setAttribute(byId(id), "aria-pressed", String(on));
    pressed("heat-site", heated.includes(this.site.value));
    pressed("heat-device", heated.includes(this.device.value));
    pressed("silence-device", silenced.includes(this.device.value));
    pressed("throttle", database === "throttled");
  }
}

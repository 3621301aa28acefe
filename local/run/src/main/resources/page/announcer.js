const PAUSE_MS = 10_000;

/**
 * Tells a screen reader what changed: one sentence in ten seconds at most. What comes sooner waits,
 * and of what waits only the newest is said.
 */
export class Announcer {
  #said = "";
  #waiting = null;
  #until = 0;

  constructor(node) {
    this.node = node;
  }

  say(sentence) {
    if (sentence === (this.#waiting ?? this.#said)) {
      return;
    }
    const planned = this.#waiting !== null;
    this.#waiting = sentence;
    if (!planned) {
      setTimeout(() => this.#speak(), Math.max(0, this.#until - Date.now()));
    }
  }

  #speak() {
    this.node.textContent = this.#waiting;
    this.#said = this.#waiting;
    this.#waiting = null;
    this.#until = Date.now() + PAUSE_MS;
  }
}

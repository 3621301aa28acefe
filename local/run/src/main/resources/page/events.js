/** Without an event for this long the line is taken for dead: the server sends one each second. */
const PATIENCE_MS = 6000;
const RETRY_MS = 2000;

/**
 * The server's events, whatever happens to the line. EventSource alone is not enough: it gives up
 * for good when a server that is just starting answers with an error, and it waits for ever on a
 * line that is open but dead.
 */
export class Events {
  #source = null;
  #heardAt = 0;
  #lostAt = null;
  #retry = null;

  /**
   * @param {string} url where they come from
   * @param {object} listener onFull(data) and onTick(data), and onLine(connected, lostSeconds) each
   *     second while the line is lost and once when it is back
   */
  constructor(url, listener) {
    this.url = url;
    this.listener = listener;
    this.#open();
    this.watch = setInterval(() => this.#look(), 1000);
  }

  /** No more events: the run has ended, and so will its server. */
  close() {
    clearInterval(this.watch);
    clearTimeout(this.#retry);
    this.#source?.close();
  }

  #open() {
    this.#retry = null;
    this.#heardAt = Date.now();
    const source = new EventSource(this.url);
    this.#source = source;
    source.addEventListener("full", (event) => this.#heard(event, this.listener.onFull));
    source.addEventListener("tick", (event) => this.#heard(event, this.listener.onTick));
    source.addEventListener("error", () => this.#lost());
  }

  #heard(event, take) {
    this.#heardAt = Date.now();
    if (this.#lostAt !== null) {
      this.#lostAt = null;
      this.listener.onLine(true, 0);
    }
    take(JSON.parse(event.data));
  }

  #look() {
    if (Date.now() - this.#heardAt > PATIENCE_MS) {
      this.#lost();
    }
    if (this.#lostAt !== null) {
      this.listener.onLine(false, Math.round((Date.now() - this.#lostAt) / 1000));
    }
  }

  #lost() {
    if (this.#lostAt === null) {
      this.#lostAt = Date.now();
      this.listener.onLine(false, 0);
    }
    this.#source.close();
    this.#retry ??= setTimeout(() => this.#open(), RETRY_MS);
  }
}

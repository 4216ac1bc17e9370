// Sending what waits until the server has acknowledged it. One request at a time; an outcome that is not known
// is sent again under the same numbers, with growing distance and some chance in it, so that not all pages come back at once.

const SIGN_OF_LIFE = 20_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 20_000;
const PATIENCE = 15_000;

export class Saving {
  // `told(outcome)` hears of every request: {kind: "held" | "unknown" | "away", reply, sent, offline, refused}.
  // `refused` counts what was refused until it has been told of once with nothing else waiting.
  constructor({ queue, store, token, told }) {
    Object.assign(this, { queue, store, token, told });
    this.failures = 0;
    this.untold = 0;
    this.isAway = false;
    this.running = null;
    this.timer = 0;
    addEventListener("online", () => this.round());
    addEventListener("offline", () => this.#tell({ kind: "unknown", sent: [], offline: true }));
  }

  // A change was made: keep it on this device and send it.
  change(event) {
    this.store.put(event).catch(() => {});
    return this.round();
  }

  // Send what waits now, and go on until nothing waits or a request fails. True when nothing waits any more.
  async flush() {
    await this.running;
    do {
      if (!(await this.round())) return false;
    } while (this.queue.isWaiting);
    return true;
  }

  // One request: what waits or, when nothing does, the question how things stand. True when the server has answered.
  round({ ending = false } = {}) {
    if (this.isAway) return Promise.resolve(false);
    clearTimeout(this.timer);
    this.running ??= this.#ask(ending).finally(() => { this.running = null; });
    return this.running;
  }

  // Asked again, at the latest after this long.
  after(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.round(), milliseconds);
  }

  async #ask(ending) {
    const batch = this.queue.batch();
    const outcome = await this.#sent(batch, ending);
    if (outcome.kind === "held") {
      this.failures = 0;
      await this.#receipt(batch.events, outcome.reply.refused ?? []);
    } else {
      this.failures += 1;
    }
    this.isAway = outcome.kind === "away";
    this.after(this.#distance(outcome));
    this.#tell({ ...outcome, sent: batch.events });
    return outcome.kind === "held";
  }

  async #sent(batch, ending) {
    try {
      const asks = batch.events.length || ending ? this.#post(batch) : this.#look(batch.lease);
      return await judged(await asks);
    } catch {
      return { kind: "unknown" };
    }
  }

  #post({ lease, events }) {
    const body = JSON.stringify({ lease, events: events.map(({ lease: _, ...event }) => event) });
    return fetch("/room/save", {
      method: "POST", body, signal: AbortSignal.timeout(PATIENCE), redirect: "error",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Room-Token": this.token },
    });
  }

  #look(lease) {
    return fetch(`/room/state?lease=${lease}`, {
      signal: AbortSignal.timeout(PATIENCE), redirect: "error", cache: "no-store", headers: { Accept: "application/json" },
    });
  }

  // What was refused is refused for good: it leaves the store too, or every later page would send it again.
  async #receipt(events, refused) {
    const numbers = new Set(refused.map(({ seq }) => seq));
    const lost = events.filter(({ seq }) => numbers.has(seq));
    this.queue.acknowledge(events.filter(({ seq }) => !numbers.has(seq)));
    this.queue.refuse(lost);
    this.untold += lost.length;
    if (events.length) await this.store.remove(events).catch(() => {});
  }

  #distance({ kind, wait }) {
    if (kind === "held") return this.queue.isWaiting ? 0 : SIGN_OF_LIFE;
    const grown = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.failures - 1));
    return Math.max(wait ?? 0, grown * (0.5 + Math.random() / 2));
  }

  #tell(outcome) {
    this.told({ offline: navigator.onLine === false, ...outcome, refused: this.untold });
    if (outcome.kind === "held" && !this.queue.isWaiting) this.untold = 0;
  }
}

// What an answer of the server means. Only one that says what it holds is a receipt.
async function judged(response) {
  const reply = await response.json().catch(() => ({}));
  if ([200, 400].includes(response.status) && "held" in reply) {
    return { kind: reply.standing === "unknown" ? "away" : "held", reply };
  }
  if ([400, 401, 403, 404, 410].includes(response.status)) return { kind: "away", reply };
  return { kind: "unknown", reply, wait: 1_000 * Math.min(60, Number(response.headers.get("Retry-After")) || 0) };
}

// The answers as this page knows them, and the changes that the server has not acknowledged yet.
// Pure: no page, no clock, no network. The newest change by (lease, seq) is in force; a blank never erases an answer;
// a change leaves the queue only when the server has acknowledged exactly that change.

import { sha256 } from "./digest.js";

const MOST_IN_A_BATCH = 100;
export const NONE_CHOSEN = ".";

export class Queue {
  // `held` is the highest number on the server for this lease, `known` are the changes in force there.
  constructor({ lease, held = 0, known = [] }) {
    this.lease = lease;
    this.last = held;
    this.cells = new Map();
    this.waiting = new Map();
    this.setAside = new Map();
    for (const event of known) this.#take(event);
  }

  // Changes of an earlier page that had no receipt wait again.
  restore(events) {
    for (const event of events) this.#wait(event);
  }

  choose(position, choice, elapsed = 0) {
    return this.#change(position, choice, this.isFlagged(position), elapsed);
  }

  flag(position, flagged, elapsed = 0) {
    return this.#change(position, null, flagged, elapsed);
  }

  choiceOf(position) {
    return this.cells.get(position)?.choice ?? null;
  }

  // A dot alone is "none of them", on purpose: a choice like any other, but no answer.
  isAnswered(position) {
    return ![null, NONE_CHOSEN].includes(this.choiceOf(position));
  }

  get answered() {
    return [...this.cells.keys()].filter((position) => this.isAnswered(position)).length;
  }

  isFlagged(position) {
    return this.cells.get(position)?.flagged ?? false;
  }

  answers() {
    const chosen = [...this.cells].filter(([, cell]) => cell.choice !== null);
    return new Map(chosen.map(([position, cell]) => [position, cell.choice]).sort((a, b) => a[0] - b[0]));
  }

  digest() {
    return sha256([...this.answers()].map(([position, choice]) => `${position}=${choice}`).join("\n"));
  }

  // What to send next: changes of one lease, the oldest first. Asking again gives the same changes again.
  batch(most = MOST_IN_A_BATCH) {
    const events = [...this.waiting.values()].sort(byOrder);
    const lease = events.length ? events[0].lease : this.lease;
    return { lease, events: events.filter((event) => event.lease === lease).slice(0, most) };
  }

  // The server holds these changes; saying so twice, late or in any order does no harm.
  acknowledge(events) {
    for (const event of events) this.waiting.delete(nameOf(event));
  }

  // The server can never hold these. They are not sent again; where one is still shown as chosen, the digests differ.
  refuse(events) {
    for (const event of events) this.setAside.set(nameOf(event), event);
    this.acknowledge(events);
  }

  get isWaiting() {
    return this.waiting.size > 0;
  }

  // Whether the page may say that all answers are saved: nothing waits, and both digests agree.
  isSaved(digestOfServer) {
    return !this.isWaiting && this.digest() === digestOfServer;
  }

  #change(position, choice, flagged, elapsed) {
    const event = { lease: this.lease, seq: this.last + 1, position, choice, flagged, elapsed };
    this.#wait(event);
    return event;
  }

  #wait(event) {
    if (event.lease === this.lease) this.last = Math.max(this.last, event.seq);
    this.waiting.set(nameOf(event), event);
    this.#take(event);
  }

  #take(event) {
    const cell = this.cells.get(event.position) ?? { choice: null, chosenBy: BEFORE_ALL, flagged: false, flaggedBy: BEFORE_ALL };
    if (event.choice !== null && byOrder(event, cell.chosenBy) > 0) {
      cell.choice = event.choice;
      cell.chosenBy = event;
    }
    if (byOrder(event, cell.flaggedBy) > 0) {
      cell.flagged = event.flagged;
      cell.flaggedBy = event;
    }
    this.cells.set(event.position, cell);
  }
}

const BEFORE_ALL = { lease: 0, seq: 0 };

function byOrder(one, other) {
  return one.lease - other.lease || one.seq - other.seq;
}

function nameOf(event) {
  return `${event.lease}.${event.seq}`;
}

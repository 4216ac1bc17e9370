// What the page says about saving: one quiet line to see, one polite region for good news, one urgent region for trouble.
// It speaks only when something changed, and never says "saved" while something waits.

export const WORDS = {
  empty: () => "Nothing to save yet",
  saved: (at) => `All answers saved ${at}`,
  saving: () => "Saving...",
  trying: () => "Not saved yet, trying again. Your answers are kept on this page. Leave it open.",
  silent: (at) => `No answer from the exam's server, trying again. Everything up to ${at} is saved.`,
  offline: () => "Offline: your answers are kept on this page. Leave it open.",
  differs: () => "Answers came in from another page. Load this page again to see them.",
  refused: (_, count) => `${count === 1 ? "1 answer or flag" : `${count} answers or flags`} could not be saved. `
    + "Load this page again, and look at your last answers.",
  read: () => "This page can only be read",
  away: () => "This page does not fit the exam any more. Your answers are kept. Load this page again.",
};
const TROUBLE = ["trying", "silent", "offline", "differs", "refused", "away"];

// Which of these holds, from what waits and what the last request brought.
export function stateOf(queue, { kind, offline, digest, refused }) {
  if (kind === "away") return "away";
  if (kind === "unknown") return offline ? "offline" : queue.isWaiting ? "trying" : "silent";
  if (queue.isWaiting) return "saving";
  if (refused) return "refused";
  if (queue.isSaved(digest)) return queue.answers().size ? "saved" : "empty";
  return queue.setAside.size ? "refused" : "differs";
}

export class Status {
  constructor({ line, polite, urgent, reload, zone, count }) {
    Object.assign(this, { line, polite, urgent, reload, zone, count });
    this.state = "";
    this.at = "";
  }

  // The state after a request, or after a change on the page.
  set(state, { answered, now = null, isNews = false, refused = 0 } = {}) {
    if (now !== null) this.at = clock(now, this.zone);
    this.state = state;
    const words = WORDS[state](this.at, refused);
    this.line.textContent = words;
    this.line.dataset.state = state;
    this.reload.hidden = !["differs", "refused", "away"].includes(state);
    if (TROUBLE.includes(state) && state !== this.trouble) this.say(words, true);
    if (state === "saved") this.#good(answered, isNews);
    if (state !== "saving") this.trouble = TROUBLE.includes(state) ? state : "";
  }

  // One sentence for those who listen.
  say(words, urgent = false) {
    const [region, other] = urgent ? [this.urgent, this.polite] : [this.polite, this.urgent];
    other.textContent = "";
    if (region.textContent !== words) region.textContent = words;
  }

  // The same sentence once more, because somebody asked.
  repeat(words) {
    this.say("");
    requestAnimationFrame(() => this.say(words));
  }

  // One sentence for everybody, until the next request says how things stand.
  tell(words) {
    this.line.textContent = words;
    this.say(words, true);
  }

  #good(answered, isNews) {
    const counted = `${answered} of ${this.count} answered.`;
    if (this.trouble) this.say(`All answers are saved again. ${counted}`);
    else if (isNews) this.say(`Saved. ${counted}`);
  }
}

// The server's time of day in the board's zone, as the rest of the page writes it.
function clock(milliseconds, timeZone) {
  const parts = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone, timeZoneName: "short" });
  return parts.format(milliseconds).replace(/\s?AM/, " a.m.").replace(/\s?PM/, " p.m.");
}

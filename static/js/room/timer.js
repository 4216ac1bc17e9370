// The time that is left: counted down between two words of the server with the browser's stopwatch, never with its clock.
// It is silent but for a sentence at 30, 10, 5 and 1 minutes, when time was added, and whenever it is asked.

const MARKS = [1, 5, 10, 30].map((minutes) => 60 * minutes);
const LAST_MINUTE = 60;
const SECONDS_ARE_SHOWN_BELOW = 5 * 60;
const MORE_THAN_A_DELAY = 20;

export class Timer {
  // `show(words)` at every change, `say(words, urgent)` at the marks, `over()` once when it has counted down to zero.
  constructor({ show, say, over, stopwatch = () => performance.now() }) {
    Object.assign(this, { show, say, over, stopwatch });
    this.end = null;
    this.mark = null;
    this.isOver = false;
  }

  // The server's word; null means that nothing is counted.
  hear(seconds) {
    const before = this.left();
    this.end = seconds === null ? null : this.stopwatch() / 1000 + seconds;
    if (before === null || seconds === null) this.mark = markOf(this.left());
    else if (seconds > before + MORE_THAN_A_DELAY) this.#added(seconds);
    if (seconds > 0) this.isOver = false;
    this.tick();
  }

  left() {
    return this.end === null ? null : Math.max(0, this.end - this.stopwatch() / 1000);
  }

  // The time left in words for the ear.
  spoken() {
    return this.left() === null ? "There is no time limit." : `${spoken(this.left())} left.`;
  }

  tick() {
    const left = this.left();
    this.show(left === null ? "" : shown(left));
    if (left === null) return;
    const mark = markOf(left);
    if (mark < this.mark && left > 0) this.say(this.spoken(), mark <= LAST_MINUTE);
    this.mark = mark;
    if (left === 0 && !this.isOver) {
      this.isOver = true;
      this.over();
    }
  }

  #added(seconds) {
    this.mark = markOf(seconds);
    this.say(`Time was added. ${this.spoken()}`, false);
  }
}

// The mark that was passed last; above all of them, infinity.
function markOf(left) {
  return MARKS.find((mark) => left <= mark) ?? Infinity;
}

// `1 h 12 min`, `42 min`, and with seconds only in the last five minutes.
export function shown(left) {
  const seconds = Math.ceil(left);
  if (seconds <= SECONDS_ARE_SHOWN_BELOW) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// The same for the ear: `1 hour 12 minutes`.
export function spoken(left) {
  if (left <= 59) return counted(Math.ceil(left), "second");
  const minutes = Math.round(left / 60);
  const parts = [[Math.floor(minutes / 60), "hour"], [minutes % 60, "minute"]];
  return parts.filter(([number]) => number).map(([number, word]) => counted(number, word)).join(" ");
}

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

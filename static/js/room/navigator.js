// One question at a time: the list of numbers, "Previous" and "Next". Focus goes to the heading of the question shown, or
// of what is to be read before it when that comes into view.

import { positionOf } from "./sheet.js";

export class Navigator {
  // `moved(position)` is called when another question is shown.
  constructor({ questions, readings = [], list, previous, next, queue, moved }) {
    Object.assign(this, { questions, readings, previous, next, queue, moved });
    this.buttons = questions.map((question) => this.#button(list, positionOf(question)));
    previous.addEventListener("click", () => this.go(this.here - 1));
    next.addEventListener("click", () => this.go(this.here + 1));
    addEventListener("hashchange", () => this.go(inAddress() ?? this.here));
    questions.forEach((question) => this.refresh(positionOf(question)));
  }

  get count() {
    return this.questions.length;
  }

  // Where to begin: the question in the address, else the first that is open and has no answer.
  start() {
    const open = this.questions.filter((question) => !("locked" in question.dataset)).map(positionOf);
    const blank = open.find((position) => !this.queue.isAnswered(position));
    this.go(inAddress() ?? blank ?? open[0] ?? 1, { focus: false });
  }

  go(position, { focus = true } = {}) {
    this.here = Math.min(Math.max(1, position), this.count);
    const fresh = this.#showReading();
    this.since = performance.now();
    this.questions.forEach((question) => { question.hidden = positionOf(question) !== this.here; });
    this.buttons.forEach((button, place) => mark(button, place + 1 === this.here));
    this.previous.disabled = this.here === 1;
    this.next.disabled = this.here === this.count;
    history.replaceState(null, "", `#question-${this.here}`);
    this.moved(this.here);
    if (focus) (fresh ?? this.heading()).focus();
  }

  // The text that belongs to the question here; its heading when it was not in view before.
  #showReading() {
    let fresh = null;
    for (const reading of this.readings) {
      const belongs = Number(reading.dataset.first) <= this.here && this.here <= Number(reading.dataset.last);
      if (belongs && reading.hidden) fresh = reading.querySelector("h2");
      reading.hidden = !belongs;
    }
    return fresh;
  }

  heading() {
    return this.questions[this.here - 1].querySelector(".eh-question__number");
  }

  // Milliseconds since the question was shown.
  elapsed() {
    return Math.round(performance.now() - this.since);
  }

  // The words of one number after its answer or flag changed.
  refresh(position) {
    const answered = this.queue.isAnswered(position);
    const flagged = this.queue.isFlagged(position);
    const button = this.buttons[position - 1];
    button.classList.toggle("room-number--answered", answered);
    button.classList.toggle("room-number--flagged", flagged);
    button.setAttribute("aria-label", `Question ${position}, ${answered ? "answered" : "not answered"}${flagged ? ", flagged" : ""}`);
    this.questions[position - 1].querySelector(".eh-question__state").textContent = flagged ? ", flagged" : "";
  }

  #button(list, position) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "room-number";
    button.textContent = position;
    button.addEventListener("click", () => this.go(position));
    list.appendChild(document.createElement("li")).append(button);
    return button;
  }
}

function mark(button, isHere) {
  if (isHere) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
}

function inAddress() {
  const found = /^#question-(\d+)$/.exec(location.hash);
  return found ? Number(found[1]) : null;
}

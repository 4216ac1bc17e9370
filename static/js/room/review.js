// Looking over before handing in: what has no answer, what is flagged, and a second question before the exam ends.

export class Review {
  // `go(position)` leads back to a question, `handIn()` ends the exam.
  constructor({ panel, queue, count, go, handIn }) {
    Object.assign(this, { panel, queue, count, go });
    this.part("begin").addEventListener("click", () => this.#ask(true));
    this.part("no").addEventListener("click", () => this.#ask(false));
    this.part("yes").addEventListener("click", handIn);
    this.part("back").addEventListener("click", () => go());
  }

  part(name) {
    return this.panel.querySelector(`[data-part="${name}"]`);
  }

  open() {
    const positions = Array.from({ length: this.count }, (_, place) => place + 1);
    const blank = positions.filter((position) => !this.queue.isAnswered(position));
    const flagged = positions.filter((position) => this.queue.isFlagged(position));
    this.#list("blank", blank, blank.length ? `${blank.length} of ${this.count} questions have no answer. `
      + "There is no penalty for a wrong answer." : `You answered all ${this.count} questions.`);
    this.#list("flagged", flagged, flagged.length ? "" : "You have flagged no question.");
    this.part("warning").textContent = blank.length
      ? `${counted(blank.length)} no answer yet. After you hand in, answers cannot be changed.`
      : "After you hand in, answers cannot be changed.";
    this.#ask(false, { focus: false });
    this.panel.hidden = false;
    this.part("heading").focus();
  }

  close() {
    this.panel.hidden = true;
  }

  #ask(asked, { focus = true } = {}) {
    this.part("ask").hidden = !asked;
    this.part("first").hidden = asked;
    if (focus) this.part(asked ? "question" : "begin").focus();
  }

  #list(name, positions, words) {
    this.part(`${name}-words`).textContent = words;
    this.part(name).replaceChildren(...positions.map((position) => this.#line(position)));
  }

  #line(position) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "usa-button usa-button--unstyled";
    button.textContent = `Question ${position}`;
    button.addEventListener("click", () => this.go(position));
    const line = document.createElement("li");
    line.append(button);
    return line;
  }
}

function counted(number) {
  return number === 1 ? "1 question has" : `${number} questions have`;
}

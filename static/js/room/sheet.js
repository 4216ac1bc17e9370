// The questions on the page: what is chosen and flagged in the form, and showing there what the queue knows.

export class Sheet {
  constructor(questions, queue) {
    Object.assign(this, { questions, queue });
  }

  // What stands in the form already and the queue does not know: chosen before the script was there. As new changes.
  chosenEarly() {
    return this.questions.flatMap((question) => {
      const position = positionOf(question);
      const [choice, flagged] = [chosenIn(question), flagOf(question).checked];
      const changes = [];
      if (flagged !== this.queue.isFlagged(position)) changes.push(() => this.queue.flag(position, flagged));
      if (choice && choice !== this.queue.choiceOf(position)) changes.push(() => this.queue.choose(position, choice));
      return changes;
    });
  }

  // One input of the form was changed: the event for it.
  changeOf(input, elapsed) {
    const position = positionOf(input.closest(".eh-question"));
    return input.type === "radio" ? this.queue.choose(position, input.value, elapsed)
      : this.queue.flag(position, input.checked, elapsed);
  }

  // The form says what the queue knows.
  show() {
    for (const question of this.questions) {
      const position = positionOf(question);
      const choice = this.queue.choiceOf(position);
      radiosOf(question).forEach((radio) => { radio.checked = radio.value === choice; });
      flagOf(question).checked = this.queue.isFlagged(position);
    }
  }

  lock(locked) {
    this.questions.forEach((question) => { question.disabled = locked; });
  }
}

export function positionOf(question) {
  return Number(question.dataset.position);
}

function radiosOf(question) {
  return [...question.querySelectorAll('input[type="radio"]')];
}

function chosenIn(question) {
  return radiosOf(question).find((radio) => radio.checked)?.value ?? null;
}

function flagOf(question) {
  return question.querySelector('input[type="checkbox"]');
}

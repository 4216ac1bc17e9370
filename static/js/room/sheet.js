// The questions on the page: what is chosen and flagged in the form, and showing there what the queue knows.
// Where several options may be chosen, their ids stand in one choice, joined by dots in the order shown.

import { NONE_CHOSEN } from "./queue.js";

export class Sheet {
  constructor(questions, queue) {
    Object.assign(this, { questions, queue });
  }

  // What stands in the form already and the queue does not know: chosen before the script was there. As new changes.
  chosenEarly() {
    return this.questions.flatMap((question) => {
      const position = positionOf(question);
      const [choice, flagged] = [chosenIn(question, this.queue.choiceOf(position)), flagOf(question).checked];
      const changes = [];
      if (flagged !== this.queue.isFlagged(position)) changes.push(() => this.queue.flag(position, flagged));
      if (choice && choice !== this.queue.choiceOf(position)) changes.push(() => this.queue.choose(position, choice));
      return changes;
    });
  }

  // One input of the form was changed: the event for it.
  changeOf(input, elapsed) {
    const question = input.closest(".eh-question");
    const position = positionOf(question);
    return input === flagOf(question) ? this.queue.flag(position, input.checked, elapsed)
      : this.queue.choose(position, chosenIn(question, NONE_CHOSEN), elapsed);
  }

  // The form says what the queue knows.
  show() {
    for (const question of this.questions) {
      const position = positionOf(question);
      const chosen = this.queue.choiceOf(position)?.split(".") ?? [];
      inputsOf(question).forEach((input) => { input.checked = chosen.includes(input.value); });
      flagOf(question).checked = this.queue.isFlagged(position);
    }
  }

  // What was shown on an earlier day stays locked.
  lock(locked) {
    this.questions.forEach((question) => { question.disabled = locked || "locked" in question.dataset; });
  }
}

export function positionOf(question) {
  return Number(question.dataset.position);
}

function inputsOf(question) {
  return [...question.querySelectorAll('input[name^="choice-"]')];
}

// What is chosen; nothing chosen where something was before is "none of them".
function chosenIn(question, before) {
  const chosen = inputsOf(question).filter((input) => input.checked).map((input) => input.value);
  return chosen.length ? chosen.join(".") : before && NONE_CHOSEN;
}

function flagOf(question) {
  return question.querySelector('input[name^="flag-"]');
}

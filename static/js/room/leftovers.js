// On the pages around the exam: what an earlier page could not send is sent now, and after the hand-in nothing stays here.

import { Queue } from "./queue.js";
import { Saving } from "./saving.js";
import { openStore, wipe } from "./store.js";

const facts = JSON.parse(document.getElementById("room-facts").textContent);
const words = document.getElementById("room-leftovers");
const store = await openStore(facts.room);
const queue = new Queue(facts);
queue.restore(await store.all().catch(() => []));

const number = queue.waiting.size;
if (number) {
  const saving = new Saving({ queue, store, token: facts.token, told: sent });
  addEventListener("beforeunload", (event) => { if (queue.isWaiting && !saving.isAway) event.preventDefault(); });
  say(`${counted(number)} still on this device and being sent now. Leave this page open.`);
  saving.round();
} else {
  await end();
}

async function sent({ kind, reply }) {
  if (kind !== "held") return say("Not sent yet, trying again. What you did is kept on this device. Leave this page open.");
  if (queue.isWaiting) return undefined;
  const lost = queue.setAside.size;
  const isLate = ["late", "closed"].includes(reply.standing);
  if (lost === number) say(`${counted(number)} still on this device and could not be saved.`);
  else if (lost) say(`${counted(number)} still on this device. ${lost} could not be saved; the rest is kept.`);
  else say(isLate ? `${counted(number)} still on this device and came in after the end. They are kept and marked as late, and the board decides about them.`
    : `${counted(number)} still on this device. They are saved now.`);
  return end();
}

// Nothing of a finished exam stays on this device; what belongs to another exam is left alone.
async function end() {
  if (await store.isEmpty()) {
    store.close();
    await wipe();
  }
}

function say(sentence) {
  words.textContent = sentence;
  words.hidden = false;
}

function counted(changes) {
  return changes === 1 ? "1 answer or flag was" : `${changes} answers or flags were`;
}

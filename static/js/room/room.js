// The exam room with scripts: the parts are tied together here, and what the server says decides what is shown.

import { whenBack } from "./awake.js";
import { handIn } from "./handing_in.js";
import { Navigator } from "./navigator.js";
import { Queue } from "./queue.js";
import { Review } from "./review.js";
import { Saving } from "./saving.js";
import { Sheet, positionOf } from "./sheet.js";
import { Status, WORDS, stateOf } from "./status.js";
import { openStore } from "./store.js";
import { onlyHere } from "./tabs.js";
import { showTime } from "./time_shown.js";
import { Timer } from "./timer.js";

const ASK_AGAIN_AT_THE_END = 3_000;
const ELSEWHERE = { help: "/room/help", break: "/room/break", more: "/room/more" };
const NO_LINE = "There is no connection, so this page cannot be left. Please speak to your proctor.";
const NO_BREAK = "The break has not begun: the exam's server does not answer, or some answers have not reached it. They are kept on this page. "
  + "Try again in a moment, or tell your proctor.";
const NO_MORE = "Nothing more is shown yet: some answers have not reached the exam's server. They are kept on this page. Try again in a moment.";
const NOT_YET = "Not handed in yet: some answers have not reached us. They are kept on this page. Try again in a moment.";
const AT_ZERO = "The time on this page is over, but we cannot reach the exam's server. What you answered is kept and will be sent. "
  + "What you answer from now on is kept too, and marked as late.";

const part = (name) => document.getElementById(`room-${name}`);
const facts = JSON.parse(part("facts").textContent);
const form = document.getElementById("exam");
const questions = [...form.querySelectorAll(".eh-question")];
const readings = [...form.querySelectorAll(".room-reading")];
const examName = part("exam").textContent;
const count = facts.count; // all of them, also where only a part is shown so far

const store = await openStore(facts.room);
const [restored, isOnlyHere] = await Promise.all([store.all().catch(() => []), onlyHere(facts.room, facts.lease)]);
const queue = new Queue(facts);
const sheet = new Sheet(questions, queue);
const early = sheet.chosenEarly();
queue.restore(restored);

const status = new Status({ line: part("saved"), polite: part("polite"), urgent: part("urgent"), reload: part("reload"),
  zone: facts.zone, count });
const saving = new Saving({ queue, store, token: facts.token, told });
const timer = new Timer({ show: showTime, say: (words, urgent) => status.say(words, urgent), over: atZero });
const places = new Navigator({ questions, readings, list: part("numbers"), previous: part("previous"), next: part("next"), queue,
  moved: (position) => { document.title = `Question ${position} of ${count} - ${examName}`; } });
const review = new Review({ panel: part("review"), queue, count, go: backTo, handIn: finish });
let stopped = "";
let late = 0;
let isFresh = true;

start();

function start() {
  for (const element of document.querySelectorAll("[data-plain]")) element.hidden = true;
  for (const element of document.querySelectorAll("[data-live]")) element.hidden = false;
  part("fold").open = matchMedia("(min-width: 62rem)").matches;
  timer.hear(facts.seconds_left);
  if (isOnlyHere) for (const change of early) saving.change(change());
  else stop("second");
  sheet.show();
  questions.forEach((question) => places.refresh(positionOf(question)));
  places.start();
  countAnswers();
  listen();
}

function listen() {
  form.addEventListener("change", ({ target }) => changed(target));
  form.addEventListener("submit", leave);
  part("look-over").addEventListener("click", lookOver);
  part("say-time").addEventListener("click", () => status.repeat(timer.spoken()));
  addEventListener("beforeunload", (event) => { if (queue.isWaiting) event.preventDefault(); });
  const ask = () => { if (stopped !== "second") saving.round(); };
  whenBack(ask, () => timer.tick());
  ask();
}

// A choice or a flag: it waits from now on, and nothing else on the page moves.
function changed(input) {
  const event = sheet.changeOf(input, places.elapsed());
  status.set("saving");
  saving.change(event);
  places.refresh(event.position);
  countAnswers();
}

function countAnswers() {
  part("answered").textContent = `${queue.answered} of ${count} answered`;
}

// What a request brought. Only a page in force shows whether everything is saved; any other sends what it still has.
function told(outcome) {
  const { kind, reply, sent } = outcome;
  if (kind === "held" && isOutOfDate(reply, sent)) return location.reload();
  if (kind === "held") {
    isFresh = false;
    hear(reply, sent);
  }
  if (stopped === "over") return;
  const state = stateOf(queue, { ...outcome, digest: reply?.digest });
  const isRead = stopped === "moved" && !queue.isWaiting;
  const now = sent.length || !status.at ? reply?.now ?? null : null;
  status.set(isRead ? "read" : state, { answered: queue.answered, now, isNews: sent.length > 0, refused: queue.setAside.size });
}

// An answer was on its way while this page was being loaded, and is not on it: nothing was done here yet, so load it anew.
function isOutOfDate({ held }, sent) {
  return isFresh && !sent.length && !queue.isWaiting && held > facts.held;
}

function hear({ state, standing, in_force: inForce, seconds_left: left }, sent) {
  if (["late", "closed"].includes(standing)) late += sent.length;
  const runs = state === "in_progress";
  timer.hear(runs ? left : null);
  if (runs && left === 0) endSoon();
  else if (runs && inForce) goOn();
  else if (runs) stop("moved");
  else if (!queue.isWaiting) finished(state);
}

// The questions can be read, not changed, and a notice says why.
function stop(name) {
  if (stopped === name) return;
  goOn();
  stopped = name;
  lock(true);
  part(name).hidden = false;
  part("desk").hidden = name === "second";
  review.close();
  part(`${name}-heading`).focus();
  status.say(part(`${name}-heading`).textContent, true);
}

function goOn() {
  if (!stopped || stopped === "second") return;
  part(stopped).hidden = true;
  part("desk").hidden = false;
  lock(false);
  stopped = "";
}

function lock(locked) {
  sheet.lock(locked);
  part("look-over").disabled = locked;
}

// The server itself says that no time is left: it is asked until it has handed in, or has given more time.
function endSoon() {
  stop("over");
  setTimeout(() => saving.round({ ending: true }), ASK_AGAIN_AT_THE_END);
}

// The page has counted down to zero. Before anything ends, the server is asked.
async function atZero() {
  if (!(await saving.round({ ending: true }))) status.say(AT_ZERO, true);
}

// Paused or handed in: the page of that state follows, unless there is something to say first.
function finished(state) {
  if (!late) return location.replace("/room");
  stop("over");
  part("over-words").textContent = `${late === 1 ? "1 answer or flag" : `${late} answers and flags`} came in after the end. `
    + "What came late is kept and marked, and the board decides about it. Everything that was saved before counts.";
  part("over-next").hidden = false;
}

function lookOver() {
  part("desk").hidden = true;
  document.title = `Look over and hand in - ${examName}`;
  review.open();
}

function backTo(position = places.here) {
  review.close();
  part("desk").hidden = false;
  places.go(position);
}

async function finish() {
  const isSent = await saving.flush();
  if (status.state === "refused") return status.tell(WORDS.refused(status.at, queue.setAside.size));
  if (!isSent || status.state !== "saved" && status.state !== "empty") return status.tell(NOT_YET);
  const trouble = await handIn(facts.token, facts.lease);
  return trouble ? status.tell(trouble) : location.replace("/room");
}

// Help and breaks are pages of their own; the buttons of taking over send the form as it is.
// Help is never kept from anybody for want of a receipt; a break begins only when the server holds everything.
async function leave(event) {
  if (event.submitter?.hasAttribute("data-take-over")) return;
  event.preventDefault();
  const address = ELSEWHERE[event.submitter?.value];
  if (!address) return;
  if ((await saving.flush()) || navigator.onLine && address === ELSEWHERE.help) location.assign(address);
  else if (navigator.onLine) status.tell(address === ELSEWHERE.more ? NO_MORE : NO_BREAK);
  else status.tell(NO_LINE);
}

// One tab at a time: whether another tab of this browser has the same page of the exam open.

const TRIES = 8;
const BETWEEN = 150;

// True when this tab is the only one with this exam and lease; it stays so until the tab is closed. A tab that is just
// being reloaded may hold its place for a moment, so this one asks a few times. Without the browser's help the answer is
// yes: the server loses nothing when two tabs write.
export async function onlyHere(room, lease) {
  for (let tries = 0; navigator.locks && tries < TRIES; tries += 1) {
    if (await isTaken(`examhall-room-${room}-${lease}`)) return true;
    await new Promise((resolve) => { setTimeout(resolve, BETWEEN); });
  }
  return !navigator.locks;
}

// Takes the place if it is free, and keeps it.
function isTaken(name) {
  return new Promise((resolve) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    }).catch(() => resolve(true));
  });
}

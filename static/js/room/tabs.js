// One tab at a time: whether another tab of this browser has the same page of the exam open.

const PATIENCE = 600;

// True when this tab is the only one with this exam and lease; it stays so until the tab is closed. A tab that is just
// being reloaded may hold its place for a moment, so this one waits a little. Without the browser's help the answer is
// yes: the server loses nothing when two tabs write.
export async function onlyHere(room, lease) {
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    const stay = () => new Promise(() => resolve(true));
    navigator.locks.request(`examhall-room-${room}-${lease}`, { signal: AbortSignal.timeout(PATIENCE) }, stay)
      .catch(() => resolve(false));
  });
}

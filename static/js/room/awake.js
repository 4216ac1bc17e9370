// Noticing that the page comes back: shown again, the lid opened, the line restored. Then the server is asked at once.

const TICK = 1_000;
const SLEPT = 5_000;

export function whenBack(ask, tick) {
  addEventListener("focus", ask);
  addEventListener("pageshow", ask);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  let before = measures();
  setInterval(() => {
    const now = measures();
    // Either clock may stand still while a machine sleeps; one that was set only makes us ask once more.
    if (now.some((measure, which) => Math.abs(measure - before[which] - TICK) > SLEPT)) ask();
    before = now;
    tick();
  }, TICK);
}

function measures() {
  return [performance.now(), Date.now()];
}

// Shows how far a piece of work is. Without it, the link "Look again" does the same.
"use strict";
(() => {
  const EVERY_MS = 2000;
  const NO_CONNECTION = "No connection now. The work goes on by itself, and this page tries again.";
  const job = document.getElementById("job");
  const bar = document.getElementById("job-progress");
  const step = document.getElementById("job-step");
  const trouble = document.getElementById("job-trouble");

  const put = (element, words) => {
    if (element.textContent !== words) element.textContent = words;
  };

  const show = (news) => {
    if (news.state !== "waiting" && news.state !== "running") {
      window.location.reload(); // the page of a finished job says how it ended
      return false;
    }
    if (news.total) {
      bar.max = news.total;
      bar.value = news.done;
    }
    if (news.state === "running") put(step, news.step || "Started.");
    return true;
  };

  const ask = async () => {
    let words = "";
    let goesOn = true;
    try {
      const answer = await fetch(job.dataset.facts, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.status >= 500) words = NO_CONNECTION;
      else if (answer.ok && answer.headers.get("Content-Type").includes("json")) goesOn = show(await answer.json());
      else window.location.reload(); // signed out meanwhile: the page says so
    } catch {
      words = NO_CONNECTION;
    }
    put(trouble, words);
    if (goesOn) setTimeout(ask, EVERY_MS);
  };

  setTimeout(ask, EVERY_MS);
})();

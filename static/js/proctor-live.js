// Keeps the proctor's live page fresh. Without it, the link "Refresh this page" does the same.
"use strict";
(() => {
  const EVERY_MS = 10000;
  const NO_CONNECTION = "No connection now. The exam goes on by itself, and this page tries again.";
  const live = document.getElementById("live");
  const told = document.getElementById("live-told");
  const happened = document.getElementById("live-happened");
  const trouble = document.getElementById("live-trouble");
  const code = document.getElementById("live-code");

  const put = (element, words) => {
    if (element.textContent !== words) element.textContent = words;
  };

  const showFacts = (facts) => {
    for (const element of document.querySelectorAll("[data-fact]")) put(element, facts[element.dataset.fact]);
  };

  const showCode = (shown) => {
    code.hidden = !shown;
    put(document.getElementById("live-code-label"), shown ? shown.label : "");
    put(document.getElementById("live-code-spelled"), shown ? shown.spelled : "");
    code.querySelectorAll(".eh-code__group").forEach((group, place) => put(group, shown ? shown.groups[place] : ""));
  };

  const showHappened = (lines) => {
    if (lines.length === happened.children.length) return [];
    const fresh = lines.slice(happened.children.length);
    happened.replaceChildren(...lines.map((words) => {
      const line = document.createElement("li");
      line.textContent = words;
      return line;
    }));
    return fresh;
  };

  const showState = (state) => {
    for (const element of document.querySelectorAll("[data-when]")) {
      element.hidden = !element.dataset.when.split(" ").includes(state);
    }
    const changed = state !== live.dataset.state;
    live.dataset.state = state;
    return changed;
  };

  const show = (news) => {
    showFacts(news.facts);
    showCode(news.code);
    const fresh = showHappened(news.happened);
    // Only a new state or a new event is spoken, never the running time.
    const spoken = showState(news.state) ? [news.facts.sentence, ...fresh] : fresh;
    if (spoken.length) put(told, spoken.join(" "));
  };

  const ask = async () => {
    let words = "";
    try {
      const answer = await fetch(live.dataset.facts, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.status >= 500) words = NO_CONNECTION;
      else if (answer.ok && answer.headers.get("Content-Type").includes("json")) show(await answer.json());
      else window.location.reload(); // the link has ended, or this browser is no longer known: the page says which
    } catch {
      words = NO_CONNECTION;
    }
    put(trouble, words);
    setTimeout(ask, EVERY_MS);
  };

  setTimeout(ask, EVERY_MS);
})();

// Says what the writing rules find while somebody writes. Without it, the button "Check" does the same.
"use strict";
(() => {
  const PAUSE_MS = 700;
  const NO_CONNECTION = "No connection now. Your text stays here; check it again later.";
  const form = document.getElementById("write");
  const panel = document.getElementById("findings");
  const summary = document.getElementById("findings-summary");
  let waiting = 0;
  let newest = 0;

  const put = (element, words) => {
    if (element.textContent !== words) element.textContent = words; // only what is new is spoken
  };

  const part = (name) => panel.querySelector(`[data-part="${name}"]`);

  const list = (name, sentences) => {
    const lines = sentences.map((sentence) => {
      const line = document.createElement("li");
      line.textContent = sentence;
      return line;
    });
    part(name).querySelector("ul").replaceChildren(...lines);
    part(name).hidden = lines.length === 0;
  };

  const newWarning = (one) => {
    const line = document.createElement("li");
    line.dataset.rule = one.rule;
    const words = document.createElement("p");
    words.dataset.words = "";
    const label = document.createElement("label");
    label.className = "usa-label";
    label.htmlFor = `reason_${one.rule}`;
    label.textContent = `Reason to leave it (${one.rule})`;
    const asks = document.createElement("span");
    Object.assign(asks, { className: "usa-hint", id: `asks_${one.rule}`, textContent: one.asks });
    const field = document.createElement("input");
    Object.assign(field, { className: "usa-input", id: label.htmlFor, name: label.htmlFor, maxLength: 1000,
      autocomplete: "off", value: one.reason });
    field.setAttribute("form", "write");
    field.setAttribute("aria-describedby", asks.id);
    line.append(words, label, asks, field);
    return line;
  };

  // A field that holds a reason, or the cursor, stays as it is: nothing typed is lost.
  const showWarnings = (warned) => {
    const place = part("warned").querySelector("ul");
    const there = new Map([...place.children].map((line) => [line.dataset.rule, line]));
    for (const one of warned) {
      const line = there.get(one.rule) || place.appendChild(newWarning(one));
      put(line.querySelector("[data-words]"), one.sentences.join(" "));
      there.delete(one.rule);
    }
    for (const line of there.values()) {
      const field = line.querySelector("input");
      if (field.value || field === document.activeElement) put(line.querySelector("[data-words]"), "Mended.");
      else line.remove();
    }
    part("warned").hidden = place.children.length === 0;
  };

  const show = (found) => {
    list("must", found.must);
    showWarnings(found.warned);
    list("notes", found.notes);
    put(summary, found.summary);
  };

  const check = async () => {
    const mine = ++newest;
    const fields = new FormData(form);
    fields.delete("picture");
    try {
      const answer = await fetch(panel.dataset.check, { method: "POST", body: fields, headers: { Accept: "application/json" } });
      if (mine !== newest) return; // a later text was sent meanwhile
      if (answer.ok && answer.headers.get("Content-Type").includes("json")) show(await answer.json());
      else put(summary, "The text cannot be checked now. Press Check to see why.");
    } catch {
      if (mine === newest) put(summary, NO_CONNECTION);
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE_MS);
  };
  document.addEventListener("input", (event) => {
    if (event.target.form === form) soon();
  });
})();

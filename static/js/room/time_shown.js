// The time that is left, to be seen or hidden as the candidate likes; gone where there is no limit.

const part = (name) => document.getElementById(`room-${name}`);

export function showTime(words) {
  part("timer").hidden = words === "";
  part("left").textContent = words;
}

part("hide-time").addEventListener("click", ({ currentTarget: button }) => {
  const hidden = !part("clock").hidden;
  part("clock").hidden = hidden;
  button.textContent = hidden ? "Show time" : "Hide time";
});

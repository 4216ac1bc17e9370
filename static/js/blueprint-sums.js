// Adds up the grid of a blueprint while it is typed. Without it, the button "Add up" does the same.
"use strict";
(() => {
  const grid = document.querySelector("#blueprint table");
  const rows = [...grid.querySelectorAll("tbody tr")];
  const value = (input) => {
    const number = Number.parseInt(input.value, 10);
    return Number.isFinite(number) ? number : 0;
  };

  const addUp = () => {
    const levels = [...grid.querySelectorAll("[data-sum=level]")].map(() => 0);
    let all = 0;
    for (const row of rows) {
      let sum = 0;
      row.querySelectorAll("input").forEach((input, place) => {
        sum += value(input);
        levels[place] += value(input);
      });
      row.querySelector("[data-sum=row]").textContent = String(sum);
      all += sum;
    }
    grid.querySelectorAll("[data-sum=level]").forEach((cell, place) => {
      cell.textContent = String(levels[place]);
    });
    grid.querySelector("[data-sum=all] strong").textContent = String(all);
    document.querySelector("[data-sum=told]").textContent = String(all);
  };

  grid.addEventListener("input", addUp);
})();

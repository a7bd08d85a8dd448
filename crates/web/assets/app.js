// Conveniences only: every page works without this file.
"use strict";

// "/" goes to the search box, Escape closes its suggestions
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const box = document.querySelector(".top .search input");
  if (event.key === "/" && !typing && box) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "Escape") {
    const list = document.getElementById("goi-y");
    if (list && list.childElementCount) {
      // the text stays: only a second Escape clears it
      event.preventDefault();
      list.replaceChildren();
      box.focus();
    }
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    // arrows walk through the suggestions
    const links = [...document.querySelectorAll("#goi-y a")];
    const at = links.indexOf(document.activeElement);
    if (!links.length || (at < 0 && document.activeElement !== box)) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? box : links[Math.min(next, links.length - 1)]).focus();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  if (!event.target.closest(".search")) document.getElementById("goi-y")?.replaceChildren();
});

// a choice in a form marked so is followed at once; without scripts its button does it
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});
document.documentElement.classList.add("js");

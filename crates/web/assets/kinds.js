// Of a target, only the fields that its kind has; without this file all of them stand there, under headings that say for what.
"use strict";

function fit(block, kind) {
  for (const field of block.querySelectorAll("[data-for]")) {
    // what was typed or refused is never hidden: it would be sent unseen
    const filled = field.classList.contains("err") || field.querySelector(".in").value.trim() !== "";
    field.hidden = !filled && !field.dataset.for.split(" ").includes(kind.value);
  }
  // a heading stands as long as something stands under it
  for (const heading of block.querySelectorAll("h3")) {
    let next = heading.nextElementSibling;
    while (next && next.matches(".f[hidden]")) next = next.nextElementSibling;
    heading.hidden = !next || next.matches("h3");
  }
}

for (const kind of document.querySelectorAll("select[name$=-kind]")) {
  const block = kind.closest(".fields");
  if (!block.querySelector("[data-for]")) continue;
  kind.addEventListener("change", () => fit(block, kind));
  fit(block, kind);
}

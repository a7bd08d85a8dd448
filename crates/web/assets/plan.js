// Sums of a table of targets while somebody types; without this file the button "compute" asks the server.
"use strict";

// millionths, whole: sums of decimals must not drift
const UNIT = 1000000n;
const vi = document.documentElement.lang === "vi";
const [group, point] = vi ? [".", ","] : [",", "."];

function read(text) {
  const plain = text.replace(/\s/g, "").replace("−", "-").split(group).join("");
  const match = /^(-?)(\d+)(?:\D(\d{1,6}))?$/.exec(plain);
  if (!match || (match[3] && !plain.includes(point))) return null;
  const size = BigInt(match[2]) * UNIT + BigInt((match[3] || "").padEnd(6, "0"));
  return match[1] ? -size : size;
}

function show(value, sign) {
  const size = value < 0n ? -value : value;
  const whole = (size / UNIT).toString().replace(/\B(?=(\d{3})+$)/g, group);
  const rest = (size % UNIT).toString().padStart(6, "0").replace(/0+$/, "").slice(0, 3);
  return (value < 0n ? "−" : sign && value > 0n ? "+" : "") + whole + (rest ? point + rest : "");
}

function sum(form) {
  const mean = form.dataset.plan === "mean";
  let total = 0n;
  let weights = 0n;
  let missing = 0;
  for (const line of form.querySelectorAll("[data-line]")) {
    if (line.querySelector("input[type=checkbox]:checked")) continue;
    const input = line.querySelector("[data-value]");
    const chosen = line.querySelector("select");
    if (chosen && !chosen.value && !input.value) continue;
    const value = read(input.value);
    const weight = mean ? read(line.querySelector("[data-weight]").value) : UNIT;
    if (value === null || weight === null) missing += 1;
    else {
      total += (value * weight) / UNIT;
      weights += weight;
    }
  }
  if (mean) total = weights ? (total * UNIT) / weights : 0n;
  const parent = read(form.querySelector("[data-parent]").value);
  const difference = parent === null ? null : total - parent;
  const even = difference === 0n && !missing;
  form.querySelector("[data-total]").textContent = show(total, false);
  const off = form.querySelector("[data-difference]");
  off.textContent = difference === null ? "–" : show(difference, true);
  off.className = even ? "even" : "off";
  const judged = form.querySelector("[data-judged]");
  judged.textContent = even ? judged.dataset.even : judged.dataset.uneven;
}

for (const form of document.querySelectorAll("form[data-plan]")) {
  if (form.querySelector("[data-parent]")) form.addEventListener("input", () => sum(form));
}

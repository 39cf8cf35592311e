/* The labels in the language of the moment, and elements that carry them; text is set as text, never as markup. */
"use strict";
function words(labels, language) {
  const label = (key) => labels[language()][key] ?? key.slice(key.indexOf(".") + 1).replaceAll("_", " ");
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const worded = (name, key, attributes = {}) => make(name, { ...attributes, "data-l": key }, label(key));

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /** Put every label below an element into the language of the moment. */
  function translate(root) {
    for (const one of root.querySelectorAll("[data-l]")) one.textContent = filled(label(one.dataset.l), one.dataset);
    for (const one of root.querySelectorAll("[data-zh]")) one.textContent = one.dataset[language()];
    for (const one of root.querySelectorAll("[data-al]")) one.setAttribute("aria-label", label(one.dataset.al));
    for (const one of root.querySelectorAll("[data-t]")) one.title = label(one.dataset.t);
  }

  /** Words that are made of values, in both languages. */
  const both = ([zh, en]) => make("span", { "data-zh": zh, "data-en": en }, language() === "zh" ? zh : en);

  /** A list of labels and values; a value that came from a place on the page is a button. */
  function lines(list) {
    const parts = list.flatMap((line) => [worded("dt", line.l), make("dd", {}, ...value(line))]);
    return make("dl", { class: "lines" }, ...parts);
  }

  function value(line) {
    const words = line.k ? worded("span", line.k) : line.w ? both(line.w) : make("span", {}, line.v);
    const printed = line.p ? make("small", {}, " ", worded("span", "ui.printed"), ` “${line.p}”`) : null;
    const sure = line.c === undefined ? null : make("small", { class: "sure" }, `${Math.round(line.c * 100)}%`);
    if (line.m) return [make("button", { type: "button", "data-go": line.m }, words)];
    if (!line.s) return [words];
    const place = { title: label("ui.show_place"), "data-t": "ui.show_place", "data-s": line.s.join(" ") };
    return [make("button", { type: "button", "aria-pressed": "false", ...place }, words), printed, sure];
  }

  return { label, filled, make, worded, lines, translate };
}

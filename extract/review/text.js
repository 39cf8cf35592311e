/* The text of an article in its places on the page: shown, lit up, selected. Offsets count code points, as records do. */
"use strict";
function pageText(pane) {
  let flat = []; // the place on the page of each character, in reading order
  let index = new Map(); // from a place on the page to its number in `flat`

  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  function show(article) {
    flat = [];
    const blocks = article.parts.map((part) => {
      const block = make(part.role === "title" ? "h3" : "p", `block ${part.role}`);
      for (const [start, text] of part.runs) {
        const run = make("span", "run", text);
        run.dataset.o = start;
        block.append(run);
        for (let at = 0; at < [...text].length; at += 1) flat.push(start + at);
      }
      return block;
    });
    index = new Map(flat.map((place, at) => [place, at]));
    pane.replaceChildren(...blocks);
    pane.scrollTop = 0;
  }

  function unlight(kind) {
    for (const one of pane.querySelectorAll(kind ? `.lit.${kind}` : ".lit")) {
      const parent = one.parentNode;
      one.replaceWith(...one.childNodes);
      parent.normalize();
    }
  }

  function light([start, end], kind, title) {
    const lit = [];
    for (const run of pane.querySelectorAll(".run")) {
      let at = Number(run.dataset.o);
      if (at >= end || at + run.textContent.length < start) continue;
      const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      for (const node of nodes) {
        const characters = [...node.data];
        const [from, to] = [Math.max(start - at, 0), Math.min(end - at, characters.length)];
        at += characters.length;
        if (from < to) lit.push(wrap(node, characters, from, to, kind, title));
      }
    }
    return lit;
  }

  function wrap(node, characters, from, to, kind, title) {
    const middle = node.splitText(characters.slice(0, from).join("").length);
    middle.splitText(characters.slice(from, to).join("").length);
    const span = make("span", `lit ${kind}`);
    if (title) span.title = title;
    middle.replaceWith(span);
    span.append(middle);
    return span;
  }

  /** What is selected with the mouse or a finger, as places on the page; null where nothing is. */
  function selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !pane.contains(chosen.anchorNode)) return null;
    const range = chosen.getRangeAt(0);
    const places = [];
    for (const run of pane.querySelectorAll(".run")) {
      if (!range.intersectsNode(run)) continue;
      let at = Number(run.dataset.o);
      const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const from = node === range.startContainer ? range.startOffset : 0;
        const to = node === range.endContainer ? range.endOffset : node.data.length;
        const first = at + [...node.data.slice(0, from)].length;
        const last = at + [...node.data.slice(0, to)].length;
        if (range.intersectsNode(node) && first < last) places.push([first, last]);
        at += [...node.data].length;
      }
    }
    if (!places.length) return null;
    const [start, end] = [Math.min(...places.map((one) => one[0])), Math.max(...places.map((one) => one[1]))];
    return [start, end];
  }

  /** A range moved or grown by characters in reading order. */
  function step([start, end], by, what) {
    const [first, last] = [index.get(start), index.get(end - 1)];
    if (first === undefined || last === undefined) return [start, end];
    const within = (at) => Math.min(flat.length - 1, Math.max(0, at));
    const [a, b] = [what === "end" ? first : within(first + by), what === "start" ? last : within(last + by)];
    return a <= b && flat[a] <= flat[b] ? [flat[a], flat[b] + 1] : [start, end];
  }

  function words([start, end]) {
    const characters = [];
    for (const run of pane.querySelectorAll(".run")) {
      const at = Number(run.dataset.o);
      [...run.textContent].forEach((one, number) => {
        if (at + number >= start && at + number < end) characters.push(one);
      });
    }
    return characters.join("");
  }

  return { show, light, unlight, selected, step, words };
}

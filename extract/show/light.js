/* Lights up any range of the page, over breaks and through marks, and puts it out again. */
"use strict";
function lights(find) {
  /** The runs of characters that follow each other on the page, with their places in code points. */
  function runs() {
    return [...find().querySelectorAll("[data-o]")].map((element) => {
      const start = Number(element.dataset.o);
      return { element, start, end: start + [...element.textContent].length };
    });
  }

  /** Wrap what is shown of the range in elements of the given class, and give these in order of the text. */
  function light(start, end, kind) {
    return runs()
      .filter((run) => run.start < end && start < run.end)
      .flatMap((run) => lightRun(run, start, end, kind));
  }

  function lightRun(run, start, end, kind) {
    const walker = document.createTreeWalker(run.element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const lit = [];
    let at = run.start;
    for (const node of nodes) {
      const characters = [...node.data]; // offsets count code points, strings count halves of some
      const [from, to] = [Math.max(start - at, 0), Math.min(end - at, characters.length)];
      at += characters.length;
      if (from < to) lit.push(wrap(node, characters.slice(0, from), characters.slice(from, to), kind));
    }
    return lit;
  }

  function wrap(node, before, within, kind) {
    const middle = node.splitText(before.join("").length);
    middle.splitText(within.join("").length);
    const span = document.createElement("span");
    span.className = `lit ${kind}`;
    middle.replaceWith(span);
    span.append(middle);
    return span;
  }

  /** Put out what was lit with that class; everything without one. */
  function unlight(kind = "lit") {
    for (const span of document.querySelectorAll(`.lit.${kind}`)) {
      const parent = span.parentNode;
      span.replaceWith(...span.childNodes);
      parent.normalize();
    }
  }

  return { light, unlight };
}

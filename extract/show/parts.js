/* The parts of the file that wait packed until they are asked for. What they hold was escaped when it was written; here
   it becomes elements one by one, of a closed list, so that no string is ever read as markup by the browser. */
"use strict";
function packed() {
  const ELEMENTS = new Set("main section article div span p h2 h3 small mark table thead tbody tr th td b code button label select input datalist".split(" "));
  const TOKEN = /<(\/?)([a-z0-9]+)((?: [a-z-]+(?:="[^"]*")?)*)>|([^<]+)/g;
  const ATTRIBUTE = / ([a-z-]+)(?:="([^"]*)")?/g;
  const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };
  const VOID = new Set(["input"]);
  const plain = (text) => text.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name) => SIGNS[name]);

  async function unpack(id) {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (one) => one.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  function build(html) {
    const root = document.createDocumentFragment();
    const open = [root];
    for (const [, closing, name, attributes, text] of html.matchAll(TOKEN)) {
      const parent = open[open.length - 1];
      if (text !== undefined) parent.append(plain(text));
      else if (closing) open.pop();
      else if (ELEMENTS.has(name)) {
        const element = document.createElement(name);
        for (const [, key, value] of attributes.matchAll(ATTRIBUTE)) {
          if (!key.startsWith("on") && key !== "style") element.setAttribute(key, plain(value ?? ""));
        }
        parent.append(element);
        if (!VOID.has(name)) open.push(element);
      }
    }
    return root;
  }

  return { unpack, build };
}

/* Goes on to the page of the fact that stands in the address. */
"use strict";
(() => {
  let id = location.hash.replace(/^#fact-/, "");
  try {
    id = decodeURIComponent(id);
  } catch {
    // it stands there as it is
  }
  const page = [...document.querySelectorAll("[data-id]")].find((one) => id.startsWith(`${one.dataset.id}#`));
  if (page && location.hash.startsWith("#fact-")) location.replace(page.getAttribute("href") + location.hash);
})();

/* Joins the text of a page with its records. Builds elements and sets their text; never reads a string as markup. */
"use strict";
(() => {
  const WIDE = matchMedia("(min-width: 62rem)");
  const LAYERS = ["f", "t", "n", "o", "c"];
  const SURE = [0.5, 0.7, 0.9];
  const noFilter = () => ({ kind: "", status: "", name: "", search: "", signed: "", sure: "", order: "" });
  const REVEAL_AFTER = 140; // ms that a pointer rests before the other side moves

  const state = {
    language: document.documentElement.lang === "en" ? "en" : "zh",
    page: 0,
    tab: "f",
    marked: new Set(["f", "t", "n"]),
    filters: Object.fromEntries(LAYERS.map((one) => [one, noFilter()])),
    selected: null,
    opener: null,
  };
  const kept = new Map(); // pages seen before, by number: their elements
  let view = null; // what is known of the page that is shown
  let pointed = null; // the element under the pointer
  let revealing = 0;
  let asked = 0; // the page that was chosen last

  const byId = (id) => document.getElementById(id);
  const { light, unlight } = lights(() => byId("text"));
  const labels = JSON.parse(byId("labels").textContent);
  const { label, filled, make, worded, lines, translate } = words(labels, () => state.language);
  const { unpack, build } = packed();
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const layerOf = (key) => key[0];

  /* Pages */

  function switchLanguage() {
    state.language = state.language === "zh" ? "en" : "zh";
    document.documentElement.lang = state.language === "zh" ? "zh-Hans" : "en";
    translate(document);
    tell();
  }

  async function openPage(number) {
    if (view && number === state.page) return closePanel();
    const shown = byId("view");
    asked = number;
    const known = kept.get(number) ?? (view ? await fetched(number) : null);
    if (asked !== number) return undefined; // another page was chosen while this one was unpacked
    if (view) {
      closePanel();
      warm(null);
      kept.set(state.page, { nodes: [...shown.childNodes], data: view.data });
      while (kept.size > 20) kept.delete([...kept.keys()].find((one) => one !== 0));
      shown.replaceChildren(...known.nodes);
    }
    state.page = number;
    view = learn(shown, known ? known.data : JSON.parse(byId("data-0").textContent));
    translate(shown);
    showTab(state.tab);
    for (const button of document.querySelectorAll("nav [data-p]")) {
      const current = Number(button.dataset.p) === number;
      button.tabIndex = current ? 0 : -1;
      if (current) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    byId("text").scrollTop = 0;
    return undefined;
  }

  async function fetched(number) {
    const part = await unpack(`page-${number}`);
    return { nodes: [...build(part.html).childNodes], data: part.data };
  }

  /* What stands in the address, and what is found on all pages */

  async function openAddress() {
    const named = /^#fact-(.+)$/.exec(decoded(location.hash));
    if (!named) return;
    const id = named[1];
    const page = [...document.querySelectorAll("nav [data-id]")].find((one) => id.startsWith(`${one.dataset.id}#`));
    if (page && Number(page.dataset.p) !== state.page) await openPage(Number(page.dataset.p));
    const key = Object.keys(view.data).find((one) => view.data[one].id === id);
    if (key) clearFor(key);
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** Open a row, whatever the filters hide. */
  function clearFor(key) {
    if (!view.shown.has(key)) state.filters[layerOf(key)] = noFilter();
    showTab(layerOf(key));
    select(key);
  }

  let everything = null;

  async function findAll(words) {
    const terms = plain(words).split(/\s+/).filter(Boolean);
    const found = byId("found");
    found.hidden = terms.length === 0;
    if (!terms.length) return void (byId("found-count").textContent = "");
    everything ??= (await unpack("all-rows")).map(([page, key, surface, text]) => (
      { page, key, surface, text, plain: plain(`${surface}\n${text}`) }));
    const hits = everything.filter((one) => terms.every((term) => one.plain.includes(term)));
    byId("found-count").textContent = filled(label("ui.found_all"), { n: hits.length.toLocaleString() });
    const names = [...document.querySelectorAll("nav [data-id]")].map((one) => one.dataset.id);
    found.replaceChildren(...hits.slice(0, 100).map((one) => make("li", {}, make("button",
      { type: "button", "data-hit": `${one.page} ${one.key}` }, make("b", {}, one.surface), " ",
      one.text.split("\n").slice(1, 3).join(" "), make("small", {}, names[one.page])))));
  }

  async function openHit(page, key) {
    if (page !== state.page) await openPage(page);
    clearFor(key);
  }

  function learn(root, data) {
    const marks = new Map();
    const rows = new Map();
    for (const mark of root.querySelectorAll("mark")) {
      for (const key of mark.dataset.m.split(" ")) {
        if (!marks.has(key)) marks.set(key, []);
        marks.get(key).push(mark);
      }
    }
    for (const row of root.querySelectorAll("tr[data-m]")) rows.set(row.dataset.m, row);
    const spots = placeSpots(root);
    return { data, marks, rows, spots, all: [...root.querySelectorAll("mark")], shown: new Set() };
  }

  /* The picture */

  /** Sets the spots on the picture: their places are told in ten-thousandths of its width and height. */
  function placeSpots(root) {
    const spots = new Map();
    for (const spot of root.querySelectorAll(".spot")) {
      const [left, top, width, height] = spot.dataset.b.split(" ").map((part) => `${Number(part) / 100}%`);
      Object.assign(spot.style, { left, top, width, height });
      if (!spots.has(spot.dataset.m)) spots.set(spot.dataset.m, []);
      spots.get(spot.dataset.m).push(spot);
    }
    return spots;
  }

  function showSpots(key) {
    const spots = view.spots.get(key) ?? [];
    for (const spot of spots) spot.classList.add("on");
    if (spots.length === 0) return;
    const frame = byId("picture");
    frame.scrollTop = spots[0].offsetTop - frame.clientHeight / 2;
    frame.scrollLeft = spots[0].offsetLeft - frame.clientWidth / 2;
  }

  /** Enlarges the picture, or makes it small again, about the place that was pressed. */
  function enlarge(frame, event) {
    const box = frame.firstElementChild.getBoundingClientRect();
    const [across, down] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    frame.classList.toggle("large");
    frame.scrollLeft = across * frame.scrollWidth - frame.clientWidth / 2;
    frame.scrollTop = down * frame.scrollHeight - frame.clientHeight / 2;
  }

  /* Filters */

  function options(select, keys, chosen) {
    const listed = [...new Set([...keys, ...(chosen ? [chosen] : [])])];
    select.replaceChildren(
      make("option", { value: "", "data-l": "ui.all" }, label("ui.all")),
      ...listed.map((key) => worded("option", key, { value: key })),
    );
    select.value = chosen;
    select.closest("label").hidden = listed.length === 0;
  }

  function showTab(layer) {
    state.tab = layer;
    for (const tab of document.querySelectorAll("[data-tab]")) {
      const chosen = tab.dataset.tab === layer;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      byId(`panel-${tab.dataset.tab}`).hidden = !chosen;
    }
    const entries = Object.entries(view.data).filter(([key]) => layerOf(key) === layer).map(([, entry]) => entry);
    const filter = state.filters[layer];
    options(byId("filter-kind"), entries.map((one) => one.k), filter.kind);
    options(byId("filter-status"), entries.map((one) => one.st).filter(Boolean), filter.status);
    const signs = [...new Set(entries.map((one) => one.rv).filter(Boolean))];
    options(byId("filter-signed"), signs, filter.signed);
    const sure = entries.some((one) => one.c !== undefined);
    byId("filter-sure").replaceChildren(...["", ...SURE].map((one) => one === ""
      ? worded("option", "ui.all", { value: "" })
      : make("option", { value: one, "data-l": "ui.sure_below", "data-n": `${one * 100}%` },
        filled(label("ui.sure_below"), { n: `${one * 100}%` }))));
    byId("filter-sure").value = filter.sure;
    byId("filter-order").replaceChildren(...["", "sure"].map((one) =>
      worded("option", one ? "ui.order_sure" : "ui.order_page", { value: one })));
    byId("filter-order").value = filter.order;
    for (const id of ["filter-sure", "filter-order"]) byId(id).closest("label").hidden = !sure;
    const names = [...new Set(entries.flatMap((one) => one.n))].sort((a, b) => a.localeCompare(b, "zh"));
    byId("names").replaceChildren(...names.map((name) => make("option", { value: name })));
    byId("filter-name").value = filter.name;
    byId("filter-name").closest("label").hidden = names.length === 0 && !filter.name;
    byId("filter-search").value = filter.search;
    applyFilters();
  }

  function haystack(key) {
    const entry = view.data[key];
    const words = (entry.slots ?? []).flatMap((line) => [line.v ?? (line.w ? line.w.join(" ") : label(line.k)), line.p ?? ""]);
    return plain([view.rows.get(key).textContent, entry.id ?? "", ...words, entry.sentence ? entry.sentence[2] : ""].join("\n"));
  }

  function fits(key, entry, filter, terms) {
    if (filter.kind && entry.k !== filter.kind) return false;
    if (filter.status && entry.st !== filter.status) return false;
    if (filter.signed && entry.rv !== filter.signed) return false;
    if (filter.sure && !(entry.c < Number(filter.sure))) return false;
    if (filter.name && !entry.n.some((name) => plain(name).includes(plain(filter.name.trim())))) return false;
    if (terms.length === 0) return true;
    const text = haystack(key);
    return terms.every((term) => text.includes(term));
  }

  function applyFilters() {
    view.shown = new Set();
    const terms = Object.fromEntries(
      LAYERS.map((one) => [one, plain(state.filters[one].search).split(/\s+/).filter(Boolean)]),
    );
    for (const [key, entry] of Object.entries(view.data)) {
      const layer = layerOf(key);
      const shown = fits(key, entry, state.filters[layer], terms[layer]);
      view.rows.get(key).hidden = !shown;
      if (shown) view.shown.add(key);
    }
    sortRows();
    for (const mark of view.all) dress(mark);
    rove(walkable());
    rove(listed());
    tell();
  }

  /** The rows of the table in the order chosen: as on the page, or the least sure first. */
  function sortRows() {
    const rows = [...view.rows].filter(([key]) => layerOf(key) === state.tab);
    if (!rows.length) return;
    const sure = (key) => view.data[key].c ?? 2;
    const place = new Map(rows.map(([key], at) => [key, at]));
    const ordered = [...rows].sort(([a], [b]) =>
      (state.filters[state.tab].order === "sure" ? sure(a) - sure(b) : 0) || place.get(a) - place.get(b));
    const body = rows[0][1].parentElement;
    if (ordered.some(([, row], at) => body.children[at] !== row)) body.append(...ordered.map(([, row]) => row));
  }

  function visible(key) {
    return view.shown.has(key) && (layerOf(key) === "o" || state.marked.has(layerOf(key)));
  }

  function dress(mark) {
    for (const layer of LAYERS) mark.classList.remove(layer);
    for (const key of mark.dataset.m.split(" ")) if (visible(key)) mark.classList.add(layerOf(key));
  }

  function tell() {
    const keys = Object.keys(view.data).filter((key) => layerOf(key) === state.tab);
    const n = keys.filter((key) => view.shown.has(key)).length;
    const text = filled(label("ui.shown"), { n, total: keys.length });
    byId("count").textContent = keys.length > 0 && n === 0 ? `${text} ${label("ui.none_shown")}` : text;
    byId("reset").hidden = Object.values(state.filters[state.tab]).every((value) => !value);
  }

  /* Walking by keyboard: one stop for Tab in each area, arrows within it */

  const walkable = () => view.all.filter((mark) => mark.hasAttribute("tabindex") && firstVisible(mark) !== null);
  const listed = () => [...(document.querySelector(`#panel-${state.tab} tbody`)?.children ?? [])].filter((row) => !row.hidden);

  function firstVisible(mark) {
    const keys = mark.dataset.m.split(" ").filter(visible);
    return keys.find((key) => layerOf(key) !== "o") ?? (state.tab === "o" ? keys[0] ?? null : null);
  }

  /** Where a mention is walked to in the text: its first piece, unless that belongs to one within it. */
  function anchor(key) {
    return view.marks.get(key)?.find((mark) => mark.hasAttribute("tabindex")) ?? null;
  }

  function rove(items, current = null) {
    const chosen = current ?? items.find((one) => one.tabIndex === 0) ?? items[0];
    for (const one of items) one.tabIndex = one === chosen ? 0 : -1;
    return chosen;
  }

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

  function walk(event, items) {
    const at = items.indexOf(event.target);
    const step = STEPS[event.key];
    if (at < 0 || step === undefined || event.altKey || event.ctrlKey || event.metaKey) return null;
    event.preventDefault();
    const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
    rove(items, next).focus();
    return next;
  }

  /* Either side marks the other */

  function reveal(element, pane) {
    if (!element) return;
    if (!WIDE.matches) return void element.scrollIntoView({ block: "start" });
    const [box, frame] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
    const covered = pane === byId("text") || byId("panel").hidden ? 0 : byId("panel").offsetHeight;
    const [top, bottom] = [frame.top + 40, frame.bottom - covered - 20];
    if (box.top < top || box.bottom > bottom) pane.scrollTop += (box.top + box.bottom) / 2 - (top + bottom) / 2;
  }

  function warm(key, fromText = false, now = false) {
    clearTimeout(revealing);
    for (const one of document.querySelectorAll(".hot, .kin")) one.classList.remove("hot", "kin");
    if (key === null || !view.data[key]) return;
    const marks = view.marks.get(key) ?? [];
    const row = view.rows.get(key);
    for (const mark of marks) mark.classList.add("hot");
    row.classList.add("hot");
    const kin = ["f", "c"].includes(layerOf(key)) || state.tab !== "f" ? [] : factsFrom(view.data[key].o);
    for (const fact of kin) view.rows.get(fact).classList.add("kin");
    if (!WIDE.matches) return; // in one column the other side is far away: it moves only when asked to
    const target = layerOf(key) === state.tab ? row : kin.length ? view.rows.get(kin[0]) : null;
    const tables = document.querySelector(".tables");
    const move = () => (fromText ? reveal(target, tables) : reveal(marks[0], byId("text")));
    if (now) move();
    else revealing = setTimeout(move, REVEAL_AFTER);
  }

  /** Facts of which some slot came from the given range of the page. */
  function factsFrom([start, end]) {
    const meets = (line) => line.s && line.s[0] < end && start < line.s[1];
    return [...view.shown].filter((key) => layerOf(key) === "f" && view.data[key].slots.some(meets));
  }

  function keyAt(target) {
    const row = target.closest("tr[data-m]");
    if (row) return row.dataset.m;
    const spot = target.closest(".spot");
    if (spot) return spot.dataset.m;
    const mark = target.closest("mark");
    return mark ? firstVisible(mark) : null;
  }

  /* The panel */

  function select(key, opener) {
    const before = state.opener;
    closePanel(false);
    state.selected = key;
    state.opener = opener ?? before;
    if (layerOf(key) !== state.tab) showTab(layerOf(key));
    for (const mark of view.marks.get(key) ?? []) mark.classList.add("on");
    view.rows.get(key).setAttribute("aria-selected", "true");
    showSpots(key);
    const entry = view.data[key];
    if (entry.id) history.replaceState(null, "", `#fact-${encodeURIComponent(entry.id)}`);
    if (entry.sentence) light(entry.sentence[0], entry.sentence[1], "sentence");
    for (const line of entry.slots) if (line.s) light(line.s[0], line.s[1], "slot");
    byId("details").replaceChildren(...details(key, entry));
    byId("panel").hidden = false;
    byId("panel").scrollTop = 0;
    document.body.classList.add("open");
    byId("panel").focus({ preventScroll: true });
    if (WIDE.matches) reveal(view.rows.get(key), document.querySelector(".tables"));
    reveal((view.marks.get(key) ?? [])[0], byId("text"));
  }

  function closePanel(back = true) {
    if (state.selected === null) return;
    unlight();
    for (const one of document.querySelectorAll("mark.on, .spot.on")) one.classList.remove("on");
    view.rows.get(state.selected)?.setAttribute("aria-selected", "false");
    state.selected = null;
    byId("panel").hidden = true;
    document.body.classList.remove("open");
    const opener = state.opener;
    state.opener = null;
    if (!back) return;
    const items = opener?.matches("mark") ? walkable() : listed();
    if (items.includes(opener)) rove(items, opener).focus();
    else document.querySelector("[role=tab][aria-selected=true]").focus();
  }

  function details(key, entry) {
    const row = view.rows.get(key);
    const surface = row.querySelector("b").textContent;
    const parts = [make("h2", {}, surface, " ", worded("small", entry.k))];
    if (entry.sentence) parts.push(worded("h3", "ui.sentence"), make("blockquote", {}, entry.sentence[2]));
    const told = [["ui.slots", entry.slots], ["ui.amount", entry.amount ?? []], ["ui.signed", entry.signed ?? []], ["ui.also", alsoHere(key)]];
    const groups = told.filter(([, list]) => list.length > 0);
    const columns = groups.map(([title, list]) => make("div", {}, worded("h3", title), lines(list)));
    parts.push(make("div", { class: "pair" }, ...columns));
    if (entry.trace.length) {
      parts.push(worded("h3", "ui.how"));
      parts.push(make("ul", { class: "rules" }, ...entry.trace.map((word) => make("li", {}, word))));
    }
    const id = entry.id ? [{ l: "field.id", v: entry.id }] : [];
    parts.push(lines([{ l: "field.offsets", v: entry.o.join("–") }, ...id]));
    return parts;
  }

  function alsoHere(key) {
    const keys = (view.marks.get(key) ?? []).flatMap((mark) => mark.dataset.m.split(" "));
    return [...new Set(keys)].filter((one) => one !== key && layerOf(one) !== "o").map((one) => (
      { l: `layer.${layerOf(one)}`, v: view.rows.get(one).querySelector("b").textContent, m: one }
    ));
  }

  function lightSource(button) {
    const pressed = button.getAttribute("aria-pressed") === "true";
    unlight("source");
    for (const one of byId("details").querySelectorAll("[aria-pressed]")) one.setAttribute("aria-pressed", "false");
    if (pressed) return;
    button.setAttribute("aria-pressed", "true");
    const [start, end] = button.dataset.s.split(" ").map(Number);
    reveal(light(start, end, "source")[0], byId("text"));
  }

  /* What people do */

  function onClick(event) {
    const target = event.target;
    const button = target.closest("button");
    const key = button ? null : keyAt(target);
    if (button) onButton(button);
    else if (key && String(getSelection()) === "") select(key, target.closest("tr") ?? anchor(key));
    else if (target.closest("#picture")) enlarge(target.closest("#picture"), event);
  }

  function onButton(button) {
    const { tab, layer, p, go, s, hit } = button.dataset;
    if (tab) showTab(tab);
    else if (layer) toggleLayer(button, layer);
    else if (hit) openHit(Number(hit.split(" ")[0]), hit.split(" ")[1]);
    else if (p !== undefined) openPage(Number(p));
    else if (go) select(go);
    else if (s) lightSource(button);
    else if (button.id === "close") closePanel();
    else if (button.id === "language") switchLanguage();
    else if (button.id === "reset") clearFilters();
  }

  function toggleLayer(button, layer) {
    const on = !state.marked.delete(layer);
    if (on) state.marked.add(layer);
    button.setAttribute("aria-pressed", String(on));
    applyFilters();
  }

  function clearFilters() {
    state.filters[state.tab] = noFilter();
    showTab(state.tab);
    byId("filter-search").focus();
  }

  function onInput(event) {
    const field = /^filter-(\w+)$/.exec(event.target.id);
    if (field) {
      state.filters[state.tab][field[1]] = event.target.value;
      applyFilters();
    } else if (event.target.id === "find-all") {
      findAll(event.target.value);
    } else if (event.target.id === "find-page") {
      const wanted = plain(event.target.value);
      for (const button of document.querySelectorAll("nav [data-p]")) {
        button.parentElement.hidden = !plain(button.textContent).includes(wanted);
      }
    }
  }

  function onKey(event) {
    const target = event.target;
    if (event.key === "Escape" && state.selected !== null) {
      event.preventDefault();
      closePanel();
    } else if (event.key === "Enter" || event.key === " ") {
      const key = target.matches("mark, tr[data-m]") ? keyAt(target) : null;
      if (key === null) return;
      event.preventDefault();
      select(key, target);
    } else if (target.matches("mark")) {
      walk(event, walkable());
    } else if (target.matches("tr[data-m]")) {
      walk(event, listed());
    } else if (target.matches("[role=tab]")) {
      const next = walk(event, [...document.querySelectorAll("[role=tab]")]);
      if (next) showTab(next.dataset.tab);
    } else if (target.matches("nav [data-p]")) {
      walk(event, [...document.querySelectorAll("nav [data-p]")].filter((one) => !one.parentElement.hidden));
    }
  }

  /** Only a pointer that moves points: a page that scrolls under one at rest means nothing. */
  function onMove(event) {
    if (event.target !== pointed) onReach(event);
    pointed = event.target;
  }

  function onReach(event) {
    const key = keyAt(event.target);
    warm(key, key !== null && event.target.closest("mark") !== null, event.type === "focusin");
  }

  function leave() {
    pointed = null;
    warm(null);
  }

  document.addEventListener("click", onClick);
  document.addEventListener("input", onInput);
  document.addEventListener("keydown", onKey);
  byId("view").addEventListener("pointermove", onMove);
  byId("view").addEventListener("pointerleave", leave);
  byId("view").addEventListener("focusin", onReach);
  byId("view").addEventListener("focusout", leave);
  addEventListener("hashchange", openAddress);
  byId("no-script").remove();
  if (byId("data-0")) openPage(0).then(openAddress);
})();

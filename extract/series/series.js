/* The list of variables, the chart of one, its table and the sentences. Builds elements; never reads a string as markup. */
"use strict";
(async () => {
  const WIDE = matchMedia("(min-width: 56rem)");
  const STEP = 120; // variables that are listed at a time
  const byId = (id) => document.getElementById(id);
  const labels = JSON.parse(byId("labels").textContent);
  const state = { language: document.documentElement.lang === "en" ? "en" : "zh", limit: STEP, shown: null, opener: null, places: false, compared: "" };
  const { label, filled, make, worded, translate } = words(labels, () => state.language);
  const { unpack } = packed();
  const { chart, shortened } = charts(label, () => state.language);
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const data = await unpack("data");
  const variables = data.variables;
  const known = new Map(variables.map((one) => [one.id, one]));
  const { choices, comparable, tree, within } = placeTree(data, { label, filled, make, worded, shortened });
  const texts = variables.map((one) => plain([one.label, one.id, ...one.names].join("\n")));

  /* Which variables are listed */

  const has = {
    all: () => true,
    several: (one) => one.docs > 1,
    promised: (one) => one.promises.length > 0,
    settled: (one) => one.outcomes.some((each) => !["open", "not_reported"].includes(each.r)),
    missed: (one) => one.outcomes.some((each) => each.r === "missed"),
    silent: (one) => one.outcomes.some((each) => each.r === "not_reported"),
    revised: (one) => one.obs.some((each) => each.ro === "revision"),
    contradicted: (one) => one.obs.some((each) => each.ro === "contradiction"),
    doubted: (one) => one.doubts.length > 0,
  };

  function chosen() {
    const terms = plain(byId("search").value).split(/\s+/).filter(Boolean);
    const [place, show, order] = [byId("place").value, byId("show").value, byId("order").value];
    const found = variables.map((one, at) => [one, at]).filter(([one, at]) =>
      (!place || within(one.place, place)) && has[show](one) && terms.every((term) => texts[at].includes(term)));
    const by = order === "by_name" ? (a, b) => (a[0].label < b[0].label ? -1 : 1)
      : (a, b) => b[0].docs - a[0].docs || b[0].obs.length - a[0].obs.length || (a[0].label < b[0].label ? -1 : 1);
    return found.sort(by).map(([one]) => one);
  }

  function list() {
    const found = chosen();
    const listed = found.slice(0, state.limit);
    byId("list").replaceChildren(...listed.map(entry));
    const count = byId("count");
    count.textContent = found.length ? filled(label("ui.shown"), { n: found.length.toLocaleString("en-US"), total: variables.length.toLocaleString("en-US") }) : label("ui.none");
    const left = Math.min(STEP, found.length - listed.length);
    byId("more").hidden = left <= 0;
    byId("more").textContent = filled(label("ui.more"), { n: left });
    rove(buttons());
  }

  function entry(one) {
    const last = [...one.obs].reverse().find((each) => each.st === "actual" && each.ro !== "contradiction");
    const told = make("span", { class: "told" }, make("b", {}, one.label), badges(one));
    const value = make("small", {}, filled(label("ui.documents"), { n: one.docs }), last ? ` · ${last.t ?? ""} ${printed(last, one)}` : "");
    const current = state.shown === one.id ? { "aria-current": "true" } : {};
    const button = make("button", { type: "button", "data-v": one.id, tabindex: "-1", ...current }, told, value);
    if (one.obs.length > 1) button.append(chart(one, { width: 116, height: 34, small: true }) ?? "");
    return make("li", {}, button);
  }

  /** An amount as printed; a bare number of a table in the unit of its variable. */
  const printed = (each, one) => (/^[-−.,\d]+$/.test(each.s) && each.v !== undefined ? `${shortened(Number(each.v))}${one.unit}` : each.s);

  function badges(one) {
    const counts = new Map();
    for (const each of one.outcomes) counts.set(each.r, (counts.get(each.r) ?? 0) + 1);
    const found = [...counts].filter(([verdict]) => verdict !== "open").map(([verdict, n]) =>
      make("span", { class: `badge ${verdict}` }, label(`verdict.${verdict}`), n > 1 ? ` ×${n}` : ""));
    return make("span", { class: "badges" }, ...found);
  }

  function options(select, pairs) {
    const value = select.value;
    select.replaceChildren(...pairs.map(([key, text]) => make("option", { value: key }, text)));
    if (pairs.some(([key]) => key === value)) select.value = value;
  }

  function fillChoices() {
    options(byId("place"), [["", label("ui.all")], ...choices(variables).filter(([place]) => place)]);
    options(byId("show"), Object.keys(has).filter((key) => key === "all" || variables.some(has[key])).map((key) => [key, label(`ui.${key}`)]));
    options(byId("order"), ["by_documents", "by_name"].map((key) => [key, label(`ui.${key}`)]));
  }

  /* One variable */

  function open(id, focus = true) {
    const one = known.get(id);
    if (!one) return;
    closePanel(false);
    state.shown = id;
    state.places = false;
    for (const button of buttons()) {
      if (button.dataset.v === id) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    byId("shown").replaceChildren(...detail(one));
    document.body.classList.add("opened");
    history.replaceState(null, "", `#variable-${encodeURIComponent(id)}`);
    rove(marks());
    byId("detail").scrollTop = 0;
    if (focus && !WIDE.matches) {
      scrollTo(0, 0);
      byId("back").focus();
    }
  }

  function detail(one) {
    const width = WIDE.matches ? 760 : 380;
    const drawn = chart(one, { width, height: WIDE.matches ? 320 : 250 });
    const parts = [make("h2", {}, one.label), drawn ?? worded("p", "ui.no_value", { class: "empty" }), drawn ? legend() : null];
    parts.push(part("ui.table", observations(one)));
    if (one.promises.length) parts.push(part("ui.promises", promised(one)));
    if (one.doubts.length) parts.push(part("ui.doubts", make("ul", { class: "doubts" }, ...one.doubts.map(doubt))));
    parts.push(make("p", { class: "names" }, worded("b", "ui.names"), " ", one.names.join(" · ")));
    return parts.filter((each) => each !== null);
  }

  /* The places */

  function showPlaces(focus = true) {
    closePanel(false);
    state.places = true;
    state.shown = null;
    for (const button of buttons()) button.removeAttribute("aria-current");
    const pick = make("select", { id: "compare" });
    options(pick, [["", label("ui.everything")], ...comparable(variables)]);
    const box = make("div", { class: "tree", id: "tree" });
    byId("shown").replaceChildren(worded("h2", "ui.places"), make("label", { class: "compare" }, worded("span", "ui.compare"), pick), box);
    pick.value = [...pick.options].some((one) => one.value === state.compared) ? state.compared : "";
    fillTree();
    document.body.classList.add("opened");
    history.replaceState(null, "", "#places");
    byId("detail").scrollTop = 0;
    if (!WIDE.matches) scrollTo(0, 0);
    if (focus) (WIDE.matches ? pick : byId("back")).focus();
  }

  function fillTree() {
    byId("tree").replaceChildren(tree(variables, state.compared) ?? "");
    rove([...byId("tree").querySelectorAll("button")]);
  }

  /** The variables of a place and of all that lies in it. */
  function choosePlace(place) {
    byId("place").value = place;
    refresh();
    if (!WIDE.matches) document.body.classList.remove("opened");
    buttons()[0]?.focus();
  }

  const part = (key, body) => make("details", { open: "" }, make("summary", {}, worded("span", key)), make("div", { class: "wide", tabindex: "0" }, body));

  function legend() {
    const marks = ["actual", "planned", "bounds", "revision", "contradiction", "break", "gap"];
    return make("p", { class: "legend" }, ...marks.map((key) => make("span", { class: `key ${key}` }, worded("span", `mark.${key}`))));
  }

  function doubt([reason, other, note]) {
    const where = other && known.has(other) ? make("button", { type: "button", "data-v": other }, known.get(other).label) : null;
    return make("li", {}, worded("span", `doubt.${reason}`), " ", where ?? note ?? other ?? "");
  }

  function grid(heads, rows) {
    const head = make("tr", {}, ...heads.map((key) => make("th", { scope: "col" }, worded("span", `head.${key}`))));
    return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
  }

  const cell = (...children) => make("td", {}, ...children.filter((each) => each !== null && each !== undefined && each !== ""));
  const valued = (text) => (text === undefined ? "" : shortened(Number(text)));

  function observations(one) {
    const row = (each, at) => make("tr", { "data-at": at, tabindex: "-1", class: each.ro ?? each.st },
      cell(each.t ?? "–"), cell(make("b", {}, valued(each.v) || [valued(each.l), valued(each.u)].join("–")), each.bd !== "exact" && each.bd !== "range" ? make("small", {}, ` ${boundSign(each)}`) : ""),
      cell(make("button", { type: "button", "data-say": at }, each.s)),
      cell(worded("span", `status.${each.st}`, { class: `badge ${each.st}` })),
      cell(each.ro ? worded("span", `role.${each.ro}`, { class: `badge ${each.ro}` }) : null),
      cell(each.k ?? "–"), cell(each.p), cell(each.n ?? "", ...(each.d ?? []).map((reason) => worded("span", `doubt.${reason}`, { class: "badge doubt" }))));
    return grid(["period", "value", "printed", "status", "role", "known", "page", "note"], one.obs.map(row));
  }

  const boundSign = (each) => ({ about: "≈", over: "≥", at_least: "≥", under: "≤", at_most: "≤" })[each.bd] ?? "";

  function promised(one) {
    const place = new Map(one.obs.map((each, at) => [each.f, at]));
    const outcome = new Map(one.outcomes.map((each) => [each.f, each]));
    const said = (fact) => (place.has(fact) ? make("button", { type: "button", "data-say": place.get(fact) }, one.obs[place.get(fact)].s) : null);
    const rows = one.promises.map((each) => {
      const told = outcome.get(each.f);
      const looked = told.p && !told.a ? make("details", {}, make("summary", {}, worded("span", "ui.looked", { "data-n": told.p.length })), told.p.join(" · ")) : null;
      const other = told.o ? make("button", { type: "button", "data-v": told.o }, known.get(told.o)?.label ?? told.o) : null;
      return make("tr", {}, cell(each.due ?? "–"), cell(said(each.f), make("small", {}, " ", worded("span", `target.${each.t}`), each.w ? ` ${each.w}` : "")),
        cell(worded("span", `verdict.${told.r}`, { class: `badge ${told.r}` }), told.why ? worded("small", `doubt.${told.why}`) : null, told.rev ? worded("span", "role.revision", { class: "badge revision" }) : null, looked),
        cell(told.a ? said(told.a) : null, other), cell(valued(told.d)));
    });
    return grid(["due", "target", "outcome", "actual", "difference"], rows);
  }

  /* What a document says */

  function say(at, opener) {
    const one = known.get(state.shown).obs[at];
    const paper = data.papers[one.p] ?? [];
    const letters = [...one.se]; // offsets count characters, strings count halves of some
    const size = [...one.s].length;
    const parted = letters.slice(one.i, one.i + size).join("") === one.s;
    const [before, after] = parted ? [letters.slice(0, one.i).join(""), letters.slice(one.i + size).join("")] : [one.se, ""];
    const quote = make("blockquote", {}, before, parted ? make("mark", {}, one.s) : "", after);
    const facts = [[worded("b", "head.period"), one.t ?? "–"], [worded("b", "head.known"), one.k ?? "–"], [worded("b", "head.page"), one.p]];
    if (one.n) facts.push([worded("b", "head.note"), one.n]);
    const parts = [make("h2", {}, paper[1] ?? one.p), quote, make("p", { class: "facts" }, ...facts.map(([name, text]) => make("span", {}, name, ` ${text}`)))];
    if (one.ag) parts.push(against(one));
    if (data.show) parts.push(make("p", {}, make("a", { href: `${data.show}#fact-${encodeURIComponent(one.f)}` }, worded("span", "ui.open_page"))));
    closePanel(false);
    state.opener = opener;
    byId("said").replaceChildren(...parts);
    byId("panel").hidden = false;
    byId("panel").focus({ preventScroll: true });
    for (const each of byId("shown").querySelectorAll(`[data-at="${at}"]`)) each.classList.add("on");
  }

  /** The sentence that it repeats, revises or contradicts. */
  function against(one) {
    const other = known.get(state.shown).obs.find((each) => each.f === one.ag);
    if (!other) return null;
    return make("div", {}, make("h3", {}, worded("span", `role.${one.ro}`), ` ← ${other.k ?? ""} ${other.p}`), make("blockquote", {}, other.se));
  }

  function closePanel(back = true) {
    for (const each of document.querySelectorAll(".on")) each.classList.remove("on");
    if (byId("panel").hidden) return;
    byId("panel").hidden = true;
    if (back && state.opener?.isConnected) state.opener.focus();
    state.opener = null;
  }

  /* Walking by keyboard */

  const buttons = () => [...byId("list").querySelectorAll("button")];

  function rove(items, current = null) {
    const stop = current ?? items.find((one) => one.getAttribute("aria-current")) ?? items[0];
    for (const one of items) one.setAttribute("tabindex", one === stop ? "0" : "-1");
    return stop;
  }

  /** The points of the chart in order of their periods: those that only repeat lie below the others. */
  const marks = () => [...byId("shown").querySelectorAll(".point")].sort((a, b) => a.dataset.at - b.dataset.at);

  const FORTH = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

  function walk(event, items) {
    const at = items.indexOf(document.activeElement);
    const by = FORTH[event.key];
    if (at < 0 || by === undefined || event.altKey || event.ctrlKey || event.metaKey) return null;
    event.preventDefault();
    const next = items[Math.min(items.length - 1, Math.max(0, at + by))];
    rove(items, next);
    next.focus();
    return next;
  }

  function onKey(event) {
    const target = event.target;
    if (event.key === "Escape" && !byId("panel").hidden) closePanel();
    else if (event.key === "/" && !target.matches("input, select")) {
      event.preventDefault();
      byId("search").focus();
    } else if (target.matches("#search") && event.key === "ArrowDown") {
      event.preventDefault();
      buttons()[0]?.focus();
    } else if (target.closest("#tree")) {
      walk(event, [...byId("tree").querySelectorAll("button")]);
    } else if (target.closest("#list")) {
      const next = walk(event, buttons());
      if (next && WIDE.matches) open(next.dataset.v, false);
    } else if (target.matches(".point")) {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        say(Number(target.dataset.at), target);
      } else walk(event, marks());
    }
  }

  function onClick(event) {
    const button = event.target.closest("button");
    const point = event.target.closest(".point");
    if (button?.dataset.v) open(button.dataset.v);
    else if (button?.dataset.say) say(Number(button.dataset.say), button);
    else if (button?.dataset.place !== undefined) choosePlace(button.dataset.place);
    else if (button?.id === "by_place") showPlaces();
    else if (button?.id === "language") switchLanguage();
    else if (button?.id === "more") { state.limit += STEP; list(); }
    else if (button?.id === "back") leave();
    else if (button?.id === "close") closePanel();
    else if (point && point.closest("#shown")) say(Number(point.dataset.at), point);
  }

  function leave() {
    closePanel(false);
    document.body.classList.remove("opened");
    (state.places ? byId("by_place") : buttons().find((one) => one.dataset.v === state.shown))?.focus();
  }

  function switchLanguage() {
    state.language = state.language === "zh" ? "en" : "zh";
    document.documentElement.lang = state.language === "zh" ? "zh-Hans" : "en";
    translate(document);
    fillChoices();
    list();
    if (state.places) showPlaces(false);
    if (state.shown) byId("shown").replaceChildren(...detail(known.get(state.shown)));
    rove(marks());
  }

  function refresh() {
    state.limit = STEP;
    list();
  }

  function fromAddress() {
    if (location.hash === "#places") {
      showPlaces(false);
      return true;
    }
    const match = /^#variable-(.+)$/.exec(location.hash);
    if (!match) return false;
    try {
      open(decodeURIComponent(match[1]), false);
    } catch {
      return false; // it is no name of ours
    }
    return state.shown !== null;
  }

  byId("main").hidden = false;
  fillChoices();
  if (variables.some(has.several)) byId("show").value = "several";
  list();
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  for (const id of ["search", "place", "show", "order"]) byId(id).addEventListener("input", refresh);
  document.addEventListener("input", (event) => {
    if (event.target.id !== "compare") return;
    state.compared = event.target.value;
    fillTree();
  });
  WIDE.addEventListener("change", () => state.shown && open(state.shown, false));
  addEventListener("hashchange", fromAddress);
  if (!fromAddress() && WIDE.matches && buttons().length) open(buttons()[0].dataset.v, false);
})();

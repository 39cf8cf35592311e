/* The page of `shilu review`: a queue of rows, one key a decision. Builds elements and sets their text; no string ever
   becomes markup. Keys are taken one after the other: the next is looked at when the one before is written. */
"use strict";
(async () => {
  const byId = (id) => document.getElementById(id);
  const labels = await (await fetch("labels.json")).json();
  const text = pageText(byId("text"));
  const state = {
    language: navigator.language.startsWith("zh") ? "zh" : "en",
    filters: { sort: "fact", state: "waiting", order: "sure", kind: "", slot: "", checks: "", page: "", programme: "",
      place: "", search: "" },
    card: null, mode: null, offer: null, offset: 0, article: "", start: null,
  };
  const cards = new Map(); // rows fetched before they are asked for
  let chain = Promise.resolve();

  const SLOTS = ["item", "subject", "action", "programme", "place", "period", "speaker"];
  const FIELDS = {
    fact: [
      ["i", "item", "slot"], ["s", "subject", "slot"], ["v", "action", "slot"], ["p", "place", "slot"],
      ["t", "period", "slot"], ["g", "programme", "slot"], ["w", "speaker", "slot"], ["c", "change", "choice"],
      ["r", "per", "words"], ["b", "status", "choice"], ["m", "cumulative", "toggle"], ["a", "span", "span"],
      ["k", "kind", "choice"], ["e", "value", "words"], ["h", "unit", "words"], ["f", "bound", "choice"],
    ],
    name: [["t", "type", "choice"], ["c", "canonical", "words"], ["a", "span", "span"]],
    time: [["t", "type", "choice"], ["e", "value", "words"], ["a", "span", "span"]],
  };
  const VERDICTS = [
    ["y", "right"], ["n", "wrong"], ["x", "removed"], ["d", "doubtful"], ["u", "undo"], ["+", "add"], ["l", "alike"],
    ["ArrowUp", "previous"], ["ArrowDown", "next"],
  ];
  const DIGITS = [..."123456789", ..."abcdefghijklmnopqrstuvwxyz"];
  const GROUPS = { kind: "kind", status: "status", change: "change", bound: "bound" };

  /* Words and elements */

  const label = (key) => labels[state.language][key] ?? key.slice(key.indexOf(".") + 1).replaceAll("_", " ");
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== null && value !== false && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function translate() {
    document.documentElement.lang = state.language === "zh" ? "zh-Hans" : "en";
    document.title = `${label("ui.title")} · ${label("review.title")}`;
    for (const one of document.querySelectorAll("[data-l]")) one.textContent = label(one.dataset.l);
    for (const one of document.querySelectorAll("[data-al]")) one.setAttribute("aria-label", label(one.dataset.al));
  }

  const keyName = (key) => ({ ArrowUp: "↑", ArrowDown: "↓" })[key] ?? key;
  const kbd = (key) => make("kbd", {}, keyName(key));

  /* The server */

  async function ask(name, asked = {}) {
    return answer(await reach(`ask/${name}?${new URLSearchParams(asked)}`));
  }

  async function act(name, asked) {
    const headers = { "Content-Type": "application/json", "X-Shilu": "review" };
    return answer(await reach(`do/${name}`, { method: "POST", headers, body: JSON.stringify(asked) }));
  }

  async function reach(address, options) {
    try {
      return await fetch(address, options);
    } catch {
      throw new Error(label("review.gone"));
    }
  }

  async function answer(response) {
    const told = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(told.refused ?? label("review.gone"));
    trouble("");
    return told;
  }

  function trouble(words) {
    byId("trouble").textContent = words;
    byId("trouble").hidden = !words;
  }

  /* The queue */

  async function list(offset = state.offset) {
    const told = await ask("queue", { ...state.filters, offset });
    state.offset = told.offset;
    byId("total").textContent = filled(label("review.total"), { n: told.total.toLocaleString() });
    byId("rows").replaceChildren(...told.rows.map(listed));
    const last = told.offset + told.rows.length;
    byId("range").textContent = told.rows.length ? `${told.offset + 1}–${last}` : "";
    byId("earlier").disabled = told.offset === 0;
    byId("later").disabled = last >= told.total;
    return told;
  }

  function listed(row) {
    const sure = row.sure === undefined ? null : make("small", { class: "sure" }, percent(row.sure));
    const button = make("button", { type: "button", "data-n": row.n, class: `row ${row.status}` },
      make("b", {}, row.surface), " ", row.item ?? "", make("small", {}, word(`state.${row.status}`)), sure);
    if (state.card && state.card.n === row.n) button.setAttribute("aria-current", "true");
    return make("li", {}, button);
  }

  const word = (key) => label(key);
  const percent = (share) => `${Math.round(share * 100)}%`;

  function options(select, keys, name) {
    select.replaceChildren(...keys.map(([value, key]) => make("option", { value }, label(key))));
    select.value = state.filters[name];
    if (select.selectedIndex < 0) select.value = state.filters[name] = keys[0][0];
  }

  function fillFilters() {
    const sort = state.filters.sort;
    const all = ["", "ui.all"];
    options(byId("f-sort"), [["fact", "layer.f"], ["name", "layer.n"], ["time", "layer.t"]], "sort");
    options(byId("f-state"), ["waiting", "", "open", "part", "right", "fixed", "added", "removed", "wrong", "doubtful",
      "again", "disputed"].map((one) => [one, one ? `state.${one}` : "ui.all"]), "state");
    options(byId("f-order"), ["sure", "page", "repeats"].map((one) => [one, `order.${one}`]), "order");
    const group = sort === "fact" ? "kind" : sort;
    options(byId("f-kind"), [all, ...state.start.kinds[sort].map((one) => [one, `${group}.${one}`])], "kind");
    options(byId("f-slot"), [all, ...SLOTS.map((one) => [one, `field.${one}`])], "slot");
    options(byId("f-checks"), [all, ["differs", "review.differs"]], "checks");
    for (const name of ["slot", "checks", "programme", "place"]) byId(`f-${name}`).closest("label").hidden = sort !== "fact";
  }

  function showProgress(progress) {
    const own = progress[state.filters.sort];
    const total = Object.values(own).reduce((sum, one) => sum + one, 0);
    const left = (own.open ?? 0) + (own.part ?? 0) + (own.again ?? 0);
    byId("bar").max = Math.max(total, 1);
    byId("bar").value = total - left;
    byId("progress").textContent = filled(label("review.progress"),
      { done: (total - left).toLocaleString(), total: total.toLocaleString() });
    state.progress = progress;
  }

  /* One row */

  async function fetchCard(n) {
    if (!cards.has(n)) cards.set(n, ask("card", { n }));
    try {
      return await cards.get(n);
    } catch (error) {
      cards.delete(n);
      throw error;
    }
  }

  async function open(n) {
    state.mode = null;
    if (n === null || n === undefined) return nothing();
    const card = await fetchCard(n);
    const key = `${card.pageNumber}/${card.article}${card.article ? "" : `/${card.span[0]}`}`;
    if (state.article !== key) {
      text.show(await ask("article", { page: card.pageNumber, article: card.article, near: card.span[0] }));
      state.article = key;
    }
    state.card = card;
    draw();
    cards.delete(n);
    ahead(n);
    for (const one of byId("rows").querySelectorAll("[data-n]")) {
      if (Number(one.dataset.n) === n) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    return undefined;
  }

  /** Fetch the next row while this one is looked at. */
  async function ahead(n) {
    const next = await ask("step", { ...state.filters, n }).catch(() => ({ n: null }));
    if (next.n !== null && state.card && state.card.n === n) fetchCard(next.n).catch(() => null);
    while (cards.size > 12) cards.delete(cards.keys().next().value);
  }

  function nothing() {
    state.card = null;
    state.article = "";
    for (const id of ["head", "where", "flags", "fields", "prompt", "verdicts", "history", "text"]) byId(id).replaceChildren();
    byId("picture").hidden = true;
    byId("head").textContent = label("review.done");
    drawVerdicts();
  }

  function draw() {
    const card = state.card;
    text.unlight();
    if (card.sentence) text.light(card.sentence, "sentence");
    for (const name of SLOTS) {
      const value = card.fields[name];
      const active = state.mode && state.mode.name === name;
      if (value) text.light(value.at, active ? "slot active" : "slot", label(`field.${name}`));
    }
    const lit = text.light(card.span, "amount");
    if (state.mode && state.mode.range) text.light(state.mode.range, "picked");
    const target = byId("text").querySelector(".picked") ?? lit[0];
    if (target) target.scrollIntoView({ block: "center" });
    drawCard(card);
  }

  function drawCard(card) {
    const pane = byId("card");
    byId("where").replaceChildren(make("code", {}, card.id));
    const group = card.sort === "fact" ? "kind" : card.sort;
    byId("head").replaceChildren(card.surface, " ", make("small", {}, label(`${group}.${card.fields.kind ?? card.fields.type}`)));
    byId("flags").replaceChildren(...flags(card));
    byId("fields").replaceChildren(...FIELDS[card.sort].map((field) => drawField(card, ...field)));
    drawPrompt();
    drawVerdicts();
    drawOffer();
    drawPicture(card);
    byId("history").replaceChildren(...card.said.map(said));
    pane.classList.toggle("asking", state.mode !== null);
    pane.querySelector(".asked")?.scrollIntoView({ block: "nearest" });
    if (!document.activeElement || !document.activeElement.matches("input, textarea, select")) pane.focus({ preventScroll: true });
  }

  function flags(card) {
    const found = [make("span", { class: `badge ${card.status}` }, label(`state.${card.status}`))];
    if (card.sure !== undefined) found.push(make("span", { class: "badge" }, `${label("field.confidence")} ${percent(card.sure)}`));
    if (card.disputed) found.push(make("span", { class: "badge wrong" }, label("state.disputed")));
    for (const check of card.checks) {
      const words = filled(label(`check.${check.verdict}`), { found: check.found, expected: check.expected, unit: check.unit ?? "" });
      const others = check.evidence.map((one) => one[2]).join(" · ");
      found.push(make("p", { class: `check ${check.verdict}` }, `${label(`relation.${check.relation}`)}: ${words} (${others})`));
    }
    return found;
  }

  /** A period as people say it, other answers as they are. */
  const inWords = (value) => (value.told ? value.told[state.language === "zh" ? 0 : 1] : value.text);

  function shown(card, name, value) {
    if (name === "span") return card.surface === undefined ? "" : text.words(card.span) || card.surface;
    if (value === null || value === undefined) return label("review.none");
    if (value === true) return label("review.yes");
    if (value === false) return label("review.no");
    if (typeof value === "object") {
      const words = inWords(value);
      return value.printed === words ? words : `${words} (${value.printed})`;
    }
    if (name === "type") return label(`${card.sort}.${value}`);
    return GROUPS[name] ? label(`${GROUPS[name]}.${value}`) : value;
  }

  function drawField(card, key, name, how) {
    const value = card.fields[name];
    const words = shown(card, name, value);
    const was = card.was && name !== "span" ? shown(card, name, card.was[name]) : words;
    const asking = state.mode && state.mode.name === name;
    const empty = name !== "span" && (value === null || value === undefined || value === false);
    const sure = card.sureSlots && card.sureSlots[name] !== undefined ? make("small", { class: "sure" }, percent(card.sureSlots[name])) : null;
    const button = make("button", { type: "button", "data-field": name, "data-how": how, class: `field ${empty ? "empty" : ""}`,
      "aria-expanded": how === "toggle" ? null : String(Boolean(asking)) },
      kbd(key), make("span", { class: "name" }, label(name === "span" ? "review.amount" : `field.${name}`)),
      make("span", { class: "words" }, words), was !== words ? make("del", {}, was) : null, sure);
    const box = make("div", { class: asking ? "asked" : "" }, button);
    if (asking) box.append(prompt(), ...(state.mode.choices ?? []).map(drawChoice));
    return box;
  }

  function drawChoice(choice, at) {
    const chance = choice.chance === null || choice.chance === undefined ? null : make("small", {}, percent(choice.chance));
    return make("button", { type: "button", class: "choice", "data-choice": at }, kbd(choice.key), make("span", {}, choice.words),
      choice.printed && choice.printed !== choice.words ? make("small", {}, choice.printed) : null, chance);
  }

  /** What the field that is asked about can be answered with; a note and a new row have no field of their own. */
  function drawPrompt() {
    const own = state.mode && ["note", "add"].includes(state.mode.name);
    byId("prompt").replaceChildren(...(own ? [prompt()] : []));
    const box = document.getElementById("words");
    if (box) box.focus();
  }

  function prompt() {
    const mode = state.mode;
    const parts = [];
    if (mode.how === "slot" && !mode.range) parts.push(label("review.slot_how"));
    if (mode.range) parts.push(make("q", {}, text.words(mode.range)), " ", label("review.pick_how"));
    if (mode.how === "note") parts.push(label("review.note_how"));
    if (mode.input) {
      const box = make("input", { type: "text", id: "words", maxlength: "400", autocomplete: "off", "aria-label": label(mode.title) });
      box.value = mode.input.value;
      parts.push(box);
    }
    const keys = [["Escape", "review.leave"]];
    if (mode.range || mode.input) keys.unshift(["Enter", "review.take"]);
    else if (mode.how === "slot") keys.unshift(["0", "review.none"], ["z", "review.select"], ["=", "review.type"], ["Enter", "review.take"]);
    parts.push(...keys.map(([key, words]) => make("button", { type: "button", "data-key": key }, kbd(key), label(words))));
    return make("div", { class: "prompt" }, ...parts);
  }

  function drawVerdicts() {
    byId("verdicts").replaceChildren(...VERDICTS.filter(([, name]) => state.card || name === "undo" || name === "add").map(
      ([key, name]) => make("button", { type: "button", "data-key": key, class: `verdict ${name}` }, kbd(key), label(`verdict.${name}`)),
    ));
  }

  function drawOffer() {
    const offer = state.offer;
    const parts = [];
    if (offer && offer.total) {
      parts.push(make("p", {}, filled(label(offer.about ? "review.alike_about" : "review.alike"), { n: offer.total.toLocaleString() })),
        make("ul", {}, ...offer.rows.slice(0, 5).map((one) => make("li", {}, make("b", {}, one.surface), " ", one.item ?? "",
          make("small", {}, one.id)))));
    }
    byId("offer").replaceChildren(...parts);
  }

  function said(one) {
    const changed = Object.entries(one.changed).map(([name, words]) =>
      `${label(name === "span" ? "review.amount" : `field.${name}`)}: ${words ?? label("review.none")}`);
    const when = new Date(one.at).toLocaleString(state.language === "zh" ? "zh-CN" : "en-GB");
    return make("p", {}, make("b", {}, one.by), ` ${label(`verdict.${one.verdict}`)} `, changed.join("; "),
      one.note ? make("q", {}, one.note) : null, make("small", {}, when));
  }

  function drawPicture(card) {
    const pane = byId("picture");
    pane.hidden = card.picture === null;
    if (card.picture === null) return;
    const image = make("img", { alt: label("review.picture"),
      src: `picture?${new URLSearchParams({ page: card.pageNumber, name: card.picture.name })}` });
    const boxes = card.picture.boxes.map(() => make("span", { class: "box" }));
    const place = () => card.picture.boxes.forEach(([x, y, width, height], at) => {
      const scale = (part, whole) => `${(100 * part) / whole}%`;
      Object.assign(boxes[at].style, { left: scale(x, image.naturalWidth), top: scale(y, image.naturalHeight),
        width: scale(width, image.naturalWidth), height: scale(height, image.naturalHeight) });
      if (at === 0) pane.scrollTop = (y / image.naturalHeight) * image.clientHeight - pane.clientHeight / 2;
    });
    image.addEventListener("load", place);
    pane.replaceChildren(make("div", { class: "sheet" }, image, ...boxes));
  }

  /* What is asked about a field */

  function askField(name, how) {
    const card = state.card;
    const selection = text.selected();
    if (selection && (how === "slot" || how === "span")) return take(name, selection);
    if (how === "toggle") return fix({ [name]: !card.fields[name] });
    if (how === "slot") {
      const choices = card.candidates[name].map((one, at) => ({ key: DIGITS[at], words: inWords(one), printed: one.printed,
        chance: one.chance, value: { text: one.text, at: one.at } }));
      state.mode = { name, how, choices };
    } else if (how === "choice") {
      const own = name === "type" ? state.start.choices.type[card.sort] : state.start.choices[name];
      const group = name === "type" ? card.sort : GROUPS[name];
      state.mode = { name, how, choices: own.map((one, at) => (
        { key: DIGITS[at], words: one === null ? label("review.none") : label(`${group}.${one}`), value: one })) };
    } else if (how === "span") {
      state.mode = { name, how, range: card.span };
    } else {
      const value = card.fields[name];
      state.mode = { name, how, title: `field.${name}`, input: { value: value ?? "" } };
    }
    return draw();
  }

  const spread = (name, range) => (name === "span" ? { span: range } : { fields: { [name]: { at: range } } });

  async function take(name, range) {
    getSelection().removeAllRanges();
    if (name === "add") return addAt(range);
    return write("fixed", spread(name, range));
  }

  const fix = (fields) => write("fixed", { fields });

  /** Write a decision on the row. A fix stays with it; all else goes on to the next. */
  async function write(verdict, more = {}) {
    const n = state.card.n;
    const told = await act("decide", { n, verdict, filters: state.filters, ...more });
    state.mode = null;
    cards.delete(n);
    showProgress(told.progress);
    mark(told.row);
    if (verdict === "fixed" || verdict === "removed") state.offer = { n, ...(await ask("alike", { n })) };
    if (verdict === "fixed") return open(n);
    if (verdict !== "removed" && state.offer && state.offer.n !== n) state.offer = null;
    return forward(told.next);
  }

  async function forward(n) {
    await open(n);
    if (n !== null && !byId("rows").querySelector(`[data-n="${n}"]`)) await list(0);
  }

  function mark(row) {
    const old = byId("rows").querySelector(`[data-n="${row.n}"]`);
    if (old) old.parentElement.replaceWith(listed(row));
  }

  async function addAt(range) {
    const sort = state.filters.sort;
    const told = await act("add", { page: state.card.pageNumber, sort, span: range, filters: state.filters });
    state.mode = null;
    showProgress(told.progress);
    await list();
    return open(told.added);
  }

  async function undo() {
    const told = await act("undo", { filters: state.filters });
    cards.clear();
    state.offer = null;
    if (told.n === null) return trouble(label("review.nothing_to_undo"));
    showProgress(told.progress);
    await open(told.n);
    return list();
  }

  async function alike() {
    if (!state.offer || !state.offer.total) return undefined;
    let told = { batch: null, after: -1 };
    for (let done = 0; told.after !== null; done += told.done) {
      if (told.batch) trouble(filled(label("review.alike_done"), { n: done.toLocaleString() }));
      told = await act("alike", { n: state.offer.n, filters: state.filters, batch: told.batch, after: told.after });
    }
    cards.clear();
    state.offer = null;
    showProgress(told.progress);
    await list();
    return state.card ? open(state.card.n) : forward(told.next);
  }

  async function move(by) {
    const told = await ask("step", { ...state.filters, n: state.card ? state.card.n : -1, by });
    return told.n === null ? undefined : forward(told.n);
  }

  /* Keys */

  const ACTIONS = {
    y: () => write("right"), Enter: () => write("right"), n: () => write("wrong"), x: () => write("removed"),
    d: () => { state.mode = { name: "note", how: "note", title: "review.note", input: { value: "" } }; draw(); },
    u: undo, l: alike, "*": alike, ArrowDown: () => move(1), ArrowUp: () => move(-1), "+": addKey, "=": addKey,
    "?": () => toggle("help"), "/": () => byId("f-search").focus(),
  };

  function addKey() {
    const selection = text.selected();
    if (selection) return take("add", selection);
    state.mode = { name: "add", how: "span", range: [state.card.span[0], state.card.span[1]] };
    return draw();
  }

  function onModeKey(key, shift) {
    const mode = state.mode;
    if (key === "Escape") {
      state.mode = null;
      return draw();
    }
    if (mode.range) return onRangeKey(key, shift);
    const choice = (mode.choices ?? []).find((one) => one.key === key);
    if (choice) return fix({ [mode.name]: choice.value });
    if (mode.how !== "slot") return undefined;
    if (key === "0") return fix({ [mode.name]: null });
    if (key === "z" || key === " ") {
      const now = state.card.fields[mode.name];
      state.mode = { ...mode, choices: [], range: now ? now.at : state.card.span };
      return draw();
    }
    if (key === "=") {
      const now = state.card.fields[mode.name];
      state.mode = { name: mode.name, how: "words", title: `field.${mode.name}`, input: { value: now ? now.text : "" } };
      return draw();
    }
    if (key === "Enter" && text.selected()) return take(mode.name, text.selected());
    return undefined;
  }

  function onRangeKey(key, shift) {
    const mode = state.mode;
    const selection = text.selected();
    if (key === "Enter") return take(mode.name, selection ?? mode.range);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (by === undefined) return undefined;
    state.mode = { ...mode, range: text.step(mode.range, by, shift === "alt" ? "start" : shift ? "end" : "both") };
    return draw();
  }

  function onInputKey(key) {
    const mode = state.mode;
    if (key === "Escape") {
      state.mode = null;
      return draw();
    }
    const words = byId("words").value.trim();
    byId("card").focus(); // what is typed now is for the next step, not for this field
    if (mode.how === "note") return write("doubtful", { note: words });
    return fix({ [mode.name]: words || null });
  }

  async function press(key, shift = false) {
    try {
      if (state.mode && state.mode.input) await onInputKey(key);
      else if (state.mode) await onModeKey(key, shift);
      else {
        const field = state.card && FIELDS[state.card.sort].find((one) => one[0] === key);
        if (field) await askField(field[1], field[2]);
        else if (ACTIONS[key] && (state.card || key === "u" || key === "?" || key === "/")) await ACTIONS[key]();
      }
    } catch (error) {
      trouble(error.message);
      if (state.mode && state.mode.input) byId("words")?.focus();
    }
  }

  const queueKey = (key, shift) => { chain = chain.then(() => press(key, shift)); return chain; };

  /** The letter of a key, also where an input method is on or the layout is not Latin. */
  function keyOf(event) {
    if (/^[\x20-\x7e]$/.test(event.key) || event.key.length > 1 && !["Process", "Unidentified", "Dead"].includes(event.key)) {
      return event.key.length === 1 && event.code !== "" && /^Key[A-Z]$/.test(event.code) ? event.key.toLowerCase() : event.key;
    }
    const match = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code);
    return match ? match[1].toLowerCase() : event.key;
  }

  function onKey(event) {
    const key = keyOf(event);
    const inField = event.target.matches("input, select, textarea");
    if (event.ctrlKey || event.metaKey || (event.altKey && !key.startsWith("Arrow"))) return;
    if (inField && event.target.id !== "words") {
      if (key === "Escape") byId("card").focus();
      return;
    }
    if (event.isComposing || (inField && key !== "Enter" && key !== "Escape")) return;
    if (event.target.matches("button") && (key === "Enter" || key === " ")) return;
    if (key === "Tab" || key === "Shift" || key === "Alt") return;
    if (state.mode && key === " " && !inField) event.preventDefault();
    const known = state.mode || ACTIONS[key] || (state.card && FIELDS[state.card.sort].some((one) => one[0] === key));
    if (!known) return;
    event.preventDefault();
    if (event.repeat && !key.startsWith("Arrow")) return;
    queueKey(key, event.altKey ? "alt" : event.shiftKey);
  }

  function onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { n, key, field, how, choice } = button.dataset;
    const run = (work) => { chain = chain.then(async () => { try { await work(); } catch (error) { trouble(error.message); } }); };
    if (n !== undefined) run(() => { state.offer = null; byId("list").classList.remove("open"); return open(Number(n)); });
    else if (key) queueKey(key);
    else if (field) run(() => (state.mode && state.mode.name === field ? press("Escape") : askField(field, how)));
    else if (choice !== undefined) run(() => fix({ [state.mode.name]: state.mode.choices[Number(choice)].value }));
    else if (button.id === "language") run(switchLanguage);
    else if (button.id === "show-help") toggle("help");
    else if (button.id === "show-list") byId("list").classList.toggle("open");
    else if (button.id === "earlier") run(() => list(Math.max(0, state.offset - 80)));
    else if (button.id === "later") run(() => list(state.offset + 80));
    if (button.id !== "show-list" && !button.closest("#list")) button.blur();
  }

  function toggle(id) {
    const pane = byId(id);
    pane.hidden = !pane.hidden;
    if (id === "help" && !pane.hidden) {
      const rows = [...VERDICTS.map(([key, name]) => [key, label(`verdict.${name}`)]),
        ...Object.entries(FIELDS).flatMap(([sort, fields]) => fields.map(([key, name]) => [key,
          `${label({ fact: "layer.f", name: "layer.n", time: "layer.t" }[sort])}: ${label(name === "span" ? "review.amount" : `field.${name}`)}`])),
        ["/", label("ui.search")], ["Esc", label("review.leave")]];
      pane.replaceChildren(make("h2", {}, label("review.help")), make("p", {}, label("review.help_text")),
        make("dl", {}, ...rows.flatMap(([key, words]) => [make("dt", {}, kbd(key)), make("dd", {}, words)])));
    }
  }

  function switchLanguage() {
    state.language = state.language === "zh" ? "en" : "zh";
    translate();
    fillFilters();
    showProgress(state.progress);
    tellBy();
    return Promise.all([list(), state.card ? draw() : nothing()]);
  }

  const tellBy = () => { byId("by").textContent = filled(label("review.by"), { by: state.start.by }); };

  /** Rows come while the run is read: tell how far it is, and take them in when all are there. */
  async function watch() {
    const told = await ask("reading");
    state.start.reading = told.reading;
    showReading(told);
    if (told.reading) setTimeout(() => { chain = chain.then(watch).catch((error) => trouble(error.message)); }, 1500);
    else await refresh();
  }

  function showReading(told) {
    byId("reading").hidden = !told.reading;
    byId("reading").textContent = told.reading ? filled(label("review.reading"), { n: told.pages.toLocaleString() }) : "";
  }

  async function refresh() {
    state.start = await ask("start");
    fillFilters();
    showProgress(state.start.progress);
    const told = await list();
    if (!state.card && told.rows.length) await open(told.rows[0].n);
  }

  async function filter() {
    cards.clear();
    const before = state.filters.sort;
    for (const name of Object.keys(state.filters)) state.filters[name] = byId(`f-${name}`).value;
    if (before !== state.filters.sort) Object.assign(state.filters, { kind: "", slot: "", checks: "", programme: "", place: "" });
    fillFilters();
    showProgress(state.progress);
    state.offer = null;
    const told = await list(0);
    await open(told.rows.length ? told.rows[0].n : null);
  }

  async function suggest(name) {
    const told = await ask("values", { name, words: byId(`f-${name}`).value });
    byId(`o-${name}`).replaceChildren(...told.values.map((value) => make("option", { value })));
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  byId("filters").addEventListener("change", () => { chain = chain.then(filter).catch((error) => trouble(error.message)); });
  for (const name of ["page", "programme", "place"]) {
    byId(`f-${name}`).addEventListener("input", () => suggest(name).catch(() => null));
    byId(`f-${name}`).addEventListener("focus", () => suggest(name).catch(() => null));
  }

  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "zh" || asked === "en") state.language = asked;
  translate();
  try {
    state.start = await ask("start");
    tellBy();
    fillFilters();
    showProgress(state.start.progress);
    const told = await list(0);
    await open(told.rows.length ? told.rows[0].n : null);
    showReading(state.start);
    if (state.start.reading) setTimeout(() => { chain = chain.then(watch).catch((error) => trouble(error.message)); }, 500);
  } catch (error) {
    trouble(error.message);
  }
  document.body.dataset.ready = "yes";
})();

/* The places, each under what it lies in (province, city, county, town): how much is told of it, or one item compared. */
"use strict";
function placeTree(data, { label, filled, make, worded, shortened }) {
  const nodes = new Map(Object.entries(data.places));
  const order = [...nodes.keys()]; // as the file has them: codes in their order, then names
  const children = new Map();
  for (const key of Object.keys(data.places)) {
    const upper = data.places[key][1];
    if (!children.has(upper)) children.set(upper, []);
    children.get(upper).push(key);
  }
  order.sort((a, b) => Number(!/^\d/.test(a)) - Number(!/^\d/.test(b)) || (a < b ? -1 : a > b ? 1 : 0));
  for (const below of children.values()) below.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  /** The name of a place, without that of what it lies in before it. */
  function name(key) {
    const [own, upper] = nodes.get(key) ?? ["", ""];
    const before = nodes.get(upper)?.[0] ?? "";
    return (before && own.startsWith(before) && own.length > before.length ? own.slice(before.length) : own) || label("ui.unplaced");
  }

  /** Whether a place is another, or lies in it. */
  function within(key, upper) {
    for (let at = key; at !== undefined; at = nodes.get(at)?.[1] || undefined) if (at === upper) return true;
    return false;
  }

  /** The places in the order of a tree, each with its depth. */
  function* walk(upper = "", depth = 0) {
    for (const key of children.get(upper) ?? []) {
      yield [key, depth];
      if (key !== "") yield* walk(key, depth + 1);
    }
  }

  /** Names of places for a list of choices, indented under what they lie in. */
  function choices(variables) {
    const counts = new Map();
    for (const one of variables) {
      for (let at = one.place; at !== undefined; at = nodes.get(at)?.[1] || undefined) counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    return [...walk()].map(([key, depth]) => [key, `${"\u3000".repeat(depth)}${name(key)} (${counts.get(key) ?? 0})`]);
  }

  /** What a variable is, wherever: all of its name but the place. Of a firm or a school there is no other. */
  const what = (one) => one.id.slice(one.id.indexOf("|") + 1);
  const told = (one) => one.label.split(" · ").slice(1).join(" · ");
  const whole = (one) => one.b?.slice(4) === "-01-01" && one.e === `${one.b.slice(0, 4)}-12-31`;

  /** The last value that holds: of a year where there is one, for half a year is none to compare it with. */
  function latest(one) {
    const held = [...one.obs].reverse().filter((each) => each.st === "actual" && each.ro !== "contradiction" && each.v !== undefined);
    return (one.nature === "stock" ? undefined : held.find(whole)) ?? held[0];
  }

  /** What at least two places have, the commonest first: [key, label, number of places]. */
  function comparable(variables) {
    const found = new Map();
    for (const one of variables) {
      if (!what(one).startsWith("|") || !latest(one)) continue;
      const known = found.get(what(one)) ?? [told(one), new Set()];
      known[1].add(one.place);
      found.set(what(one), known);
    }
    return [...found].filter(([, [, places]]) => places.size > 1)
      .sort((a, b) => b[1][1].size - a[1][1].size || (a[1][0] < b[1][0] ? -1 : 1))
      .map(([key, [text, places]]) => [key, `${text} (${places.size})`]);
  }

  /** The tree as nested lists; `key` is what is compared, or empty. */
  function tree(variables, key) {
    const own = new Map();
    for (const one of variables) {
      if (key && what(one) !== key) continue;
      if (!own.has(one.place)) own.set(one.place, []);
      own.get(one.place).push(one);
    }
    const size = (one) => Math.abs(Number(latest(one)?.v ?? 0));
    const most = Math.max(...[...own.values()].flat().map((one) => (key ? size(one) : 0)), 0);
    const level = (upper, depth) => {
      const rows = (children.get(upper) ?? []).map((place) => row(place, own.get(place) ?? [], { key, most, depth }, place === "" ? null : level(place, depth + 1)));
      const there = rows.filter((one) => one !== null);
      return there.length ? make("ul", {}, ...there) : null;
    };
    return level("", 0);
  }

  function row(place, found, { key, most, depth }, below) {
    if (!found.length && !below) return null;
    const head = make("button", { type: "button", "data-place": place, tabindex: "-1" }, name(place));
    const line = key ? found.map((one) => bar(one, most)) : [worth(found)];
    return make("li", {}, make("div", { class: `row d${Math.min(depth, 4)}` }, head, make("span", { class: "value" }, ...line)), below ?? "");
  }

  /** The last value of a variable with a bar, and when it was. */
  function bar(one, most) {
    const last = latest(one);
    const width = last && most ? Math.max(1, Math.round((Math.abs(Number(last.v)) / most) * 100)) : 0;
    const meter = make("progress", { class: "bar", max: "100", value: String(width), "aria-hidden": "true" });
    const value = last ? `${shortened(Number(last.v))}${one.unit === "%" ? "%" : ""}` : "–";
    return make("button", { type: "button", "data-v": one.id, tabindex: "-1" }, meter, make("b", {}, value), make("small", {}, ` ${last?.t ?? ""}`));
  }

  function worth(found) {
    if (!found.length) return "";
    const counts = new Map();
    for (const each of found.flatMap((one) => one.outcomes)) counts.set(each.r, (counts.get(each.r) ?? 0) + 1);
    const badges = ["met", "within", "exceeded", "missed", "not_reported"].filter((one) => counts.has(one))
      .map((one) => make("span", { class: `badge ${one}` }, worded("span", `verdict.${one}`), ` ${counts.get(one)}`));
    return make("span", {}, make("small", {}, filled(label("ui.counted"), { n: found.length.toLocaleString("en-US") })), " ", ...badges);
  }

  return { choices, comparable, tree, within };
}

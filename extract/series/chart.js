/* One variable as a drawing: points with bounds, planned ones hollow, revisions as steps, gaps and breaks to be seen. */
"use strict";
function charts(label, language) {
  const SVG = "http://www.w3.org/2000/svg";
  const DAY = 86400000;
  const YEAR = 365.25 * DAY;

  function draw(name, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter((one) => one !== null));
    return element;
  }

  /** A number for an axis or a table: 152.6亿, 15.26 bn. */
  function shortened(value) {
    const steps = language() === "zh" ? [[1e8, "亿"], [1e4, "万"]] : [[1e9, " bn"], [1e6, " m"], [1e4, " k", 1e3]];
    const step = steps.find(([least]) => Math.abs(value) >= least);
    const number = step ? value / (step[2] ?? step[0]) : value;
    const digits = Math.abs(number) >= 1000 ? 0 : Math.abs(number) >= 100 ? 1 : 2;
    return `${Number(number.toFixed(digits)).toLocaleString("en-US")}${step ? step[1] : ""}`;
  }

  /** The middle of a period, as a time; null where it has no end. */
  function middle(one) {
    const [begin, end] = [one.b, one.e].map((day) => (day ? Date.parse(day) : NaN));
    if (Number.isNaN(end)) return Number.isNaN(begin) ? null : begin;
    return Number.isNaN(begin) ? end : (begin + end) / 2;
  }

  const number = (text) => (text === undefined ? null : Number(text));

  /** What of the observations can be drawn: time, value, bounds. */
  function points(variable) {
    const outcomes = new Map(variable.outcomes.map((one) => [one.f, one]));
    const promises = new Map(variable.promises.map((one) => [one.f, one]));
    const gone = new Set(variable.obs.filter((one) => one.ro === "revision").map((one) => one.ag));
    return variable.obs.flatMap((one, at) => {
      const when = middle(one);
      const promise = promises.get(one.f);
      const [low, high] = [number(one.l ?? promise?.l), number(one.u ?? promise?.u)];
      const value = number(one.v) ?? (low !== null && high !== null ? (low + high) / 2 : low ?? high);
      if (when === null || value === null || !Number.isFinite(value)) return [];
      return [{ at, one, when, value, low, high, planned: one.st !== "actual", replaced: gone.has(one.f), outcome: outcomes.get(one.f) }];
    }).sort((a, b) => a.when - b.when || a.at - b.at);
  }

  /** Round steps of an axis between two numbers. */
  function ticks(low, high, count) {
    const span = high - low || Math.abs(high) || 1;
    const raw = span / count;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= raw);
    const found = [];
    for (let at = Math.ceil(low / step) * step; at <= high + step / 1e6; at += step) found.push(Number(at.toPrecision(12)));
    return found;
  }

  /** How long a period is, in months; 0 for a day and where it is open. A year and five years are not joined by a line. */
  function months(one) {
    const length = one.b && one.e ? (Date.parse(one.e) - Date.parse(one.b)) / (YEAR / 12) : 0;
    return Math.round(length);
  }

  /** Where the values stand that hold: the last word of each period, in order; those of the commonest length of period. */
  function standing(found) {
    const last = new Map();
    for (const point of found) {
      if (!point.planned && (point.one.ro === "first" || point.one.ro === "revision")) last.set(`${point.one.b}/${point.one.e}`, point);
    }
    const held = [...last.values()].sort((a, b) => a.when - b.when);
    const counts = new Map();
    for (const point of held) counts.set(months(point.one), (counts.get(months(point.one)) ?? 0) + 1);
    const [usual] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0];
    return held.filter((point) => months(point.one) === usual);
  }

  /** A bar over the days of a period that is longer than a year. */
  function span(point, scale) {
    if (scale.small || months(point.one) < 14) return [];
    const [from, to] = [point.one.b, point.one.e].map((day) => scale.x(Date.parse(day)));
    const y = scale.y(point.value);
    return [draw("line", { class: "span", x1: from, x2: to, y1: y, y2: y })];
  }

  /** The chart as an element, of the given size; null where there is nothing to draw. */
  function chart(variable, { width = 720, height = 320, small = false } = {}) {
    const found = points(variable);
    if (!found.length) return null;
    const edges = small ? [3, 3, 3, 3] : [18, 18, 30, 62]; // above, right, below, left
    const all = found.flatMap((one) => [one.value, one.low, one.high].filter((each) => each !== null));
    let [low, high] = [Math.min(...all), Math.max(...all)];
    if (low > 0 && low < high / 3) low = 0;
    const room = (high - low || Math.abs(high) || 1) * 0.08;
    [low, high] = [low === 0 ? 0 : low - room, high + room];
    let [first, last] = [Math.min(...found.map((one) => one.when)), Math.max(...found.map((one) => one.when))];
    const side = Math.max((last - first) * 0.04, YEAR * 0.45);
    [first, last] = [first - side, last + side];
    const x = (when) => edges[3] + ((when - first) / (last - first)) * (width - edges[1] - edges[3]);
    const y = (value) => height - edges[2] - ((value - low) / (high - low)) * (height - edges[0] - edges[2]);
    const scale = { x, y, width, height, edges, low, high, first, last, small };
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: small ? "spark" : "chart", ...(small ? { "aria-hidden": "true" } : { role: "group", "aria-label": told(variable, found) }) });
    if (!small) svg.append(axes(scale), breaks(variable, found, scale));
    svg.append(line(standing(found), scale));
    if (!small) svg.append(steps(found, scale), promisesToActual(found, scale));
    const dots = found.filter((one) => !small || one.planned || ["first", "revision"].includes(one.one.ro));
    dots.sort((a, b) => Number(b.one.ro === "witness") - Number(a.one.ro === "witness")); // what repeats lies below
    for (const point of dots) svg.append(mark(point, scale));
    return svg;
  }

  function told(variable, found) {
    const [a, b] = [found[0].one, found[found.length - 1].one];
    return `${variable.label}: ${found.length}; ${a.t} ${a.s} – ${b.t} ${b.s}`;
  }

  function axes(scale) {
    const { x, y, width, height, edges } = scale;
    const group = draw("g", { class: "axes" });
    for (const value of ticks(scale.low, scale.high, 5)) {
      group.append(draw("line", { x1: edges[3], x2: width - edges[1], y1: y(value), y2: y(value) }));
      group.append(draw("text", { x: edges[3] - 6, y: y(value) + 4, "text-anchor": "end" }, shortened(value)));
    }
    const [from, to] = [scale.first, scale.last].map((one) => new Date(one).getUTCFullYear());
    const every = Math.max(1, Math.ceil((to - from + 1) / Math.max(2, Math.floor((width - 80) / 56))));
    for (let year = from; year <= to; year += every) {
      const when = Date.UTC(year, 6, 1);
      if (when >= scale.first && when <= scale.last) {
        group.append(draw("text", { x: x(when), y: height - 10, "text-anchor": "middle" }, String(year)));
      }
    }
    return group;
  }

  /** The standing values joined; where a period is missing the line is broken and the gap shaded. */
  function line(found, scale) {
    const group = draw("g", { class: "series" });
    const spaces = found.slice(1).map((one, at) => one.when - found[at].when).filter((one) => one > 0);
    const usual = spaces.length ? [...spaces].sort((a, b) => a - b)[Math.floor((spaces.length - 1) / 2)] : YEAR;
    for (let at = 1; at < found.length; at += 1) {
      const [a, b] = [found[at - 1], found[at]];
      const gap = b.when - a.when > Math.min(usual, YEAR) * 1.6 && b.when - a.when > 1.5 * (YEAR / 12);
      if (gap && !scale.small) {
        const half = Math.min(usual, YEAR) / 2;
        const [left, right] = [scale.x(a.when + half), scale.x(b.when - half)];
        if (right > left) group.append(draw("rect", { class: "gap", x: left, y: scale.edges[0], width: right - left, height: scale.height - scale.edges[0] - scale.edges[2] },
          draw("title", {}, label("ui.gap"))));
      }
      const ends = { x1: scale.x(a.when), y1: scale.y(a.value), x2: scale.x(b.when), y2: scale.y(b.value) };
      group.append(draw("line", { class: gap ? "join gapped" : "join", ...ends }));
    }
    return group;
  }

  /** From a value that was revised to the one that replaced it, as a step. */
  function steps(found, scale) {
    const group = draw("g", { class: "steps" });
    const places = new Map(found.map((one) => [one.one.f, one]));
    for (const point of found.filter((one) => one.one.ro === "revision")) {
      const before = places.get(point.one.ag);
      if (!before) continue;
      const [x1, y1, x2, y2] = [shifted(before, scale), scale.y(before.value), shifted(point, scale), scale.y(point.value)];
      const middleX = x1 + 9;
      group.append(draw("path", { class: "step", d: `M${x1} ${y1}H${middleX}V${y2}H${x2}` }));
    }
    return group;
  }

  /** A value that was revised stands a little to the left of the one that replaced it. */
  function shifted(point, scale) {
    return scale.x(point.when) - (point.replaced ? 12 : 0);
  }

  function promisesToActual(found, scale) {
    const group = draw("g", { class: "kept" });
    const places = new Map(found.map((one) => [one.one.f, one]));
    for (const point of found.filter((one) => one.outcome?.a)) {
      const actual = places.get(point.outcome.a);
      if (!actual) continue;
      group.append(draw("line", { class: `to ${point.outcome.r}`, x1: scale.x(point.when), y1: scale.y(point.value), x2: shifted(actual, scale), y2: scale.y(actual.value) }));
    }
    return group;
  }

  /** Where the printed unit changes, and where another definition of the item begins. */
  function breaks(variable, found, scale) {
    const group = draw("g", { class: "breaks" });
    const turned = found.filter((one, at) => Boolean(one.one.n) !== Boolean(found[at - 1]?.one.n) && at > 0);
    for (const point of turned) {
      const at = scale.x(point.when) - 6;
      const title = draw("title", {}, point.one.n ?? label("mark.break"));
      group.append(draw("line", { class: "break", x1: at, x2: at, y1: scale.edges[0], y2: scale.height - scale.edges[2] }, title));
      group.append(draw("text", { x: at, y: scale.edges[0] - 5, "text-anchor": "middle" }, "⇋"));
    }
    const moved = variable.outcomes.find((one) => one.r === "redefined");
    const last = found[found.length - 1];
    if (moved && last) {
      const at = Math.min(scale.x(last.when) + 10, scale.width - 6);
      group.append(draw("line", { class: "break", x1: at, x2: at, y1: scale.edges[0], y2: scale.height - scale.edges[2] },
        draw("title", {}, `${label("verdict.redefined")} ${moved.o ?? ""}`)));
      group.append(draw("text", { x: at, y: scale.edges[0] - 5, "text-anchor": "end" }, label("verdict.redefined")));
    }
    return group;
  }

  function mark(point, scale) {
    const { one } = point;
    const [cx, cy] = [shifted(point, scale), scale.y(point.value)];
    const size = scale.small ? 2 : 5;
    const kind = point.planned ? "planned" : one.ro === "contradiction" ? "contradiction" : point.replaced ? "replaced" : "actual";
    const group = draw("g", { class: `point ${kind}`, "data-at": point.at });
    if (!scale.small) {
      group.setAttribute("role", "button");
      group.setAttribute("tabindex", "-1");
      group.setAttribute("aria-label", [one.t, one.s, label(`status.${one.st}`), one.ro ? label(`role.${one.ro}`) : "", point.outcome ? label(`verdict.${point.outcome.r}`) : ""].filter(Boolean).join(", "));
      group.append(draw("title", {}, `${one.t ?? ""} ${one.s} · ${one.p}`));
      group.append(draw("circle", { class: "reach", cx, cy, r: 12 }));
    }
    group.append(...span(point, scale), ...whiskers(point, scale, cx));
    if (kind === "contradiction") group.append(draw("path", { d: `M${cx - size} ${cy - size}L${cx + size} ${cy + size}M${cx - size} ${cy + size}L${cx + size} ${cy - size}` }));
    else if (one.st === "expected") group.append(draw("path", { d: `M${cx} ${cy - size - 1}L${cx + size + 1} ${cy}L${cx} ${cy + size + 1}L${cx - size - 1} ${cy}Z` }));
    else group.append(draw("circle", { class: "dot", cx, cy, r: size }));
    return group;
  }

  /** Bounds: a bar with ends, or an arrow where one end is open. */
  function whiskers(point, scale, cx) {
    const { low, high } = point;
    if (scale.small || (low === null && high === null) || (low === high)) return [];
    const length = 22;
    const top = high === null ? scale.y(low) - length : scale.y(high);
    const bottom = low === null ? scale.y(high) + length : scale.y(low);
    const found = [draw("line", { class: "bound", x1: cx, x2: cx, y1: top, y2: bottom })];
    const end = (y) => draw("line", { class: "bound", x1: cx - 5, x2: cx + 5, y1: y, y2: y });
    const arrow = (y, by) => draw("path", { class: "bound", d: `M${cx - 4} ${y + by}L${cx} ${y}L${cx + 4} ${y + by}` });
    found.push(high === null ? arrow(top, 5) : end(top), low === null ? arrow(bottom, -5) : end(bottom));
    return found;
  }

  return { chart, shortened };
}

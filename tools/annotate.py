#!/usr/bin/env python3
"""Mark a page by hand, quickly, without seeing what the extractor chose for its slots.

    annotate.py sheet PAGES RUN PAGE            print the page with its amounts ⟦12:102座⟧ and times ⟨t3:今年7月⟩ numbered
    annotate.py build PAGES RUN PAGE NOTES OUT  turn NOTES into OUT/PAGE.{facts,times,names}.jsonl; every fault is told
    annotate.py merge OUT_A OUT_B OUT PAGE      two readings into one: what one alone has is optional, slots take either

PAGES holds PAGE.txt, RUN is the folder that `shilu extract PAGES/*.txt --out RUN` wrote. Only the spans, numbers and
units of amounts and the spans of times come from the run, and the reader checks them; all else the reader writes.
NOTES, a line each (`#` begins a comment; slots left out are null, status actual, cumulative false; `a/b` = either):

    12 | item=石榴籽书屋 | subject=工作组/张家港援疆工作组 | action=建成 | place=巩留 | period=2019-12/2022-12 ; 2022-12 | cum
    13 drop                               not a fact
    14 opt | item=难题                    a fair reader could go either way
    15 kind=count unit=人次 value=3 lower= upper= bound=exact surface=3人次 | item=…      mend what the run misread
    + 七成@超过七成的农户 kind=percent value=70 bound=exact | item=农户          an amount that the run missed: surface@context
    t3 2022-07 date                       times: value (or -) and type; several values by ;
    t4 drop
    + t 腊月里@腊月里请来戏班 2021-12 period
    programme: 一邻一品邻里 ; 康伴计划=任港街道康伴计划      names: every mention in the page, longest first; =canonical
    programme? 书记工作法                 ? = optional
    -name 东方@东方欲晓                   no name at this place
    +place 东方@海南东方市                a name at this place alone

Where PAGE.meta.json has "marked": [[start, end], ...], only those windows are marked; the head of the page is shown too.
`period=` takes alternatives by ` ; ` since EDTF has a slash; `null` among alternatives means that none is right too.
"""

import csv
import json
import re
import sys
from pathlib import Path

TYPES = [
    "programme",
    "platform",
    "brand",
    "facility",
    "policy",
    "award",
    "event",
    "work",
    "organisation",
    "place",
    "person",
]
KINDS = [
    "count",
    "money",
    "percent",
    "area",
    "length",
    "mass",
    "volume",
    "duration",
    "age",
    "data",
    "energy",
    "power",
    "speed",
    "temperature",
    "ratio",
    "multiple",
    "rank",
    "score",
    "angle",
    "other",
]
SLOTS = [
    "item",
    "subject",
    "action",
    "change",
    "per",
    "programme",
    "place",
    "period",
    "status",
    "cumulative",
    "speaker",
    "office",
    "base",
    "reached",
    "purpose",
]


def windows(pages, page):
    path = pages / f"{page}.meta.json"
    size = len((pages / f"{page}.txt").read_text(encoding="utf-8"))
    return (json.loads(path.read_text(encoding="utf-8")).get("marked") if path.exists() else None) or [
        [0, size]
    ]


def rows(path, page, marked):
    with open(path, encoding="utf-8-sig", newline="") as f:
        for r in csv.DictReader(f):
            if r["page"].split(".")[0] == page or r["page"] == page:
                r["start"], r["end"] = int(r["start"]), int(r["end"])
                if any(a <= r["start"] and r["end"] <= b for a, b in marked):
                    yield r


def amounts(run, page, marked):
    out = {(r["start"], r["end"]): r for r in rows(run / "facts.csv", page, marked)}
    return [out[k] for k in sorted(out)]


def sheet(pages, run, page):
    text = (pages / f"{page}.txt").read_text(encoding="utf-8")
    marked = windows(pages, page)
    marks = [(r["start"], r["end"], f"⟦{i}:", "⟧") for i, r in enumerate(amounts(run, page, marked), 1)]
    taken = [(a, b) for a, b, *_ in marks]
    marks += [
        (r["start"], r["end"], f"⟨t{i}:", "⟩")
        for i, r in enumerate(rows(run / "times.csv", page, marked), 1)
        if not any(a < r["end"] and r["start"] < b for a, b in taken)
    ]
    for a, b in marked:
        if a > 0:
            marks += [(a, a, "\n=== MARKED FROM HERE ===\n", "")]
        if b < len(text):
            marks += [(b, b, "\n=== TO HERE ===\n", "")]
    pos, out = 0, []
    for a, b, x, y in sorted(marks):
        if a < pos:
            continue
        out += [text[pos:a], x, text[a:b], y]
        pos = b
    meta = pages / f"{page}.meta.json"
    print(meta.read_text(encoding="utf-8") if meta.exists() else "{}")
    whole, shown = "".join(out) + text[pos:], 500
    if marked != [[0, len(text)]]:
        first, last = whole.find("\n=== MARKED FROM HERE"), whole.rfind("\n=== TO HERE ===")
        first, last = max(first, 0), last + 17 if last >= 0 else len(whole)
        whole = (
            whole[:shown] + "\n… (between: left out) …\n" + whole[max(shown, first - 300) : last]
            if first > shown
            else whole[:last]
        )
    print(whole)
    print("\n-- amounts as read: id surface kind value lower upper bound unit")
    for i, r in enumerate(amounts(run, page, marked), 1):
        print(
            i,
            repr(r["surface"]),
            r["kind"],
            r["value"] or "-",
            r["lower"] or "-",
            r["upper"] or "-",
            r["bound"],
            r["unit"] or "-",
            sep="\t",
        )


def place(text, spec, faults):
    surface, _, context = spec.partition("@")
    context = context or surface
    at = text.find(context)
    if at < 0 or surface not in context:
        faults.append(f"not on the page: {spec}")
        return None
    if text.count(context) > 1 and context != surface:
        faults.append(f"context not unique: {spec}")
    return at + context.index(surface), at + context.index(surface) + len(surface)


def number(v):
    if v in ("", "-", None):
        return None
    f = float(v)
    return int(f) if f == int(f) else f


def alternatives(v, sep):
    got = [None if x.strip() in ("null", "None", "-") else x.strip() for x in re.split(sep, v) if x.strip()]
    return got[0] if len(got) == 1 else got or None


def flat(t):
    return re.sub(r"[\s“”‘’\"'《》]", "", t)


def slots(parts, text, faults, where):
    rec = dict.fromkeys(SLOTS) | {"status": "actual", "cumulative": False}
    for p in parts:
        p = p.strip()
        if not p:
            continue
        if p in ("cum", "cumulative"):
            rec["cumulative"] = True
            continue
        k, eq, v = p.partition("=")
        k = k.strip()
        if not eq or k not in SLOTS:
            faults.append(f"{where}: what is {p!r}?")
            continue
        v = v.strip()
        if k == "cumulative":
            rec[k] = v.lower() in ("true", "1")
        elif k == "period":
            rec[k] = alternatives(v, r"\s;\s|;")
        else:
            rec[k] = alternatives(v, "/")
        if k in ("item", "subject", "action", "programme", "place", "speaker", "office", "base", "purpose"):
            for x in rec[k] if isinstance(rec[k], list) else [rec[k]]:
                if x and flat(x) not in flat(text):
                    faults.append(f"{where}: {k} {x!r} is not on the page")
        if k == "status" and not all(
            x in ("actual", "planned", "expected", "capacity")
            for x in (rec[k] if isinstance(rec[k], list) else [rec[k]])
        ):
            faults.append(f"{where}: status {v!r}")
        if k in ("change", "reached") and not all(
            x in (None, "increase", "decrease") for x in (rec[k] if isinstance(rec[k], list) else [rec[k]])
        ):
            faults.append(f"{where}: {k} {v!r}")
    return rec


def amount(r, fixes, text, faults, where):
    rec = {k: number(r.get(k)) for k in ("value", "lower", "upper")} | {
        "kind": r["kind"],
        "bound": r["bound"] or "exact",
        "unit": r["unit"] or None,
    }
    for f in fixes:
        k, eq, v = f.partition("=")
        if k in ("value", "lower", "upper"):
            try:
                rec[k] = number(v)
            except ValueError:
                faults.append(f"{where}: {f!r} is no number")
        elif k in ("kind", "bound"):
            rec[k] = v
        elif k == "unit":
            rec[k] = alternatives(v, "/")
        elif k == "surface":
            for shift in range(-4, 5):
                a = r["start"] + shift
                if a >= 0 and text[a : a + len(v)] == v:
                    r["start"], r["end"] = a, a + len(v)
                    break
            else:
                faults.append(f"{where}: surface {v!r} is not there")
        elif f:
            faults.append(f"{where}: what is {f!r}?")
    if rec["kind"] not in KINDS:
        faults.append(f"{where}: kind {rec['kind']!r}")
    return {"start": r["start"], "end": r["end"], "surface": text[r["start"] : r["end"]]} | rec


def build(pages, run, page, notes, out):
    text = (pages / f"{page}.txt").read_text(encoding="utf-8")
    marked = windows(pages, page)
    given, times = amounts(run, page, marked), list(rows(run / "times.csv", page, marked))
    facts, tout, names, faults, seen, tseen, never, here = [], [], [], [], set(), set(), [], []
    for n, line in enumerate(Path(notes).read_text(encoding="utf-8").split("\n"), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        where = f"line {n}"
        m = re.match(r"([+-]?)([a-z]+)([:?])\s*(.*)$", line)
        if m and not m[1] and m[2] in TYPES:
            for x in re.split(r"\s*[;；]\s*", m[4]):
                s, eq, c = x.partition("=")
                if s.strip():
                    names.append((s.strip(), m[2], c.strip() or None, m[3] == "?"))
            continue
        m = re.match(r"\+([a-z]+)\s+(\S.*)$", line)
        if m and m[1] in TYPES:
            s, eq, c = m[2].partition("=")
            at = place(text, s, faults)
            if at:
                here.append((at, m[1], c or None))
            continue
        if line.startswith("-name "):
            at = place(text, line[6:].strip(), faults)
            if at:
                never.append(at)
            continue
        head, *parts = line.split("|")
        head = head.strip()
        m = re.match(r"\+\s*t\s+(\S+)\s+(.+?)\s+(date|period|duration|recurring)(\s+opt)?$", line)
        if m:
            at = place(text, m[1], faults)
            if at:
                tout.append(
                    {
                        "start": at[0],
                        "end": at[1],
                        "surface": text[at[0] : at[1]],
                        "type": m[3],
                        "value": alternatives(m[2], ";"),
                    }
                    | ({"optional": True} if m[4] else {})
                )
            continue
        m = re.match(r"t(\d+)\s+(.*)$", line)
        if m:
            i = int(m[1])
            if not 1 <= i <= len(times):
                faults.append(f"{where}: no time {i}")
                continue
            tseen.add(i)
            r, what = times[i - 1], m[2].strip()
            if what == "drop":
                continue
            optional = what.endswith(" opt") or what == "opt"
            what = re.sub(r"\s*\bopt$", "", what)
            mm = re.match(r"(.*?)\s*(date|period|duration|recurring)?$", what)
            tout.append(
                {
                    "start": r["start"],
                    "end": r["end"],
                    "surface": r["surface"],
                    "type": mm[2] or r["type"],
                    "value": alternatives(mm[1] or r["value"] or "-", ";"),
                }
                | ({"optional": True} if optional else {})
            )
            continue
        m = re.match(r"(\d+)\s*(.*)$", head)
        if m:
            i = int(m[1])
            if not 1 <= i <= len(given):
                faults.append(f"{where}: no amount {i}")
                continue
            seen.add(i)
            words = m[2].split()
            if "drop" in words:
                continue
            rec = amount(
                dict(given[i - 1]), [w for w in words if w not in ("opt", "ok")], text, faults, where
            )
            if "opt" in words:
                rec["optional"] = True
            facts.append(rec | slots(parts, text, faults, where))
            continue
        m = re.match(r"\+\s*(\S+)\s*(.*)$", head)
        if m:
            at = place(text, m[1], faults)
            if at:
                words = m[2].split()
                r = {
                    "start": at[0],
                    "end": at[1],
                    "kind": "count",
                    "bound": "exact",
                    "unit": None,
                    "value": None,
                }
                rec = amount(r, [w for w in words if w != "opt"], text, faults, where)
                if "opt" in words:
                    rec["optional"] = True
                facts.append(rec | slots(parts, text, faults, where))
            continue
        faults.append(f"{where}: not understood: {line[:60]}")
    faults += [
        f"amount {i} {given[i - 1]['surface']} has no line" for i in range(1, len(given) + 1) if i not in seen
    ]
    faults += [
        f"time {i} {times[i - 1]['surface']} has no line" for i in range(1, len(times) + 1) if i not in tseen
    ]
    nout, covered = [], set()
    for (a, b), t, c in here:
        nout.append(
            {
                "start": a,
                "end": b,
                "surface": text[a:b],
                "type": t,
                "canonical": c or text[a:b].replace("\n", ""),
            }
        )
        covered.update(range(a, b))
    for s, t, c, optional in sorted(names, key=lambda x: -len(flat(x[0]))):
        pattern = "".join(re.escape(ch) + r"[\n\u3000 ]?" for ch in s[:-1]) + re.escape(s[-1])
        hits = 0
        for m in re.finditer(pattern, text):
            hits += 1
            if (
                not any(a <= m.start() and m.end() <= b for a, b in marked)
                or covered & set(range(m.start(), m.end()))
                or any(a < m.end() and m.start() < b for a, b in never)
            ):
                continue
            covered.update(range(m.start(), m.end()))
            nout.append(
                {"start": m.start(), "end": m.end(), "surface": m.group(), "type": t, "canonical": c or s}
                | ({"optional": True} if optional else {})
            )
        if not hits:
            faults.append(f"name not on the page: {s}")
    out.mkdir(parents=True, exist_ok=True)
    for kind, recs in (("facts", facts), ("times", tout), ("names", nout)):
        recs.sort(key=lambda r: (r["start"], r["end"]))
        (out / f"{page}.{kind}.jsonl").write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in recs), encoding="utf-8"
        )
    for f in faults:
        print("FAULT", f)
    firm = [sum(not r.get("optional") for r in x) for x in (facts, tout, nout)]
    print(
        f"{page}: {firm[0]} firm facts of {len(facts)}, {firm[1]} times, {firm[2]} names of {len(nout)}; {len(faults)} faults"
    )
    return bool(faults)


def merge(a, b, out, page):
    """What both have is firm; what one has is optional; slots and values accept either reading."""
    load = lambda d, k: [
        json.loads(x) for x in (d / f"{page}.{k}.jsonl").read_text(encoding="utf-8").split("\n") if x
    ]
    both = lambda x, y: (lambda l: l[0] if len(l) == 1 else l)(
        list(dict.fromkeys((x if isinstance(x, list) else [x]) + (y if isinstance(y, list) else [y])))
    )
    agree, total = {}, 0
    out.mkdir(parents=True, exist_ok=True)
    for k in ("facts", "times", "names"):
        A, B = ({(r["start"], r["end"]): r for r in load(d, k)} for d in (a, b))
        res = []
        for s in sorted(A.keys() | B.keys()):
            x, y = A.get(s), B.get(s)
            if x is None or y is None:
                res.append((x or y) | {"optional": True})
                continue
            r = dict(x)
            if x.get("optional") or y.get("optional"):
                r["optional"] = True
            if k == "facts":
                total += 1
                if any(x[q] != y[q] for q in ("kind", "value", "lower", "upper", "bound")):
                    r["optional"] = True
                r["unit"] = both(x["unit"], y["unit"])
                for q in SLOTS:
                    l = lambda v: set(map(str, v if isinstance(v, list) else [v]))
                    agree[q] = agree.get(q, 0) + bool(l(x[q]) & l(y[q]))
                    if q == "cumulative":
                        if x[q] != y[q]:
                            r[q] = x[q]
                            r["doubt"] = sorted(set(r.get("doubt", [])) | {q})
                    else:
                        r[q] = both(x[q], y[q])
            elif k == "times":
                r["value"] = both(x["value"], y["value"])
            elif x["type"] != y["type"]:
                r["optional"] = True
            res.append(r)
        (out / f"{page}.{k}.jsonl").write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in res), encoding="utf-8"
        )
        print(page, k, "A", len(A), "B", len(B), "same span", len(A.keys() & B.keys()))
    print(page, "slots that meet:", {q: round(v / max(1, total), 3) for q, v in agree.items()})


def main():
    verb, *a = sys.argv[1:] or ["help"]
    if verb == "sheet" and len(a) == 3:
        return sheet(Path(a[0]), Path(a[1]), a[2])
    if verb == "build" and len(a) == 5:
        return build(Path(a[0]), Path(a[1]), a[2], a[3], Path(a[4]))
    if verb == "merge" and len(a) == 4:
        return merge(Path(a[0]), Path(a[1]), Path(a[2]), a[3])
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())

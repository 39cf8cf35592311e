"""The made documents: reports, communiques, budgets, plans, news, briefs and pages of a county paper."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from tools.made_series.clauses import (
    Desk,
    amount,
    growth,
    level_clause,
    part_clause,
    since_clause,
    span_clause,
    total_clause,
)
from tools.made_series.frags import Frag, fill, join
from tools.made_series.model import Item, load_items
from tools.made_series.others import inner_sentence, over_sentence, project_sentence, unit_sentence
from tools.made_series.targets import target_clause

__all__ = ["WRITERS", "title_of"]

_ITEMS = load_items()
_WORDS = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
_THEMES = ("economy", "farm", "trade", "build", "people", "science", "environment")
_HEADINGS = {
    "economy": "综合", "farm": "农业", "trade": "国内贸易、旅游和对外经济", "people": "人口、人民生活和社会保障",
    "science": "科技", "environment": "环境",
}  # fmt: skip
_NUMERALS = "一二三四五六七八九"


def _alive(desk: Desk, themes: Sequence[str], year: int) -> list[Item]:
    return [item for item in _ITEMS if item.theme in themes and item.lives(desk.place, year)]


def _some(desk: Desk, items: Sequence[Item], share: float) -> list[Item]:
    kept = [item for item in items if desk.rng.random() < share or item == desk.wrong]
    return kept or list(items[:1])


def _known(desk: Desk, item: Item, year: int) -> bool:
    """Whether the item's level of an earlier year can stand beside that of the desk's year."""
    return item.lives(desk.place, year) and item.definition(year) == item.definition(desk.year)


def _sentences(desk: Desk, clauses: Sequence[Frag]) -> Frag:
    """Clauses as sentences, one to three in each."""
    out, at = Frag(""), 0
    while at < len(clauses):
        size = desk.rng.choice((1, 2, 2, 3))
        out = out + join(clauses[at : at + size], "；") + "。"
        at += size
    return out


def _theme(desk: Desk, theme: str, share: float) -> Frag:
    """A paragraph about one theme: levels, and at times a sum, a total, another's figure."""
    clauses = []
    for item in _some(desk, _alive(desk, (theme,), desk.year), share):
        earlier = desk.year - 1
        told = not item.say and _known(desk, item, earlier) and item != desk.wrong
        if told and desk.rng.random() < 0.12:
            clauses.append(since_clause(desk, item, earlier))
        else:
            clauses.append(level_clause(desk, item))
        if item.total and desk.rng.random() < 0.6:
            clauses.append(total_clause(desk, item, desk.year))
    filler = desk.rng.choice(_WORDS["filler"][theme])
    body = _sentences(desk, clauses)
    extra = _extra(desk, theme)
    return (
        body + extra + filler
        if desk.rng.random() < 0.5
        else fill("{F}{B}{E}", {"F": filler, "B": body, "E": extra})
    )


def _extra(desk: Desk, theme: str) -> Frag:
    """A figure of a town, a street, a company or the city above, that is none of the place's own."""
    chance = desk.rng.random()
    if theme == "economy" and not desk.place.towns:
        return inner_sentence(desk, "gdp", "市区", "市区", 0.52)
    if theme in ("economy", "farm", "people") and chance < 0.3:
        return unit_sentence(desk, _alive(desk, (theme,), desk.year))
    if theme == "economy" and chance < 0.5:
        return over_sentence(desk, _alive(desk, (theme,), desk.year))
    if theme in ("trade", "build") and chance < 0.6:
        return project_sentence(desk)
    return Frag("")


def _head(desk: Desk) -> str:
    return {"县": "县长", "区": "区长", "市": "市长"}[desk.place.level(desk.published.year)]


def _aims(desk: Desk, share: float) -> Frag:
    """The targets of the coming year."""
    year, clauses = desk.published.year, []
    for item in _ITEMS:
        if not item.targets or not item.lives(desk.place, year) or desk.rng.random() > share:
            continue
        one = target_clause(desk, item, year, kind=desk.rng.choice(item.targets))
        clauses += [one] if one else []
    opening = desk.rng.choice(_WORDS["report"]["aims"]).replace("{Z}", str(year))
    return Frag(opening) + join(clauses, "；") + "。" if clauses else Frag("")


def _review(desk: Desk) -> list[Frag]:
    """What five years made, in reports of years that end a plan or a term."""
    if desk.year % 5 not in (0, 1) or desk.year - 5 < desk.place.start:
        return []
    years = range(desk.year - 4, desk.year + 1)
    clauses: list[Frag] = []
    for item in _alive(desk, _THEMES, desk.year):
        if item.spans and item.lives(desk.place, years[0]) and desk.rng.random() < 0.8:
            clauses.append(span_clause(desk, item, years))
        elif item.id in ("gdp", "fiscal", "retail", "grain", "hightech") and _known(
            desk, item, desk.year - 5
        ):
            clauses.append(since_clause(desk, item, desk.year - 5))
    opening = Frag(desk.rng.choice(_WORDS["report"]["review"]))
    return [opening + _sentences(desk, clauses)] if clauses else []


def report(desk: Desk) -> Frag:
    """A yearly work report of the government, given early in the year after."""
    name, year = desk.place.named(desk.published.year), desk.published.year
    words, official = _WORDS["report"], desk.rng.choice(_WORDS["official"]["names"])
    day = f"{year}年{desk.published.month}月{desk.published.day}日"
    pick = {"Y": str(desk.year), "Z": str(year), "L": name[-1], "G": f"{name[-1]}人民政府"}
    lines: list[Frag | str] = [
        f"{name}{year}年政府工作报告", f"——{day}在{name}人民代表大会上", f"{_head(desk)} {official}", "各位代表：",
        fill(desk.rng.choice(words["opening"]), pick), fill(desk.rng.choice(words["past"]), pick),
        fill(desk.rng.choice(words["begin"]), pick),
    ]  # fmt: skip
    themes = [theme for theme in _THEMES if _alive(desk, (theme,), desk.year)]
    for at, theme in enumerate(themes):
        heading = f"（{_NUMERALS[at]}）{desk.rng.choice(_WORDS['titles'][theme])}。"
        lines.append(Frag(heading) + _theme(desk, theme, 0.85))
    lines += _review(desk)
    lines += [fill(desk.rng.choice(words["plan"]), pick), _aims(desk, 0.62), desk.rng.choice(words["ending"])]
    return join(lines, "\n")


def communique(desk: Desk) -> Frag:
    """A statistical communique of the year before, with revisions of earlier years and a table."""
    name, level = desk.place.named(desk.published.year), desk.place.level(desk.published.year)
    lines: list[Frag | str] = [
        f"{name}{desk.year}年国民经济和社会发展统计公报", f"{name}统计局",
        f"{desk.published.year}年{desk.published.month}月{desk.published.day}日",
    ]  # fmt: skip
    alive = {theme: _alive(desk, (theme,), desk.year) for theme in _HEADINGS}
    for at, theme in enumerate(theme for theme, items in alive.items() if items):
        lines.append(f"{_NUMERALS[at]}、{_HEADINGS[theme]}")
        front = "全年" if at else desk.rng.choice(("全年", f"{desk.year}年，全{level}", "初步核算，全年"))
        items = _some(desk, alive[theme], 0.78)
        words = [front if number == 0 and not item.say else "" for number, item in enumerate(items)]
        lines.append(
            _sentences(
                desk, [level_clause(desk, item, word=word) for item, word in zip(items, words, strict=True)]
            )
        )
    lines += _revisions(desk) + _notes(desk)
    if desk.rng.random() < 0.45:
        lines += _table(desk)
    return join(lines, "\n")


def _revisions(desk: Desk) -> list[Frag]:
    """Notes on figures of earlier years that hold no longer."""
    out = []
    for item in _ITEMS:
        for year in (desk.year - 1, desk.year - 2):
            revised = desk.world.revision(item, year) if year >= desk.place.start else None
            if not revised or not item.lives(desk.place, year) or desk.published < revised[0]:
                continue
            if desk.rng.random() < 0.75:
                out.append(_revised(desk, item, year, revised[1]))
                break
    return out


def _revised(desk: Desk, item: Item, year: int, value: Decimal) -> Frag:
    name = desk.name(item, year)
    shown = amount(desk, item, year, value, name, version="revised")
    whole = desk.whole()
    template = desk.rng.choice((
        "注：根据普查结果，{Y}年{W}{N}修订为{A}。", "经最终核实，{Y}年{W}{N}为{A}。", "{Y}年{N}初步数据调整为{A}。",
    ))  # fmt: skip
    return fill(template, {"Y": str(year), "W": whole, "N": name, "A": shown})


def _notes(desk: Desk) -> list[Frag]:
    """Notes on definitions that changed with the year."""
    return [
        Frag(item.note.replace("{Y}", str(desk.year)))
        for item in _ITEMS
        if item.note and item.break_year == desk.year
    ]


def _table(desk: Desk) -> list[Frag]:
    """Main figures once more, as a table: name, unit, level, growth."""
    rows = [Frag(f"附：{desk.year}年主要指标"), Frag("指标\t单位\t绝对数\t比上年增长（%）")]
    for item in _some(desk, _alive(desk, ("economy", "trade"), desk.year), 0.5):
        name = desk.name(item, desk.year)
        value, version = desk.world.level(item, desk.year, desk.published)
        level = amount(desk, item, desk.year, value, name, version=version)
        text, unit = level.text, level.marks[0][2].unit
        cell = Frag.of(text[: -len(unit)], level.marks[0][2])
        rate = growth(desk, item, desk.year, desk.world.growth(item, desk.year), name)
        shown = Frag.of(f"{desk.world.growth(item, desk.year)}", rate.marks[0][2])
        rows.append(fill("{N}\t{U}\t{A}\t{P}", {"N": name, "U": unit, "A": cell, "P": shown}))
    return rows


def budget(desk: Desk) -> Frag:
    """A report on the budget: what came in and went out, and what is meant to."""
    name, year, level = (
        desk.place.named(desk.published.year),
        desk.published.year,
        desk.place.level(desk.published.year),
    )
    items = [item for item in _ITEMS if item.budget]
    done = [level_clause(desk, item, word=f"全{level}" if at == 0 else "") for at, item in enumerate(items)]
    aims = []
    for item in items:
        kind = desk.rng.choice(item.targets) if item.targets else ""
        one = target_clause(desk, item, year, kind=kind) if kind else None
        aims += [one] if one else []
    lines: list[Frag | str] = [
        f"关于{name}{desk.year}年预算执行情况和{year}年预算草案的报告", f"{name}财政局",
        f"一、{desk.year}年预算执行情况",
        Frag(f"{desk.year}年，") + _sentences(desk, done),
    ]  # fmt: skip
    if level == "区":
        lines.append(inner_sentence(desk, "fiscal", "区本级", "本级", 0.6))
    lines += [f"二、{year}年预算安排", fill("{Y}年，{B}。", {"Y": str(year), "B": join(aims, "，")})]
    return join(lines, "\n")


def plan(desk: Desk) -> Frag:
    """A plan for five years: targets of its last year."""
    name, year = desk.place.named(desk.published.year), desk.published.year
    last = year + 4
    clauses = []
    for item in _ITEMS:
        kind = "cap" if "cap" in item.targets else "level"
        if (
            not item.targets
            or (item.flow == "flow" and desk.rng.random() < 0.4)
            or not item.lives(desk.place, last)
        ):
            continue
        one = target_clause(desk, item, last, kind=kind)
        clauses += [one] if one else []
    ordinal = {2011: "十二", 2016: "十三", 2021: "十四"}[year]
    opening = f"到{last}年，主要目标如下："
    return join([
        f"{name}国民经济和社会发展第{ordinal}个五年规划纲要（摘要）", f"（{year}年{desk.published.month}月）",
        "今后五年，是转型升级的关键时期，必须牢固树立新的发展理念，走出一条符合实际的路子。",
        fill("{O}{B}。", {"O": opening, "B": join(clauses, "；")}),
    ], "\n")  # fmt: skip


def _byline(desk: Desk) -> str:
    return f"本报讯（记者 {desk.rng.choice(_WORDS['official']['reporters'])}）"


def half_news(desk: Desk, part: str) -> Frag:
    """News of a part of the year."""
    name, level = desk.place.named(desk.published.year), desk.place.level(desk.published.year)
    words = {"q1": "一季度", "half": "上半年", "q3": "前三季度", "m10": "1—10月"}[part]
    items = _some(desk, [item for item in _alive(desk, _THEMES, desk.year) if item.parts], 0.5)
    clauses = [part_clause(desk, item, part, word="") for item in items]
    opening = desk.rng.choice((f"记者从{level}统计局获悉，今年{words}，全{level}", f"今年{words}，{name}"))
    return join([
        desk.rng.choice((f"{name}{words}经济运行平稳", f"{words}我{level}主要指标稳中有进")),
        fill("{B}{O}{C}", {"B": _byline(desk), "O": opening, "C": _sentences(desk, clauses)}),
        desk.rng.choice(_WORDS["filler"]["economy"]),
    ], "\n")  # fmt: skip


def year_news(desk: Desk) -> Frag:
    """News of the past year in a paper, at about the time of the report; one figure may be wrong."""
    name, level = desk.place.named(desk.published.year), desk.place.level(desk.published.year)
    items = _some(desk, _alive(desk, ("economy", "trade", "farm", "people"), desk.year), 0.22)
    clauses = [level_clause(desk, item, word="") for item in items]
    opening = desk.rng.choice((f"{desk.year}年，{name}", f"去年，{name}", f"去年全年，全{level}"))
    out = [
        Frag(desk.rng.choice((f"{name}交出年度成绩单", f"{name}：稳扎稳打开新局"))),
        fill("{B}{O}{C}", {"B": _byline(desk), "O": opening, "C": _sentences(desk, clauses)}),
        Frag(desk.rng.choice(_WORDS["filler"]["people"])),
    ]
    if desk.rng.random() < 0.4:
        out.append(over_sentence(desk, _alive(desk, ("economy",), desk.year)))
    return join(out, "\n")


def brief(desk: Desk) -> Frag:
    """A brief on one field in the course of the year: how far it has come, and the task of the year."""
    name, level = desk.place.named(desk.published.year), desk.place.level(desk.published.year)
    able = [item for item in _alive(desk, _THEMES, desk.year) if item.parts and "level" in item.targets]
    lines: list[Frag | str] = [
        f"工作简报（{desk.year}年第{desk.rng.randint(3, 40)}期）",
        f"{name}人民政府办公室编",
    ]
    for item in desk.rng.sample(able, min(3, len(able))):
        done = part_clause(desk, item, "m10", word=f"今年1—10月，全{level}")
        aim = target_clause(desk, item, desk.year, kind="level")
        lines.append(done + "。" + (fill("按照年初部署，全年{T}。", {"T": aim}) if aim else Frag("")))
        lines.append(desk.rng.choice(_WORDS["filler"][item.theme]))
    return join(lines, "\n")


def paper(desk: Desk) -> Frag:
    """A page of the county's paper: short articles on the place, its towns and companies."""
    level, day = desk.place.level(desk.published.year), desk.published
    economy = _alive(desk, ("economy", "farm", "people"), desk.year)
    clauses = [level_clause(desk, item, word="") for item in _some(desk, economy, 0.2)]
    articles = [
        Frag(f"{desk.place.papers[0]}  {day.year}年{day.month}月{day.day}日  第2版"),
        _article(
            desk, f"我{level}去年发展成绩亮眼", Frag(f"{desk.year}年，全{level}") + _sentences(desk, clauses)
        ),
    ]
    for _ in range(2):
        title = desk.rng.choice(("村里的新变化", "乡镇传真", "基层新事"))
        articles.append(_article(desk, title, unit_sentence(desk, economy, whole=False)))
    articles.append(_article(desk, "项目建设快马加鞭", project_sentence(desk)))
    return join(articles, "\n\n")


def _article(desk: Desk, title: str, body: Frag) -> Frag:
    return Frag(f"{title}\n{_byline(desk)}") + body


WRITERS: dict[str, Callable[[Desk], Frag]] = {
    "report": report, "communique": communique, "budget": budget, "plan": plan, "brief": brief, "paper": paper,
    "year_news": year_news, "q1_news": lambda desk: half_news(desk, "q1"),
    "half_news": lambda desk: half_news(desk, "half"), "q3_news": lambda desk: half_news(desk, "q3"),
}  # fmt: skip
"""Who writes which sort of document."""


def title_of(text: str) -> str:
    """The title of a made document: its first line, without what stands beside it."""
    return text.split("\n", 1)[0].split("  ")[0]

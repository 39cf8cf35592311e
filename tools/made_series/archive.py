"""The made archive: which documents there are, their texts, and where every statement stands in them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tools.made_series.clauses import Desk
from tools.made_series.documents import WRITERS, title_of
from tools.made_series.frags import Said
from tools.made_series.model import Item, Place, load_items, load_places
from tools.made_series.world import World

__all__ = ["Archive", "Document", "Statement", "make_archive"]

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
_OUTLETS = {"communique": "统计局", "budget": "财政局"}


@dataclass(frozen=True)
class Document:
    """One made document. `number` is by date of publication."""

    id: str
    kind: str
    place: str
    year: int
    published: date
    text: str
    title: str
    source: str
    region: str


@dataclass(frozen=True)
class Statement:
    """One amount of a document: its characters, its sentence, and what it says."""

    id: str
    document: str
    published: date
    start: int
    end: int
    sentence: tuple[int, int]
    sentence_number: int
    text: str
    said: Said


@dataclass(frozen=True)
class Archive:
    """All documents by date, and all their statements by place."""

    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class _Order:
    """A document that is to be written."""

    place: Place
    kind: str
    year: int
    published: date
    wrong: Item | None = None


def make_archive(seed: int, documents: int) -> Archive:
    """The archive of that seed with so many documents; the same seed always gives the same.

    Raises ValueError where more documents are asked for than its places have.
    """
    places, worlds = load_places(), dict[str, World]()
    for place in sorted(places, key=lambda one: bool(one.towns)):  # cities before what lies in them
        worlds[place.code] = World(seed, place, worlds.get(place.over_code))
    orders = [
        order for place in places for order in _orders(place, random.Random(f"{seed}/{place.code}/orders"))
    ]
    orders = _thinned(orders, documents, random.Random(f"{seed}/thin"))
    orders.sort(key=lambda one: (one.published, one.place.code, one.kind))
    made, said = [], list[Statement]()
    for number, order in enumerate(orders, start=1):
        document, marks = _written(f"m{number:03}", order, worlds[order.place.code], seed)
        made.append(document)
        said += _statements(document, marks, len(said))
    return Archive(tuple(made), tuple(said))


def _thinned(orders: Sequence[_Order], documents: int, rng: random.Random) -> list[_Order]:
    """So many of the orders; what is dropped are lesser documents as long as there are any."""
    if documents > len(orders):
        raise ValueError(f"documents={documents!r}: the places of the archive have {len(orders)}")
    lesser = [
        at
        for at, one in enumerate(orders)
        if one.kind in ("paper", "brief", "q1_news", "q3_news", "half_news")
    ]
    rng.shuffle(lesser)
    others = [at for at in range(len(orders)) if at not in set(lesser)]
    rng.shuffle(others)
    dropped = set((lesser + others)[: len(orders) - documents])
    return [one for at, one in enumerate(orders) if at not in dropped]


def _orders(place: Place, rng: random.Random) -> Iterator[_Order]:
    """What is written about a place in its years."""
    years = list(range(place.start, place.start + 11))
    reports = {year: date(year + 1, 1, 5) + timedelta(days=rng.randint(0, 50)) for year in _run(rng, years)}
    for year, day in reports.items():
        yield _Order(place, "report", year, day)
    for year in _pick(rng, years, 4):
        yield _Order(place, "communique", year, date(year + 1, 3, 8) + timedelta(days=rng.randint(0, 45)))
    year = rng.choice(list(reports))
    yield _Order(place, "budget", year, reports[year])
    for first in (2011, 2016, 2021):
        if first - 1 in years[:-3]:
            yield _Order(place, "plan", first - 1, date(first, 3, 20) + timedelta(days=rng.randint(0, 30)))
            break
    kind, month = rng.choice((("q1_news", 4), ("half_news", 7), ("q3_news", 10)))
    for year in _pick(rng, years, 2):
        yield _Order(place, kind, year, date(year, month, rng.randint(18, 28)))
    for wrong, year in zip((True, rng.random() < 0.7), _pick(rng, list(reports), 2), strict=True):
        day = max(reports[year] + timedelta(days=rng.randint(-12, 12)), date(year + 1, 1, 2))
        yield _Order(place, "year_news", year, day, _wrong(place, year, rng) if wrong else None)
    yield _Order(place, "brief", (year := rng.choice(years)), date(year, 11, rng.randint(5, 25)))
    yield _Order(place, "paper", (year := rng.choice(years)), date(year + 1, 2, rng.randint(1, 27)))


def _pick(rng: random.Random, years: Sequence[int], count: int) -> list[int]:
    return sorted(rng.sample(years, count))


def _run(rng: random.Random, years: Sequence[int]) -> list[int]:
    """Six years one after another, and one that stands apart from them or closes up."""
    first = rng.randrange(len(years) - 6)
    run = list(years[first : first + 6])
    return sorted([*run, rng.choice([year for year in years if year not in run])])


def _wrong(place: Place, year: int, rng: random.Random) -> Item:
    """An item whose level a paper gives otherwise than the government."""
    themes = ("economy", "trade", "farm")
    able = [item for item in load_items() if item.theme in themes and item.lives(place, year)]
    return rng.choice([item for item in able if item.flow != "rate" and not item.total])


def _written(
    name: str, order: _Order, world: World, seed: int
) -> tuple[Document, tuple[tuple[int, int, Said], ...]]:
    day = order.published
    rng = random.Random(f"{seed}/{order.place.code}/{order.kind}/{day}")
    loose = 0.12 if order.kind in ("year_news", "paper") else 0.0
    desk = Desk(order.place, world, rng, day, order.year, wrong=order.wrong, loose=loose)
    frag = WRITERS[order.kind](desk)
    named = order.place.named(day.year)
    region = (
        order.place.province + (order.place.over if order.place.over != order.place.province else "") + named
    )
    news = order.kind.endswith("news")
    paper = order.place.papers[1 if order.wrong else 0]
    source = paper if news or order.kind == "paper" else named + _OUTLETS.get(order.kind, "人民政府")
    document = Document(
        id=name, kind=order.kind, place=order.place.coded(day.year), year=order.year, published=day, text=frag.text,
        title=title_of(frag.text), source=source, region=region,
    )  # fmt: skip
    return document, frag.marks


def _statements(
    document: Document, marks: Sequence[tuple[int, int, Said]], count: int
) -> Iterator[Statement]:
    spans = [found.span() for found in _SENTENCE.finditer(document.text) if found.group().strip()]
    for number, (start, end, said) in enumerate(sorted(marks, key=lambda one: one[:2]), start=count + 1):
        at, sentence = next((at, one) for at, one in enumerate(spans) if one[0] <= start < one[1])
        yield Statement(
            id=f"s{number:05}", document=document.id, published=document.published, start=start, end=end,
            sentence=sentence, sentence_number=at, text=document.text[start:end], said=said,
        )  # fmt: skip

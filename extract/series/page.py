"""The variables as one self-contained page for a browser: a list, a chart with its table, and the sentences."""

from __future__ import annotations

import hashlib
import json
import tomllib
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.series.columns import Rows
from shilu.extract.series.home import Where, uppers_of
from shilu.extract.series.link import Linked
from shilu.extract.series.run import Paper
from shilu.extract.show import Language
from shilu.extract.show.markup import Markup, join, json_data, legible_data, tag, verbatim
from shilu.schemas import Observation, Outcome, Promise, plain

__all__ = ["GENERATOR", "PageFile", "labels", "series_document"]

GENERATOR = "Shilu series"
"""What the file says near its beginning of how it came about, so that it is not taken for a page to be read."""

MOST = 20_000
"""Variables in one file: those of several documents and with promises first."""

_LISTED = 300
"""Variables that stand in the file as a list for browsers without scripts."""

_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SHOW = "shilu.extract.show"


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Each language's labels by their key: `labels()["en"]["verdict.met"]` is `met`."""
    data = tomllib.loads(resources.files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))
    return {
        language: {
            f"{group}.{name}": texts[at] for group, rows in data.items() for name, texts in rows.items()
        }
        for at, language in enumerate(_LANGUAGES)
    }


class PageFile:
    """Writes the page. Variables are held as they are shown; the file is written whole or not at all."""

    def __init__(self, path: Path, *, language: Language, show: str) -> None:
        self._path = path
        self._language = language
        self._show = show
        self._found: list[Linked] = []
        self._left = 0
        self.papers: Sequence[Paper] = ()

    def begin(self) -> None:
        """Nothing is to be done before the first variable."""

    def add(self, rows: Rows) -> None:
        """Take a variable; of too many, those that tell the least are left out."""
        self._found.append(rows.linked)
        if len(self._found) >= 2 * MOST:
            self._cut()

    def _cut(self) -> None:
        self._found.sort(key=_weight)
        self._left += max(0, len(self._found) - MOST)
        del self._found[MOST:]

    def finish(self) -> None:
        """Write the file. Raises `ShiluError` S108 where it cannot be."""
        self._cut()
        html = series_document(
            self._found, self.papers, language=self._language, show=self._show, limited=self._left > 0
        )
        part = self._path.with_name(f"{self._path.name}.part")
        try:
            part.write_text(html, encoding="utf-8")
            part.replace(self._path)
        except OSError as error:
            with suppress(OSError):  # there may be no such folder
                part.unlink()
            raise ShiluError("S108", path=self._path, why=error.strerror or error) from error

    def discard(self) -> None:
        """Nothing is written before the end."""


def _weight(one: Linked) -> tuple[int, int, int, str]:
    variable = one.variable
    return -(variable.documents > 1), -bool(one.promises), -variable.documents, variable.id


def series_document(
    found: Sequence[Linked],
    papers: Sequence[Paper],
    *,
    language: Language = "zh",
    show: str = "",
    limited: bool = False,
) -> str:
    """The HTML file. No text of a document can become markup, and the file's own policy forbids a browser to run or
    load anything but the script and style whose hashes it names."""
    data = {
        "variables": [_variable(one) for one in found], "papers": _papers(found, papers), "show": show,
        "places": _places(found),
    }  # fmt: skip
    body = tag(
        "body",
        _header(language),
        tag("p", _span("ui.limited", language, n=f"{len(found):,}"), class_="notice") if limited else None,
        tag("noscript", _plain_list(found, language)),
        tag("div", _side(language), _detail(language), id="main", hidden=True),
        _panel(language),
        _packed(data, "data"),
        json_data({one: dict(texts) for one, texts in labels().items()}, id="labels"),
        tag("script", _script()),
    )
    html = tag("html", _head(language), body, lang="zh-Hans" if language == "zh" else "en")
    return f"<!doctype html>\n{html}\n"


def _variable(one: Linked) -> dict[str, Any]:
    variable = one.variable
    return {
        "id": variable.id, "label": variable.label, "place": variable.place, "item": variable.item,
        "measured": variable.measured, "kind": variable.kind, "unit": variable.unit, "per": variable.per,
        "docs": variable.documents, "names": list(variable.names), "nature": variable.nature,
        "doubts": [[doubt.reason, doubt.other, doubt.note] for doubt in variable.doubts],
        "obs": [_observation(each) for each in one.observations],
        "promises": [_promise(each) for each in one.promises],
        "outcomes": [_outcome(each) for each in one.outcomes],
    }  # fmt: skip


def _observation(one: Observation) -> dict[str, Any]:
    return _full(
        f=one.fact, p=one.page, k=one.known, t=one.period, b=one.begin, e=one.end, v=_number(one.value),
        l=_number(one.lower), u=_number(one.upper), bd=one.bound, st=one.status, ro=one.role, ag=one.against,
        s=one.surface, se=one.sentence, i=one.at, n=one.note, d=[doubt.reason for doubt in one.doubts] or None,
    )  # fmt: skip


def _promise(one: Promise) -> dict[str, Any]:
    return _full(
        f=one.fact, t=one.target, l=_number(one.lower), u=_number(one.upper), w=one.width, words=one.words,
        re=one.restates, ch=one.changes, due=one.due,
    )  # fmt: skip


def _outcome(one: Outcome) -> dict[str, Any]:
    return _full(
        f=one.promise, r=one.verdict, a=one.actual, v=_number(one.value), d=_number(one.difference),
        p=list(one.pages) or None, o=one.other, why=one.reason, rev=one.revised or None,
    )  # fmt: skip


def _number(value: Any) -> str | None:
    return None if value is None else plain(value)


def _full(**cells: Any) -> dict[str, Any]:
    return {name: cell for name, cell in cells.items() if cell is not None}


def _papers(found: Sequence[Linked], papers: Sequence[Paper]) -> dict[str, list[str | None]]:
    named = {one.page for linked in found for one in linked.observations}
    named |= {page for linked in found for outcome in linked.outcomes for page in outcome.pages}
    return {one.page: [one.known, one.title] for one in papers if one.page in named}


def _places(found: Sequence[Linked]) -> dict[str, list[str]]:
    """The name of each place and what it lies in, in the order of the codes: `{"320582": ["张家港市", "320500"]}`."""
    listed: dict[str, list[str]] = {}
    for one in found:
        key = one.variable.place
        chain = (Where(key, one.variable.place_name or key), *uppers_of(key))
        for at, each in enumerate(chain):
            listed.setdefault(each.key, [each.name, chain[at + 1].key if at + 1 < len(chain) else ""])
    return dict(sorted(listed.items(), key=lambda one: (not one[0][:1].isdigit(), one[0])))


def _span(key: str, language: Language, **values: str) -> Markup:
    text = labels()[language][key]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return tag("span", text, data_l=key, **{f"data_{name}": value for name, value in values.items()})


def _head(language: Language) -> Markup:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="generator", content=GENERATOR),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy()),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("link", rel="icon", href="data:,"),
        tag("title", labels()[language]["ui.title"], data_l="ui.title"),
        tag("style", _style()),
    )


def _header(language: Language) -> Markup:
    return tag(
        "header",
        tag("a", _span("ui.skip_list", language), href="#list", class_="skip"),
        tag("a", _span("ui.skip_detail", language), href="#detail", class_="skip"),
        tag("h1", _span("ui.title", language)),
        tag("span", _span("ui.keys", language), class_="keys"),
        tag("button", _span("ui.language", language), type="button", id="language"),
    )


def _side(language: Language) -> Markup:
    def field(key: str, control: Markup) -> Markup:
        return tag("label", _span(f"ui.{key}", language), control)

    return tag(
        "nav",
        tag(
            "div",
            field("search", tag("input", type="search", id="search", autocomplete="off")),
            field("place", tag("select", id="place")),
            field("show", tag("select", id="show")),
            field("order", tag("select", id="order")),
            tag("button", _span("ui.by_place", language), type="button", id="by_place"),
            class_="filters",
            role="search",
        ),
        tag("p", id="count", role="status"),
        tag(
            "ul",
            id="list",
            tabindex=-1,
            aria_label=labels()[language]["ui.variables"],
            data_al="ui.variables",
        ),
        tag("button", type="button", id="more", hidden=True),
        aria_label=labels()[language]["ui.variables"],
        data_al="ui.variables",
    )


def _detail(language: Language) -> Markup:
    return tag(
        "main",
        tag("button", _span("ui.back", language), type="button", id="back"),
        tag("div", tag("p", _span("ui.choose", language), class_="empty"), id="shown"),
        id="detail",
        tabindex=-1,
        aria_label=labels()[language]["ui.chart"],
        data_al="ui.chart",
    )


def _panel(language: Language) -> Markup:
    close = labels()[language]["ui.close"]
    return tag(
        "aside",
        tag("button", "×", type="button", id="close", aria_label=close, data_al="ui.close"),
        tag("div", id="said"),
        id="panel",
        role="dialog",
        aria_label=labels()[language]["ui.sentence"],
        data_al="ui.sentence",
        tabindex=-1,
        hidden=True,
    )


def _plain_list(found: Sequence[Linked], language: Language) -> Markup:
    """What is left without scripts: the variables, each with its values as printed."""
    items = (
        tag("li", tag("b", one.variable.label), " ", "；".join(_stated(one)))
        for one in sorted(found, key=_weight)[:_LISTED]
    )
    return join(tag("p", _span("ui.no_script", language), class_="notice"), tag("ul", *items, class_="plain"))


def _stated(one: Linked) -> list[str]:
    return [f"{each.period or ''} {each.surface}".strip() for each in one.observations]


def _packed(value: Any, id: str) -> Markup:  # noqa: A002 - the attribute's name
    data = json.dumps(legible_data(value), ensure_ascii=False, separators=(",", ":")).encode()
    return tag("script", verbatim(b64encode(zlib.compress(data, 6)).decode()), type="text/plain", id=id)


def _asset(package: str, name: str) -> Markup:
    return verbatim(resources.files(package).joinpath(name).read_text(encoding="utf-8"))


def _script() -> Markup:
    return join(
        _asset(_SHOW, "words.js"),
        _asset(_SHOW, "parts.js"),
        _asset(__package__, "chart.js"),
        _asset(__package__, "places.js"),
        _asset(__package__, "series.js"),
    )


def _style() -> Markup:
    return _asset(__package__, "series.css")


def _hash(code: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _policy() -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(_script())}",
            f"style-src {_hash(_style())}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )

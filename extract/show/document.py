"""One self-contained file: the pages of a run, their records beside them, and nothing from anywhere else."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

from shilu.extract.show.entries import Entry, entries_of, joined
from shilu.extract.show.labels import Language, Words, load_labels
from shilu.extract.show.marks import LAYERS, Layer, Pieces
from shilu.extract.show.markup import Markup, join, json_data, legible_data, tag, verbatim
from shilu.extract.show.picture import Leaf, figure, leaf_of
from shilu.extract.show.tables import table
from shilu.extract.show.text import TextWriter
from shilu.schemas import Page, PageRecords

__all__ = ["GENERATOR", "document", "list_document", "sheets"]

GENERATOR = "Shilu show"
"""What the file says near its beginning of how it came about, so that it is not taken for a page to be read."""


def document(pages: Iterable[PageRecords], *, language: Language = "zh", limited: bool = False) -> str:
    """The HTML file that shows the pages. `limited` says on it that the run holds more."""
    return sheets(map(leaf_of, pages), language=language, limited=limited)


def sheets(
    leaves: Iterable[Leaf], *, language: Language, limited: bool = False, index: str | None = None
) -> str:
    """The same, of pages of which it is known where their pictures are.

    The first page stands in the file as it is shown; the others wait packed, which costs a browser next to nothing,
    until they are chosen. No text of a page can become markup (`shilu.extract.show.markup`), and the file's own policy
    forbids a browser to run or load anything but the script and style whose hashes it names, and pictures beside it.
    Of a folder of pages each file names `index`, the list of all.
    """
    words = Words(language)
    heads: list[Page] = []
    counts: list[int] = []
    first, known, waiting, rows = _empty(words), {}, [], []
    beside = False
    for number, leaf in enumerate(leaves):
        records, entries = leaf.records, entries_of(leaf.records)
        view = _view(leaf, entries, words)
        beside = beside or leaf.beside is not None
        data = {entry.mention.key: entry.data() for entry in entries}
        if number == 0:
            first, known = view, data
        else:
            waiting.append(_packed({"html": view, "data": data}, f"page-{number}"))
        heads.append(records.page)
        counts.append(len(records.facts))
        rows += [
            [number, entry.mention.key, *_found_by(entry)] for entry in entries if entry.mention.layer != "o"
        ]
    many = len(heads) > 1
    body = tag(
        "body",
        _header(words, index),
        _notice(len(heads), words) if limited else None,
        tag("p", words.span("ui.no_script"), class_="notice", id="no-script"),  # the script takes it away
        tag(
            "div",
            _page_list(heads, counts, words) if many else None,
            tag("div", first, id="view"),
            id="main",
            class_="many" if many else None,
        ),
        _panel(words),
        json_data(known, id="data-0") if heads else None,
        *waiting,
        _packed(rows, "all-rows") if many else None,
        json_data({one: dict(texts) for one, texts in load_labels().items()}, id="labels"),
        tag("script", _script()),
    )
    html = tag("html", _head(heads, words, beside), body, lang=_tongue(language))
    return f"<!doctype html>\n{html}\n"


def list_document(listed: Sequence[tuple[Page, str, int]], language: Language) -> str:
    """The list of a folder of pages: of each its file and how many facts it has. Its script goes on to the page of a
    fact that stands in the address."""
    words = Words(language)
    items = (
        tag(
            "li",
            tag("a", page.id, href=name, data_id=page.id),
            " ",
            tag("small", _date(page), _counted("ui.facts", count, words)),
        )
        for page, name, count in listed
    )
    script = _asset("list.js")
    body = tag(
        "body",
        tag("header", tag("h1", words.span("ui.title"))),
        tag(
            "main",
            tag("h2", words.span("ui.pages"), " ", tag("small", f"{len(listed):,}")),
            tag("ul", *items),
        ),
        tag("script", script),
        class_="list",
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(False, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("link", rel="icon", href="data:,"),
        tag("title", words.text("ui.title")),
        tag("style", _style()),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=_tongue(language))}\n"


def _packed(value: Any, id: str) -> Markup:  # noqa: A002 - the attribute's name
    """A part of the file that waits: JSON, compressed, in letters that no text of a page can end."""
    data = json.dumps(legible_data(value), ensure_ascii=False, separators=(",", ":")).encode()
    return tag("script", verbatim(b64encode(zlib.compress(data, 6)).decode()), type="text/plain", id=id)


def _found_by(entry: Entry) -> tuple[str, str]:
    """What a row is shown as in a list, and the words that it is found by."""
    told = [line.get("v") or "" for line in entry.details["slots"]]
    sentence = entry.details["sentence"][2] if "sentence" in entry.details else ""
    return joined(entry.span.surface), "\n".join([entry.details.get("id", ""), *told, sentence])


def _tongue(language: Language) -> str:
    return "zh-Hans" if language == "zh" else "en"


def _script() -> Markup:
    return join(*map(_asset, ("words.js", "light.js", "parts.js", "show.js")))


def _style() -> Markup:
    return _asset("show.css")


def _asset(name: str) -> Markup:
    return verbatim(resources.files("shilu.extract.show").joinpath(name).read_text(encoding="utf-8"))


def _hash(code: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _policy(pictures: bool, script: str | None = None) -> str:
    """Nothing is loaded; one script and one style run, told by their hashes; no string becomes markup."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script or _script())}",
            f"style-src {_hash(_style())}",
            "img-src data:" + (" 'self' file:" if pictures else ""),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _head(pages: Sequence[Page], words: Words, pictures: bool) -> Markup:
    page = pages[0].id if len(pages) == 1 else None
    key = "ui.title_of" if page else "ui.title"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="generator", content=GENERATOR),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(pictures)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("link", rel="icon", href="data:,"),  # keeps a browser from asking a server for one
        tag("title", words.text(key).replace("{n}", page or ""), data_l=key, data_n=page),
        tag("style", _style()),
    )


def _header(words: Words, index: str | None) -> Markup:
    marks = (
        tag("button", words.span(f"layer.{layer}"), type="button", data_layer=layer, aria_pressed="true")
        for layer in LAYERS[:3]
    )
    return tag(
        "header",
        tag("a", words.span("ui.skip_text"), href="#text", class_="skip"),
        tag("a", words.span("ui.skip_table"), href="#records", class_="skip"),
        tag("h1", words.span("ui.title")),
        tag("a", words.span("ui.index"), href=index, class_="index") if index else None,
        tag(
            "div",
            *marks,
            role="group",
            class_="legend",
            aria_label=words.text("ui.layers"),
            data_al="ui.layers",
        ),
        tag("span", words.span("ui.keys"), class_="keys"),
        tag("button", words.span("ui.language"), type="button", id="language"),
    )


def _notice(taken: int, words: Words) -> Markup:
    return tag("p", _counted("ui.limited", taken, words), class_="notice", role="note")


def _counted(key: str, number: int, words: Words) -> Markup:
    """A label with a number in it."""
    return _labelled(key, f"{number:,}", words)


def _labelled(key: str, n: str, words: Words) -> Markup:
    return tag("span", words.text(key).replace("{n}", n), data_l=key, data_n=n)


def _empty(words: Words) -> Markup:
    return tag("p", words.span("ui.no_articles"), class_="empty")


def _page_list(pages: Sequence[Page], counts: Sequence[int], words: Words) -> Markup:
    items = (
        tag(
            "li",
            tag(
                "button",
                page.id,
                tag("small", _date(page), _counted("ui.facts", count, words)),
                type="button",
                data_p=number,
                data_id=page.id,
                tabindex=0 if number == 0 else -1,
                aria_current="page" if number == 0 else None,
            ),
        )
        for number, (page, count) in enumerate(zip(pages, counts, strict=True))
    )
    return tag(
        "nav",
        tag("h2", words.span("ui.pages"), " ", tag("small", str(len(pages)))),
        tag(
            "label", words.span("ui.find_all"), tag("input", type="search", id="find-all", autocomplete="off")
        ),
        tag("p", id="found-count", role="status"),
        tag("ul", id="found", hidden=True),
        tag("label", words.span("ui.find_page"), tag("input", type="search", id="find-page")),
        tag("ul", *items, id="pages"),
        aria_label=words.text("ui.pages"),
        data_al="ui.pages",
    )


def _date(page: Page) -> str:
    return f"{page.published.value} · " if page.published else ""


def _view(leaf: Leaf, entries: Sequence[Entry], words: Words) -> Markup:
    records = leaf.records
    pieces = Pieces(entry.mention for entry in entries if entry.mention.layer != "c")
    text = TextWriter(records.page, pieces, words).articles(records.articles)
    return join(
        tag(
            "main",
            _page_head(records.page, words),
            _picture(leaf.beside, words) if leaf.beside else None,
            figure(leaf.embedded, entries, words) if leaf.embedded else None,
            _lost(leaf.lost, words) if leaf.lost else None,
            text,
            id="text",
            tabindex=-1,
            aria_label=words.text("ui.text"),
            data_al="ui.text",
        ),
        _records(entries, words),
    )


def _page_head(page: Page, words: Words) -> Markup:
    masthead = page.masthead
    printed = [one for one in (masthead.paper, masthead.date, masthead.number) if one] if masthead else []
    head = " · ".join(span.surface for span in printed)
    published = None
    if page.published:
        how = {"option": "given", "metadata": "metadata", "page": "page"}[page.published.source]
        source = tag("small", " (", words.span(f"ui.published_{how}"), ")")
        published = tag("span", words.span("ui.published"), " ", page.published.value, source)
    count = _counted("ui.characters", len(page.text), words)
    return tag(
        "div",
        tag("p", head, class_="masthead") if head else None,
        tag("h2", page.title or page.id),
        tag("p", tag("span", page.id) if page.title else None, published, count, class_="facts"),
        class_="page-head",
    )


def _picture(name: str, words: Words) -> Markup:
    return tag(
        "details",
        tag("summary", words.span("ui.picture")),
        tag("img", src=name, alt=words.text("ui.picture"), loading="lazy"),
        class_="picture",
    )


def _lost(path: str, words: Words) -> Markup:
    return tag("p", _labelled("ui.picture_lost", path, words), class_="notice", role="note")


def _records(entries: Sequence[Entry], words: Words) -> Markup:
    own = {layer: [entry for entry in entries if entry.mention.layer == layer] for layer in LAYERS}
    tabs = (_tab(layer, len(found), words) for layer, found in own.items())
    panels = (
        tag(
            "div",
            table(layer, found, words),
            role="tabpanel",
            id=f"panel-{layer}",
            aria_labelledby=f"tab-{layer}",
            hidden=layer != LAYERS[0],
        )
        for layer, found in own.items()
    )
    listed = tag("div", *tabs, role="tablist", aria_label=words.text("ui.records"), data_al="ui.records")
    return tag(
        "section",
        tag("div", listed, _filters(words), class_="bar"),
        tag("div", *panels, class_="tables"),
        id="records",
        tabindex=-1,
        aria_label=words.text("ui.records"),
        data_al="ui.records",
    )


def _tab(layer: Layer, count: int, words: Words) -> Markup:
    chosen = layer == LAYERS[0]
    return tag(
        "button",
        words.span(f"layer.{layer}"),
        " ",
        tag("small", str(count)),
        type="button",
        role="tab",
        id=f"tab-{layer}",
        data_tab=layer,
        aria_controls=f"panel-{layer}",
        aria_selected="true" if chosen else "false",
        tabindex=0 if chosen else -1,
    )


def _filters(words: Words) -> Markup:
    def field(key: str, control: Markup) -> Markup:
        return tag("label", words.span(f"ui.{key}"), control)

    return tag(
        "div",
        field("kind", tag("select", id="filter-kind")),
        field("status", tag("select", id="filter-status")),
        field("signed", tag("select", id="filter-signed")),
        field("sure", tag("select", id="filter-sure")),
        field("order", tag("select", id="filter-order")),
        field("name", tag("input", type="search", id="filter-name", list="names", autocomplete="off")),
        field("search", tag("input", type="search", id="filter-search", autocomplete="off")),
        tag("datalist", id="names"),
        tag("button", words.span("ui.reset"), type="button", id="reset", hidden=True),
        tag("p", id="count", role="status"),
        class_="filters",
        role="search",
    )


def _panel(words: Words) -> Markup:
    return tag(
        "aside",
        tag("button", "×", type="button", id="close", aria_label=words.text("ui.close"), data_al="ui.close"),
        tag("div", id="details"),
        id="panel",
        role="dialog",
        aria_label=words.text("ui.details"),
        data_al="ui.details",
        tabindex=-1,
        hidden=True,
    )

"""The file as text; what a browser makes of it is tested in `test_browser`."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.extract.show import document
from shilu.extract.show.entries import entries_of, grouped
from shilu.schemas import PageRecords
from tests.extract.show.building import article, fact, name, records, slot
from tests.extract.show.test_markup import Reader


def test_it_names_nothing_outside_itself(samples: tuple[PageRecords, ...]) -> None:
    html = document(samples)
    assert not re.search(r"""(?:src|href)="(?!#|data:,)|url\(|@import|https?:|\bfetch\(|XMLHttp""", html)


def test_its_policy_allows_exactly_its_own_script_and_style() -> None:
    html = document([records("一座桥")])
    for element, policy in (("script", "script-src"), ("style", "style-src")):
        code = re.findall(rf"<{element}>(.*?)</{element}>", html, re.S)
        hashes = [b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in code]
        assert f"{policy} &#x27;sha256-{hashes[0]}&#x27;;" in html
        assert len(hashes) == 1
    assert "default-src &#x27;none&#x27;" in html


def test_the_same_records_give_the_same_bytes(samples: tuple[PageRecords, ...]) -> None:
    assert document(samples) == document(list(samples))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80))
def test_any_text_can_be_shown_and_makes_no_element(text: str) -> None:
    """The page holds no other elements than one of harmless text, and can be written."""
    plain = text.translate(dict.fromkeys(map(ord, '<>&"'), "字"))
    shown, harmless = (document([records(one, id=one)]) for one in (text, plain))
    assert Reader(shown).names == Reader(harmless).names
    assert shown.encode("utf-8")


def test_text_outside_the_articles_is_shown_too() -> None:
    text = "第三版\n\n村里修桥\n\n广告"
    html = document([records(text, articles=(article(text, [("村里修桥", "body")]),))], language="en")
    assert "Text outside the articles" in html
    assert [html.count(f">{one}<") for one in ("第三版", "村里修桥", "广告")] == [1, 1, 1]


def test_pages_without_text_and_runs_without_pages() -> None:
    assert "There is no text on this page." in document([records("\n", articles=())], language="en")
    assert "There is no text on this page." in document([], language="en")


def test_a_run_that_holds_more_says_so() -> None:
    pages = [records("桥", id=str(number)) for number in range(3)]
    assert "the first 3 were taken" in document(pages, language="en", limited=True)
    assert "were taken" not in re.sub(r"<script.*?</script>", "", document(pages, language="en"), flags=re.S)


def test_the_details_tell_every_slot_with_the_rule_that_chose_it() -> None:
    text = "县里修桥7座"
    made = fact(text, "7座", item=slot(text, "桥"), subject=slot(text, "县里", "青石县"), cumulative=True)
    (entry, *_) = entries_of(records(text, facts=(made,), names=(name(text, "县里"),)))
    lines = {line["l"]: line for line in entry.data()["slots"]}
    assert lines["field.item"] == {"l": "field.item", "v": "桥", "s": [3, 4]}
    assert lines["field.subject"]["p"] == "县里"
    assert lines["field.cumulative"]["v"] == "✓"
    assert entry.data()["n"] == ["桥", "青石县"]


def test_a_repeat_leads_to_what_it_repeats() -> None:
    text = "修桥7座。修桥8座"
    first = fact(text, "7座")
    again = fact(text, "8座", same_as=first.id, duplicate=True)
    entries = entries_of(records(text, facts=(first, again)))
    assert {"l": "field.same_as", "v": first.id, "m": "f0"} in entries[1].data()["slots"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [("8600", "8600"), ("12345", "12_345"), ("-1234567.25", "-1_234_567.25"), ("0.5", "0.5")],
)
def test_long_numbers_stand_in_groups(number: str, shown: str) -> None:
    assert grouped(Decimal(number)).replace("\u2009", "_") == shown

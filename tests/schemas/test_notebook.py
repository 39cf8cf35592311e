from __future__ import annotations

from shilu.schemas import PageRecords
from shilu.schemas.notebook import facts_as_html
from tests.extract.stores.records import MONEY, RECORDS


def test_a_notebook_shows_the_facts_as_a_table() -> None:
    shown = RECORDS._repr_html_()
    assert shown.count("<tr>") == 1 + len(RECORDS.facts)
    assert "<td>近4500万元</td><td>money</td><td>45000000</td>" in shown


def test_what_a_page_prints_is_no_markup() -> None:
    page = RECORDS.page.with_fields(id="<script>x</script>")
    shown = PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=())._repr_html_()
    assert "<script>" not in shown
    assert "0 facts" in shown


def test_many_facts_are_cut_with_their_number_told() -> None:
    shown = facts_as_html("p", [MONEY] * 53)
    assert shown.count("<tr>") == 51
    assert "53 facts" in shown
    assert "3 more" in shown

"""The main text of a web page: what stands around it is kept as a note and states nothing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shilu.extract.lexicon import load_table
from shilu.extract.pages import maintext, read_pages
from shilu.extract.pages.html import html_text
from shilu.extract.pages.maintext import _Label, beside_the_text, tells_of_itself
from shilu.extract.report import Report, Tally, summary
from shilu.schemas import Page, PageRecords
from tests.test_report import _text

if TYPE_CHECKING:
    from shilu import Extractor

needs_trafilatura = pytest.mark.skipif(
    importlib.util.find_spec("trafilatura") is None, reason="the extra html is not installed"
)

BODY = (
    "<h1>溪口镇修通六条村道</h1><div>来源：溪口发布 点击：<b>4,817</b>次 字号：大 中 小</div>"
    "<div id=text><p>本报讯 去年冬天以来，溪口镇投入1860万元，修通六条村道，总长41公里，九个村的茶农不再绕行山梁。</p>"
    "<p>“从前挑一担茶下山要三个小时。”茶农梁四海说，如今摩托车二十分钟就到收购站。</p>"
    "<h2>各村进度</h2><table><tr><th>村</th><th>里程（公里）</th></tr><tr><td>上坪</td><td>12</td></tr>"
    "<tr><td>下坪</td><td>9</td></tr></table>"
    "<p>镇里还打算今年再修桥两座，把末端的两个村连起来，预计惠及居民2300人。</p></div><div>责任编辑：何小满</div>"
)
NEWS = (
    "<html><head><title>溪口镇修通六条村道</title></head><body><div class=top><a href=/>首页</a> 今日访问量：56021人次"
    "</div><ul><li><a href=1>要闻</a><li><a href=2>乡镇</a></ul><div class=main>" + BODY + "</div>"
    "<div><h3>相关阅读</h3><ul><li><a href=a>我县拨付补贴500万元</a><li><a href=b>油菜面积扩至3万亩</a></ul></div>"
    "<div>主办：溪口发布 值班热线：0575-6600123 浙ICP备11002233号 您是第99120位访客</div></body></html>"
)


def _set_aside(html: str) -> list[str]:
    text = html_text(html)
    return [text[line.start : line.end] for line in beside_the_text(html, text)]


@needs_trafilatura
def test_menus_counters_links_and_footers_are_beside_the_text() -> None:
    aside = _set_aside(NEWS)
    for words in (
        "访问量",
        "点击：4,817次",
        "我县拨付补贴500万元",
        "油菜面积扩至3万亩",
        "值班热线",
        "### 相关阅读",
    ):
        assert any(words in line for line in aside), words
    kept = [line for line in html_text(NEWS).splitlines() if line and line not in aside]
    assert kept[0] == "# 溪口镇修通六条村道"
    assert kept[-1].startswith("镇里还打算今年再修桥两座")
    assert kept[3:7] == ["## 各村进度", "村\t里程（公里）", "上坪\t12", "下坪\t9"], (
        "a table stays, with its head"
    )


@pytest.mark.parametrize(
    "row", load_table("shilu.extract.pages", "weblabels.toml", _Label).rows, ids=lambda row: row.id
)
def test_labels_of_web_pages(row: _Label) -> None:
    assert all(map(tells_of_itself, row.examples))
    assert not any(map(tells_of_itself, row.counter))


@needs_trafilatura
def test_no_fact_is_read_beside_the_text_and_every_number_is_accounted_for(
    tmp_path: Path, extractor: Extractor
) -> None:
    (tmp_path / "a.html").write_text(NEWS, encoding="utf-8")
    (page,) = (one for one in read_pages([tmp_path / "a.html"]) if isinstance(one, Page))
    records = extractor.records(page)
    surfaces = [fact.quantity.span.surface for fact in records.facts]
    assert {"1860万元", "41公里", "2300人"} <= set(surfaces)
    assert {"56021人次", "4,817次", "500万元", "3万亩"} & set(surfaces) == set()
    beside = {row.span.surface for row in records.numbers if row.reason.startswith("imprint.")}
    assert {"56021人次", "4,817次", "500万元", "3万亩"} <= beside


@needs_trafilatura
@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>全县建成102座书屋。</p>",
        "<table>" + "<tr><td>甲</td><td>12</td></tr>" * 50 + "</table>",
        "<ul>" + "<li><a href=x>县里拨付补贴五百万元</a>" * 50 + "</ul>",
        "<div>" * 400 + "x" + "</div>" * 400,
        "<p>\x00\ufffe</p><p",
    ],
)
def test_a_page_without_a_main_text_is_read_whole(html: str) -> None:
    text = html_text(html)
    aside = beside_the_text(html, text)
    assert sum(line.end - line.start for line in aside) < max(len(text), 1)


def test_without_trafilatura_pages_are_read_whole_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maintext.importlib.util, "find_spec", lambda _: None)
    (tmp_path / "a.html").write_text(NEWS, encoding="utf-8")
    (page,) = (one for one in read_pages([tmp_path / "a.html"]) if isinstance(one, Page))
    assert page.lines == ()
    records = PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=())
    told = _text(summary(Report(tally=Tally.of(records))))
    assert "1 read with the menus and footers around their text: pip install trafilatura" in told


@needs_trafilatura
def test_no_network_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        NEWS.replace("<head>", "<head><base href=http://news.example/>"), encoding="utf-8"
    )
    code = (
        "import sys\n"
        "def hook(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'urllib.Request'): sys.exit(event)\n"
        "sys.addaudithook(hook)\n"
        "from shilu.extract.pages import read_pages\n"
        f"(page,) = read_pages([{str(tmp_path / 'a.html')!r}])\n"
        "print(len(page.lines))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 5

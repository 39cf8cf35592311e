"""Whatever stands on a page, nothing of it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shilu.extract.show import document
from shilu.extract.text import read_through
from shilu.schemas import PageRecords
from tests.extract.show.building import fact, name, records, slot, time
from tests.extract.show.conftest import Open
from tests.extract.show.looking import MARKED

if TYPE_CHECKING:
    pass


HOSTILE = [
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 2'>",
    "\"'><svg onload=window.hacked=3>",
    "</script><script>window.hacked = 4</script>",
    "</template></style><iframe src=javascript:parent.hacked=5></iframe>",
    "<!-- --><a href='javascript:hacked=6'>&amp;&lt;",
    "\u202e倒着写\u202c",
    "{{constructor}} ${1} \\u003c",
]


def test_hostile_markup_shows_as_text_and_nothing_runs(open_html: Open) -> None:
    pages: list[PageRecords] = []
    for evil in HOSTILE:
        text = f"修桥7座{evil}"
        tale: dict[str, Any] = {"item": slot(text, evil), "trace": (evil,), "per": evil}
        made = fact(text, "7座", **tale)
        pages.append(
            records(text, id=evil, facts=(made,), names=(name(text, evil),), times=(time(text, evil),))
        )
    opened = open_html(document(pages))
    expected = document([pages[0]]).count("<script")
    for number, evil in enumerate(HOSTILE):
        opened.locator(f'nav [data-p="{number}"]').click()
        opened.locator(f'nav [data-p="{number}"][aria-current]').wait_for()
        # marks of direction and of web pages print nothing and are left out of the text; elsewhere they are shown
        read = read_through(evil)
        kept = "".join(evil[place] for place in read.places) if read else evil
        printed = kept.replace("\u202e", "").replace("\u202c", "")
        assert "".join(opened.evaluate(MARKED, "n0")) == printed
        shown = evil.replace("\u202e", "\ufffd").replace("\u202c", "\ufffd")
        opened.locator('tr[data-m="f0"]').click()
        told = opened.locator("#details").evaluate("one => one.textContent")
        assert told.count(shown) >= 3
        assert (
            opened.locator("#view").evaluate("one => one.querySelectorAll('script,img,svg,iframe,a').length")
            == 0
        )
    assert opened.evaluate("() => document.querySelectorAll('script:not([type])').length") == 1
    assert expected == 3
    assert opened.evaluate("() => window.hacked ?? null") is None


def test_the_policy_stops_what_escaping_would_have_let_through(browser: Any, tmp_path: Any) -> None:
    path = tmp_path / "page.html"
    path.write_text(document([records("一座桥")]), encoding="utf-8")
    opened = browser.new_page()
    opened.goto(path.as_uri())
    opened.evaluate(
        """() => {
            const script = document.createElement('script');
            const attempts = [
                () => { document.body.setAttribute('onclick', 'window.hacked = 1'); document.body.click(); },
                () => { script.append('window.hacked = 2'); document.body.append(script); },
                () => { document.body.innerHTML = '<img src=x onerror="window.hacked = 3">'; },
                () => { setTimeout('window.hacked = 4'); },
            ];
            for (const attempt of attempts) { try { attempt(); } catch {} }
        }"""
    )
    assert opened.evaluate("() => window.hacked ?? null") is None
    refused = opened.evaluate("() => fetch('http://127.0.0.1:9/').then(() => 'sent', error => error.message)")
    assert refused != "sent"
    policy = opened.evaluate(
        """() => new Promise(done => {
            addEventListener('securitypolicyviolation', one => done(one.effectiveDirective));
            new Image().src = 'http://127.0.0.1:9/x.png';
        })"""
    )
    assert policy == "img-src"
    opened.close()

"""One record of each sort, made by hand, for the tests of the stores."""

from __future__ import annotations

from decimal import Decimal

from shilu.schemas import (
    Article,
    Block,
    Bounded,
    Check,
    Exact,
    MoneyFact,
    Name,
    Normal,
    NumberAccount,
    Page,
    PageRecords,
    Period,
    Published,
    Quantity,
    Range,
    Review,
    Slot,
    Span,
    Time,
)

TEXT = "三年来，昭苏县累计发放近4500万元，建成10—12个“向日葵\n书屋”。"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def slot(words: str) -> Slot:
    return Slot(text=words.replace("\n", ""), span=span(words), rule="test")


PLACE = slot("昭苏县")

MONEY = MoneyFact(
    id="p-1",
    page="p",
    article=1,
    quantity=Quantity(
        span=span("近4500万元"),
        kind="money",
        amount=Bounded(bound="under", value=Decimal("4.5E+7"), upper=Decimal(45000000)),
        unit="元",
        unit_code="CNY",
        normal=Normal(value=Decimal(45000000), unit="CNY"),
    ),
    subject=PLACE,
    action=slot("发放"),
    place=PLACE,
    period=Period(value="2019-12/2022-12", span=span("三年来"), rule="test"),
    cumulative=True,
    currency="CNY",
    sentence=Span.of(TEXT, 0, len(TEXT)),
)

RECORDS = PageRecords(
    page=Page(id="p", text=TEXT, published=Published(value="2022-12", source="option")),
    articles=(
        Article(
            page="p",
            article=1,
            kind="news",
            title="书屋, “建成”",
            byline=("李明",),
            blocks=(
                Block(start=0, end=10, role="body"),
                Block(start=11, end=len(TEXT), role="duplicate", duplicate_of=0),
            ),
        ),
    ),
    facts=(MONEY,),
    names=(Name(span=span("向日葵\n书屋"), type="facility", canonical="向日葵书屋"),),
    times=(
        Time(
            span=span("三年来"),
            type="period",
            value="2019-12/2022-12",
            resolution="anchored",
            anchor="2022-12",
        ),
    ),
    numbers=(
        NumberAccount(
            span=span("10—12个"),
            role="unread",
            reason="test",
            amount=Range(lower=Decimal(10), upper=Decimal(12)),
            unit="个",
        ),
    ),
    checks=(
        Check(
            id="sum:p-1",
            page="p",
            article=1,
            relation="sum",
            fact="p-1",
            span=MONEY.span,
            others=("p-1", "p-1"),
            evidence=(MONEY.span, MONEY.span),
            found=Decimal(45000000),
            expected=Decimal(90000000),
            difference=Decimal(-45000000),
            tolerance=Decimal(0),
            unit="元",
            verdict="differs",
            rule="test",
        ),
    ),
    reviews=(
        Review(
            row="p-1",
            page="p",
            sort="fact",
            status="fixed",
            surface="近4500万元",
            changed=("place", "status"),
            by="李, “明”",
            at="2024-05-01T08:30:00.000000Z",
            note="=1+1\n第二行",
        ),
    ),
)


def page_of(name: str, *statements: tuple[str, str, str | None], place: str | None = None) -> PageRecords:
    """A page whose text is made of statements: amount as printed, its number, item. Each is a fact of money in 元
    with a sentence of its own; the item, if any, is also a name."""
    text, facts, names = "", [], []
    for surface, number, item in statements:
        start = len(text)
        text += f"{item or ''}{surface}。"
        words = Span.of(text, start, start + len(item)) if item else None
        amount = Span.of(text, len(text) - 1 - len(surface), len(text) - 1)
        quantity = Quantity(
            span=amount,
            kind="money",
            amount=Exact(value=Decimal(number)),
            unit="元",
            normal=Normal(value=Decimal(number), unit="CNY"),
        )
        slot_of_item = Slot(text=item, span=words, rule="test") if words and item else None
        if words and item:
            names.append(Name(span=words, type="programme", canonical=item))
        facts.append(
            MoneyFact(
                id=f"{name}#{amount.start}-{amount.end}.money",
                page=name,
                article=1,
                quantity=quantity,
                item=slot_of_item,
                place=Slot(text=place, span=amount, rule="test") if place else None,
                currency="CNY",
                sentence=Span.of(text, start, len(text)),
            )
        )
    article = Article(
        page=name, article=1, kind="news", title="标题", blocks=(Block(start=0, end=len(text), role="body"),)
    )
    page = Page(
        id=name,
        text=text,
        published=Published(value="2021-03", source="option"),
        source=f"{name}.txt",
        meta={"n": 1.5, "list": [True, None, "甲"]},
    )
    return PageRecords(
        page=page, articles=(article,), facts=tuple(facts), names=tuple(names), times=(), numbers=()
    )


NASTY = page_of(
    "恶 ~#'\"%😀",
    ("=1+1元", "2", "“万家”行动"),
    ("@两万亿元", "123456789012345678901234567890", '逗,号"引\r\n号'),
    ("三分之一元", "0." + "3" * 28, "😀基金"),
    ("0.1元", "0.1", "_x0041_\t<b>&amp;"),
    ("9007199254740993元", "9007199254740993", None),
)
"""What breaks stores that are not careful."""

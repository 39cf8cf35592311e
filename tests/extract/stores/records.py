"""One record of each sort, made by hand, for the tests of the stores."""

from __future__ import annotations

from decimal import Decimal

from schemas import (
    Article,
    Block,
    Bounded,
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
)

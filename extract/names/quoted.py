"""Names in quotation and book marks, and quoted words that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from shilu.extract.language import Word
from shilu.extract.names.awards import UNGRADED, awarded, titled_honour
from shilu.extract.names.rows import NamingCue
from shilu.extract.names.slogans import ordered, slogan
from shilu.extract.names.source import Found, Quote, Rejected, Source
from shilu.extract.names.tables import (
    HeadMatch,
    common,
    cues,
    generic,
    heads,
    ordinary,
    prefix_of,
    verbs,
    wholes,
)
from shilu.schemas import NameType

__all__ = ["find_quoted"]

_SENTENCE = re.compile(r"[。!?;:…]|[,，]")
_GAP = re.compile(r"[、,和及与以 ]{0,2}$|、[^。!?;:,，、“”‘’\n]{1,8}$|[^。!?;:,，、“”‘’\n]{1,10}、$")
_SLOGAN = re.compile(
    r"^(?:以|把|让|要|我|你|他|她|它|这|那|是|不|没|从|为|在|就|都|也|还|只|有人|谁|怎么|什么|为什么|如何|坚持|加强|推动|做到|实现)"
)
_LONGEST = 30
_COUNTED = re.compile(r"[一二三四五六七八九十百千万双两多\d]+[个大项条张座类种]")  # “五个中心”, “三多小区”
_AFTER_TAGS = frozenset({"n", "nz", "nw", "vn", "an", "a", "v", "vd", "s", "ad"})
_NAME_TAGS = frozenset({"LOC", "ORG", "PER"})
_COUNTABLE = frozenset({"facility", "platform", "organisation", "award"})  # “七大要素”交易平台 is no name
_REACH = 9  # words between a quotation and its head
_TAIL = re.compile(r"等(?:一批|一系列|系列|特色|品牌|各类|多个|诸多|多项|志愿服务|主题|荣誉|优质|多种)*")
_ONE_LETTER = "奖节杯厂局馆站店厅库号轮"  # one-letter heads that make a name of a quotation
_DASH = "——"


class _Verdict(NamedTuple):
    type: NameType
    end: int | None  # end of the head, where it belongs to the name
    rule: str


def find_quoted(source: Source) -> tuple[list[Found], list[Rejected]]:
    """Judge each quotation of the article."""
    found: list[Found] = []
    rejected: list[Rejected] = []
    for group in _groups(source):
        verdicts = [_book(source, quote) if quote.book else _judge(source, quote) for quote in group]
        shared = _shared(source, group, verdicts)
        for quote, verdict in zip(group, verdicts, strict=True):
            if isinstance(verdict, Rejected):
                rejected.append(verdict)
            elif verdict:
                found.append(verdict)
            elif shared:
                found.append(
                    Found(quote.start, quote.end, shared.type, ("quoted.list", shared.rule), marked=True)
                )
            else:
                dotted = _dot(source, quote)
                rejected.append(dotted) if isinstance(dotted, Rejected) else found.append(dotted)
    return found, rejected


def _groups(source: Source) -> Iterator[list[Quote]]:
    """Quotations in a row: “甲”“乙”, 丙馆“丁”、“戊”工坊."""
    group: list[Quote] = []
    for quote in source.quotes:
        if group and not (
            quote.start > group[-1].end and _GAP.fullmatch(source.folded, group[-1].end + 1, quote.start - 1)
        ):
            yield group
            group = []
        group.append(quote)
    if group:
        yield group


def _book(source: Source, quote: Quote) -> Found:
    match = heads().at(source.folded, _unbracketed(source.folded, quote), start=quote.start)
    kind: NameType = "policy" if match and match.row.type in ("policy", "programme") else "work"
    if match and match.row.id == "名单":
        kind = "award"
    rule = match.rule if match and kind != "work" else "quoted.work"
    return Found(quote.start, quote.end, kind, ("quoted.book", rule), marked=True)


def _unbracketed(text: str, quote: Quote) -> int:
    """The end of a title without what stands in brackets at its end: 行动计划(2021—2023)(试行)."""
    end = quote.end
    while text[end - 1 : end] == ")":
        opened = text.rfind("(", quote.start, end)
        if opened <= quote.start:
            break
        end = opened
    return end


def _judge(source: Source, quote: Quote) -> Found | Rejected | None:
    """The name in a quotation, a refusal, or None where only its neighbours can tell."""
    start, end = quote.start, quote.end
    inner = source.folded[start:end]
    after = _dashed(source, quote) or _head_after(source, end + 1)
    if after and after.rule in UNGRADED and not awarded(source, quote):
        return source.rejected(start, end, f"{after.rule}: no grade and no award")
    refusal = _refusal(inner, after)
    if refusal:
        return source.rejected(start, end, refusal)
    whole = wholes().get(inner)
    if whole and whole.row.type not in ("place", "person") and not (after and after.end):
        return Found(start, end, whole.row.type, ("quoted.whole", whole.rule), marked=True)
    own = source.head_at(end, start)
    own_name = own is not None and _own_head(own, inner) and titled_honour(source, quote, own)
    why = _slogan(source, quote, after, own if own_name else None)
    if why:
        return source.rejected(start, end, why)
    if own and own_name and not (after and _outranks(after, own)):
        return Found(start, end, own.row.type, ("quoted.head", own.rule), marked=True)
    prefix = prefix_of(inner) or _honour(source, quote)
    if prefix and not (after and after.end) and _prefix_counts(source, quote, prefix[1].type):
        return Found(
            start, end, _prefixed(source, quote, prefix[1].type), ("quoted.prefix", prefix[0]), marked=True
        )
    if after and after.end is None and "+" in inner.strip("+"):
        return source.rejected(start, end, "slogans.sum: things added up")
    if after and after.end is None:
        return Found(start, end, after.type, ("quoted.before", after.rule), marked=True)
    if after and after.end:
        return Found(
            _begin(source, start - 1, inner), after.end, after.type, ("quoted.with", after.rule), marked=True
        )
    before = _head_before(source, start - 1)
    if before and not (before.row.type == "facility" and ordered(source, quote)):
        return Found(start, end, before.row.type, ("quoted.after", before.rule), marked=True)
    return None


def _slogan(source: Source, quote: Quote, after: _Verdict | None, own: HeadMatch | None) -> str | None:
    """Why the quotation is a slogan. A head noun after it makes it a name, but not a weak one (“保回迁”项目)."""
    programme = own is not None and own.row.type in ("programme", "brand")
    if after and after.rule == "heads.项目":
        why = slogan(source, quote, headed=programme)
        if why is None and quote.end - quote.start > 5 and _launched(source, quote):
            return None
        return why or ("slogans.order: begins like an order" if ordered(source, quote, least=3) else None)
    if after and after.end:
        return slogan(source, quote, headed=True) if after.type in _COUNTABLE else None
    if (after and own is None) or (after is None and _launched(source, quote)):
        return None
    return slogan(source, quote, headed=programme)


def _outranks(after: _Verdict, own: HeadMatch) -> bool:
    """The head outside tells more: “某某工厂”项目, “地球家园”范例奖, “邻里通”服务平台."""
    if own.row.inner:
        return after.end is not None or after.type != own.row.type
    if after.type == "award" and after.end and own.row.type in ("programme", "platform", "brand"):
        return True  # “五个一工程”奖
    return own.row.type == "facility" and (
        after.end is None or after.type in ("award", "event", "organisation")
    )


def _prefixed(source: Source, quote: Quote, kind: NameType) -> NameType:
    """“数字临江” is a programme of a place, “数字哨岗” a system."""
    return "programme" if kind == "platform" and _ends_in_place(source, quote) else kind


def _ends_in_place(source: Source, quote: Quote) -> bool:
    number = source.ending(quote.end)
    return (
        number is not None and source.words[number].tag == "LOC" and source.words[number].start > quote.start
    )


def _honour(source: Source, quote: Quote) -> tuple[str, NamingCue] | None:
    """“临江市十佳志愿者”: an honour of a place."""
    number = source.starting(quote.start)
    if number is None or source.words[number].tag != "LOC" or source.words[number].end >= quote.end:
        return None
    prefix = prefix_of(source.folded[source.words[number].end : quote.end])
    return prefix if prefix and prefix[1].type == "award" else None


def _prefix_counts(source: Source, quote: Quote, kind: NameType) -> bool:
    """“平安临江” needs its place, and “数字赋能” is what everybody does."""
    number = source.starting(quote.start)
    if kind == "platform" and number is not None and source.words[number].tag == "LOC":  # “云南礼物”
        return False
    if kind == "programme":
        return _prefixed(source, quote, "platform") == "programme"
    return not source.folded[quote.start : quote.end].endswith(tuple(generic("词尾")))


def _begin(source: Source, mark: int, inner: str) -> int:
    """Where the name begins: 助“农”工坊 takes the single letter before a single quoted letter."""
    number = source.ending(mark)
    if len(inner) == 1 and number is not None:
        word = source.words[number]
        if len(word.text) == 1 and word.tag in ("v", "n", "a", "vn", "an"):
            return word.start
    return mark


def _refusal(inner: str, after: _Verdict | None) -> str | None:
    """Why a quotation cannot be a name."""
    plain = inner.strip()
    if plain in ordinary() and not (after and after.end and len(plain) == 1):
        return f"{ordinary()[plain]}: an ordinary word"
    if len(plain) < 2 and not after:
        return "quoted.short: one character"
    if len(plain) > _LONGEST:
        return "quoted.long: a sentence"
    if plain[-1:] in "。!?;…" or (_SENTENCE.search(plain) and not (after and len(plain) <= 20)):
        return "quoted.sentence: a sentence or a slogan"
    if "、" in plain and not after:
        return "quoted.slogan: a list"
    if _SLOGAN.match(plain) and not after and not prefix_of(plain):
        return "quoted.slogan: begins like a sentence"
    return None


def _own_head(own: HeadMatch, inner: str) -> bool:
    """Whether a quotation is a name by the head noun that it ends in: not “工作模式”, “新服务”."""
    if len(own.surface) >= len(inner) or own.row.type == "place":
        return False
    if own.row.inner and own.row.type in ("programme", "work", "award"):
        return False
    if len(inner) - len(own.surface) < 2 <= len(own.surface) and own.row.type in (
        "platform",
        "award",
        "facility",
    ):
        return False
    counted = _COUNTED.match(inner) or inner[: -len(own.surface)] in ("双", "两", "三", "四", "五", "多")
    if own.row.type == "policy" or (counted and own.row.type != "programme"):
        return False
    if len(own.surface) == 1:
        return (own.surface in _ONE_LETTER and len(inner) >= 3) or (
            own.row.type == "platform" and 3 <= len(inner) <= 6 and inner[-2:] not in common()
        )
    free = own.row.type == "facility" or own.row.id == "大脑"
    return (free and len(inner) - len(own.surface) >= 2) or inner[: -len(own.surface)] not in generic("修饰")


def _dashed(source: Source, quote: Quote) -> _Verdict | None:
    """“书香满城”——临江读书节: what follows the dash up to its head belongs to the name."""
    at = quote.end + 1
    if not source.folded.startswith(_DASH, at):
        return None
    number = source.starting(at + len(_DASH))
    best: _Verdict | None = None
    while number is not None and number < len(source.words):
        word = source.words[number]
        if word.tag not in _AFTER_TAGS | _NAME_TAGS or word.end - at > 40:
            break
        match = heads().at(source.folded, word.end, start=at)
        if match and match.row.type in ("programme", "event", "award"):
            best = _Verdict(match.row.type, word.end, match.rule)
        number += 1
    return best


def _head_after(source: Source, at: int) -> _Verdict | None:
    """The head noun that a quotation modifies: “巧娘”工坊, “甲”结对帮扶工程; `at` follows the mark."""
    number = source.starting(at)
    if number is None:
        return None
    best: _Verdict | None = None
    nouns = False
    for word in source.words[number : number + _REACH]:
        if not _goes_on(word, nouns=nouns):
            break
        nouns = nouns or word.tag in ("n", "nz")
        match = source.head_at(word.end, at)
        if match and _counts(match, word, at):
            best = _Verdict(match.row.type, None if match.row.inner else word.end, match.rule)
    return best


def _goes_on(word: Word, *, nouns: bool) -> bool:
    """Whether the phrase after a quotation goes on: after its first noun no verb."""
    if word.text in verbs("系连"):
        return False
    return word.tag in (("n", "vn", "nz") if nouns else _AFTER_TAGS)


def _counts(match: HeadMatch, word: Word, at: int) -> bool:
    """One-letter heads (部, 法, 展) count only right after the mark or as 机制办, places only as clusters of cities."""
    if match.row.type == "place":
        return match.surface in generic("区群") and word.end - at == len(match.surface)
    if match.row.type == "policy" and word.end - at > len(match.surface) + 2:
        return False
    if match.row.id == "空间" and word.end - at > len(match.surface) + 1:
        return False
    return (
        len(match.surface) > 1
        or (match.surface in _ONE_LETTER and word.end - at == 1)
        or (match.surface == "办" and len(word.text) > 1 and word.tag in ("n", "nz", "ORG"))
    )


def _head_before(source: Source, at: int) -> HeadMatch | None:
    """The class noun right before a quotation: 阅读空间“麦穗书屋”, 品牌“山里红”."""
    number = source.ending(at)
    if number is None or source.words[number].tag not in ("n", "nz", "vn"):
        return None
    match = heads().at(source.folded, at, start=source.words[number].start)
    if match and len(match.surface) > 1 and match.row.type not in ("place", "organisation", "policy"):
        return match
    return None


def _shared(source: Source, group: list[Quote], verdicts: list[Found | Rejected | None]) -> _Verdict | None:
    """What a row of quotations shares: the head after 等, the type of the members judged, the verb before."""
    last = group[-1]
    tail = _TAIL.match(source.folded, last.end + 1)
    if tail:
        head = _head_after(source, tail.end())
        return head if head or len(group) > 1 or ordered(source, last) else _cue_before(source, group[0])
    kinds = {(one.type, one.rules[-1]) for one in verdicts if isinstance(one, Found)}
    if len({kind for kind, _ in kinds}) == 1:
        kind, rule = min(kinds)
        return _Verdict(kind, None, rule)
    orders = not _launched(source, group[0]) and any(ordered(source, quote) for quote in group)
    return None if orders or _attributive(source, last) else _cue_before(source, group[0])


def _attributive(source: Source, last: Quote) -> bool:
    """“水清岸绿”的环境, “组团式”医疗: a description, not a name."""
    return source.folded[last.end + 1 : last.end + 2] in ("的", "式", "地", "型", "化")


def _launched(source: Source, quote: Quote) -> bool:
    """Whether a verb of launching or awarding governs the quotation right before it."""
    number = source.ending(quote.start - 1)
    if number is not None and source.words[number].text in ("了", "为"):
        number -= 1
    cue = cues().get(source.words[number].text) if number is not None and number >= 0 else None
    return cue is not None and cue[1].launch


def _cue_before(source: Source, quote: Quote) -> _Verdict | None:
    """The verb of naming that governs the quotation: 实施“甲”, 推出了首个“乙”."""
    at = quote.start - 1
    number = source.ending(at)
    while number is not None and number >= 0:
        word = source.words[number]
        cue = cues().get(word.text)
        if cue:
            rule, row = cue
            fits = not row.headed and (not row.ending or source.folded[quote.end - 1] in row.ending)
            kind = "programme" if row.type == "facility" and _ends_in_place(source, quote) else row.type
            return _Verdict(kind, None, rule) if fits else None
        if (
            word.tag in ("w", "p", "c", "d", "v", "r", "PER", "TIME", "")
            or word.text == "的"
            or at - word.start > 12
        ):
            return None
        number -= 1
    return None


def _dot(source: Source, quote: Quote) -> Found | Rejected:
    """A short quotation with a dot in it is a name: “平湖·四季”."""
    inner = source.folded[quote.start : quote.end]
    if "·" in inner and len(inner) <= 14 and not inner[0].isdigit():
        return Found(quote.start, quote.end, "brand", ("quoted.dot",), marked=True)
    return source.rejected(quote.start, quote.end, "quoted: no sign that it is a name")

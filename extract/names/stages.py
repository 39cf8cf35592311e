"""What stands right behind the name of a built work and belongs to it: its stage, one of its parts, its section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.names.gazetteer import candidates
from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import HeadMatch, heads, wholes

__all__ = ["staged", "unstaged", "with_part", "with_stage"]

_N = "[一二三四五六七八九十]"
# 二期, 一期一步工程, 二期骨干工程
_STAGE = re.compile(
    rf"(?<![第年学分上下本首假近中长短刑])[一二三四五六七八九]期(?:{_N}步)?(?:骨干)?(?:工程)?(?![间货刊末限待望徒])"
)
_GLUED = re.compile(r"(?<=..)[一二三四五六七八九]期(?:工程)?$")
# 第三跑道, 东二跑道, 第四通道
_PART = re.compile(rf"(?:第{_N}{{1,2}}|[东西南北]{_N})(?:跑道|通道|航站楼|航站区|船闸|泵站|干渠|水厂)")
_TAIL = re.compile(r"\([^()\n]{1,8}(?:段|线|期)\)")  # 江河高铁(临柳段), 大河国家公园(临江段)
_SECTIONED = ("铁", "路", "线", "速", "道", "河", "号", "园", "廊", "渠", "堤", "江", "程")
_SECTION = 4  # words of a section's name: 成都 + 至 + 柳河 + 段
_BETWEEN = frozenset({"至", "到", "—", "-"})
_MAKERS = frozenset(
    {"企业", "短称企业", "研究机构", "企业简称", "央企与能源", "制造", "消费与金融"}
)  # bodies whose works go on in stages
_GOING_ON = frozenset(
    {"交通设施", "水利设施", "实验室", "中心", "矿场"}
)  # heads of works that are built in stages
_STREAMS = frozenset({"自然", "山川"})
_NEAR = 24  # characters behind a name in which a stage or a section may end
_MARK = re.compile("期|段|跑道|通道|航站|船闸|泵站|干渠|水厂")  # in what is sought
_WORDS, _LONGEST = 6, 24  # words and letters before a stage


def with_stage(source: Source, name: Found) -> Found:
    """The name with its stage, part or section; the stage of a firm's works is a facility (青禾存储二期)."""
    end = name.end
    if not _MARK.search(source.folded, end, end + _NEAR):
        return name
    if name.type == "place":
        return _reach(source, name) if _stream(source, name) else name
    if name.type == "facility" or (name.type == "programme" and _works(source, name)):
        end = _section(source, end) if source.folded[end - 1 : end] in _SECTIONED else end
        end = _behind(source, end, part=True) if _goes_on(source, name) or name.type == "programme" else end
    elif name.type == "organisation" and _maker(source, name):
        end = _behind(source, end, part=False)
    return name if end == name.end else name._replace(end=end, type="facility")


def with_part(source: Source, name: Found) -> Found | None:
    """A quoted undertaking with the part of it that stands behind the mark (“西电外送”第三通道), if one does."""
    if name.type not in ("programme", "facility") or source.folded[name.end : name.end + 1] not in ("”", '"'):
        return None
    end = _behind(source, name.end + 1, part=True)
    return name._replace(start=name.start - 1, end=end, type="facility") if end > name.end + 1 else None


def unstaged(text: str) -> str:
    """A name without the stage at its end: 白云机场 of 白云机场三期."""
    match = _GLUED.search(text) if "期" in text else None
    return text[: match.start()] if match else text


def staged(source: Source) -> Iterator[tuple[int, int]]:
    """Spans that end in a stage or a part, from each of the words before it: 青禾化学 + 二期."""
    for shape in (_STAGE, _PART) if _MARK.search(source.folded) else ():
        for match in shape.finditer(source.folded):
            number = source.ending(match.start())
            if number is None:
                continue
            for word in reversed(source.words[max(0, number - _WORDS) : number + 1]):
                if word.tag in ("w", "v", "p", "c", "d", "u", "r") or match.end() - word.start > _LONGEST:
                    break
                yield word.start, match.end()


def _behind(source: Source, end: int, *, part: bool) -> int:
    match = _STAGE.match(source.folded, end) or (_PART.match(source.folded, end) if part else None)
    return match.end() if match else end


def _works(source: Source, name: Found) -> bool:
    """西气东输 + 第四通道: an undertaking that is built."""
    whole = wholes().get(source.folded[name.start : name.end])
    return whole is not None or source.folded[name.end - 1] in "程"


def _maker(source: Source, name: Found) -> bool:
    match = _match(source, name)
    return match is not None and match.row.id in _MAKERS


def _goes_on(source: Source, name: Found) -> bool:
    """Whether the works are of a sort that goes on in stages; 青禾公园二期, 青禾市场一期 are told as the park and the
    market, with the stage beside them."""
    text = source.folded[name.start : name.end]
    match = _match(source, name)
    return text in wholes() or (match is not None and match.row.id in _GOING_ON)


def _match(source: Source, name: Found) -> HeadMatch | None:
    text = source.folded[name.start : name.end]
    return wholes().get(text) or heads().at(text, len(text))


def _section(source: Source, end: int) -> int:
    """Where the section of a line or park ends that stands right behind it: 川青铁路 + 成都至柳河段; `end` where none
    does."""
    tail = _TAIL.match(source.folded, end)
    if tail:
        return tail.end()
    number = source.starting(end)
    if number is None:
        return end
    for word in source.words[number : number + _SECTION]:
        if word.text.endswith("段") and (word.tag == "LOC" or candidates(word.text[:-1])):
            return word.end
        if word.text == "段":
            return word.end if word.start > end else end
        if word.tag != "LOC" and word.text not in _BETWEEN:
            break
    return end


def _stream(source: Source, name: Found) -> bool:
    match = _match(source, name)
    return match is not None and match.row.id in _STREAMS


def _reach(source: Source, name: Found) -> Found:
    """A stretch of a river by a place: 长江 + 干流 + 江苏段."""
    end = _section(source, name.end + 2 * source.folded.startswith("干流", name.end))
    return name._replace(end=end) if source.folded[end - 1] == "段" else name

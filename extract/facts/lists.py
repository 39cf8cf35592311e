"""Lists that pair their members: 城镇、农村分别增长5%、7%."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts.passage import Chunk, Passage
from extract.facts.phrases import HEADS, NOMINAL, Phrase

__all__ = ["respective_amounts", "respective_items"]

_JOINTS = frozenset({"、", "和", "及", "与", "以及"})


def respective_items(passage: Passage) -> dict[int, Phrase]:
    """The item of each amount that 分别 pairs with one of as many nouns before it, by index of the amount's chunk."""
    found: dict[int, Phrase] = {}
    for chunk in passage.chunks:
        if chunk.text == "分别":
            amounts = list(_amounts(passage, chunk))
            members = _members(passage, chunk, len(amounts))
            if len(amounts) > 1 and len(members) == len(amounts):
                found.update(zip((amount.index for amount in amounts), members, strict=True))
    return found


def respective_amounts(passage: Passage) -> dict[int, int]:
    """Which earlier amount of its sentence each amount after 分别 speaks of, by index of the chunks:
    货物45吨，货值80元，分别增长5%和9%."""
    found: dict[int, int] = {}
    for chunk in passage.chunks:
        if chunk.text == "分别":
            amounts = list(_amounts(passage, chunk))
            start, _ = passage.sentences[chunk.sentence]
            earlier = [one for one in passage.chunks_between(start, chunk.start) if one.tag == "Q"][
                -len(amounts) :
            ]
            if len(amounts) > 1 and len(earlier) == len(amounts):
                found.update((one.index, other.index) for one, other in zip(amounts, earlier, strict=True))
    return found


def _amounts(passage: Passage, start: Chunk) -> Iterator[Chunk]:
    """The amounts after 分别 that stand in one list."""
    seen = False
    for chunk in passage.after(start):
        if chunk.tag == "Q":
            seen = True
            yield chunk
        elif seen and chunk.text not in _JOINTS:
            return


def _members(passage: Passage, before: Chunk, count: int) -> list[Phrase]:
    """The last `count` members of the list of nouns before 分别, in order."""
    members: list[Phrase] = []
    run: list[Chunk] = []
    for chunk in passage.before(before):
        if chunk.text in _JOINTS:
            if run:
                members.append(Phrase(tuple(reversed(run))))
            run = []
        elif chunk.tag in NOMINAL | {"v"} and chunk.tag != "Q":
            run.append(chunk)
        else:
            break
        if len(members) == count:
            break
    if run and len(members) < count:
        members.append(Phrase(tuple(reversed(run))))
    return [member for member in reversed(members) if any(chunk.tag in HEADS for chunk in member.chunks)]

"""Lists that pair their members: 城镇、农村分别增长5%、7%."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from shilu.extract.grammar.passage import Chunk, Passage
from shilu.extract.grammar.phrases import HEADS, NOMINAL, Phrase
from shilu.extract.grammar.rows import links, word_class

__all__ = ["respective_amounts", "respective_items"]


def respective_items(passage: Passage) -> dict[int, Phrase]:
    """The item of each amount that 分别 pairs with one of as many nouns before it, by index of the amount's chunk."""
    found: dict[int, Phrase] = {}
    for chunk in passage.chunks:
        if chunk.text == "分别":
            found.update(_pairs(passage, chunk))
        elif chunk.tag == "Q" and chunk.index not in found and (lead := _unmarked(passage, chunk)):
            found.update(_pairs(passage, lead))
    return found


def _pairs(passage: Passage, lead: Chunk) -> dict[int, Phrase]:
    """The amounts after a word, each with its member of the list of nouns before it. Where the last member carries the
    head for places (对东盟、拉美市场出口), it is the item of all."""
    amounts = list(_amounts(passage, lead))
    members = _members(passage, lead, len(amounts))
    if len(amounts) < 2 or len(members) != len(amounts):
        return {}
    if any(all(chunk.tag == "LOC" for chunk in member.chunks) for member in members):
        last = [chunk for chunk in members[-1].chunks if chunk.tag != "LOC"]
        if not any(chunk.tag in HEADS for chunk in last):
            return {}
        members = [Phrase(tuple(last))] * len(amounts)
    return dict(zip((amount.index for amount in amounts), members, strict=True))


def _unmarked(passage: Passage, chunk: Chunk) -> Chunk | None:
    """The verb between two lists of one length without 分别: 床位数、医师数增至7张、3个. Given the first amount."""
    following = list(islice(passage.after(chunk), 2))
    if len(following) < 2 or following[0].text != "、" or following[1].tag != "Q":
        return None
    lead = next(passage.before(chunk), None)
    while lead is not None and (links().get(lead.text) or lead.text in word_class("same term")):
        earlier = next(passage.before(lead), None)
        if earlier is None or earlier.tag in HEADS:
            break
        lead = earlier
    return lead if lead is not None and lead.tag in {"v", "vd", "d"} else None


def respective_amounts(passage: Passage) -> dict[int, int]:
    """Which earlier amount of its sentence each amount after 分别 speaks of, by index of the chunks:
    货物45吨，货值80元，分别增长5%和9%."""
    found: dict[int, int] = {}
    for chunk in (one for one in passage.chunks if one.text == "分别"):
        amounts = list(_amounts(passage, chunk))
        if any(one.tag in HEADS and one.text not in word_class("same term") for one in passage.before(chunk)):
            continue  # 旅客、货物分别增长5%、7%: it has things of its own
        start, _ = passage.sentences[chunk.sentence]
        said = passage.chunks_between(start, chunk.start)
        earlier = [one for one in said if one.tag == "Q"][-len(amounts) :]
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
        elif seen and chunk.text not in word_class("joints"):
            return


def _members(passage: Passage, before: Chunk, count: int) -> list[Phrase]:
    """The last `count` members of the list of nouns before 分别, in order."""
    members: list[Phrase] = []
    run: list[Chunk] = []
    for chunk in passage.before(before):
        if (
            not members
            and not run
            and (chunk.tag in {"d", "vd", "ad"} or chunk.text in word_class("same term"))
        ):
            continue
        if chunk.text in word_class("joints"):
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

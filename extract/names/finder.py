"""All names of one article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shilu.extract.language import Words
from shilu.extract.names.adjust import adjust
from shilu.extract.names.awards import find_awards
from shilu.extract.names.bodies import find_organisations
from shilu.extract.names.canonical import name_records
from shilu.extract.names.chains import find_places
from shilu.extract.names.choose import choose
from shilu.extract.names.committees import find_committees
from shilu.extract.names.firms import find_firms
from shilu.extract.names.fixed import find_fixed
from shilu.extract.names.grow import grow
from shilu.extract.names.headed import find_headed
from shilu.extract.names.learned import Finds, Suggested, choose_learned, suggest
from shilu.extract.names.own import OwnWords, with_own
from shilu.extract.names.people import find_people
from shilu.extract.names.places import establish
from shilu.extract.names.played import find_played
from shilu.extract.names.quoted import find_quoted
from shilu.extract.names.repeats import find_again, find_short, one_type, split_owner
from shilu.extract.names.shaped import find_shaped
from shilu.extract.names.source import Source
from shilu.schemas import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["explain_names", "find_names", "suggest_names"]


def find_names(
    doc: Doc | Words,
    *,
    breaks: Sequence[tuple[int, int, str]] = (),
    region: str | None = None,
    words: OwnWords | None = None,
) -> tuple[Name, ...]:
    """The names of one article, in order, none overlapping another.

    `doc` is the article's joined text by `shilu.extract.language.make_language()`: then what the finders suggest is
    weighed by what was learned from marked pages. In a document of another tagger the finders choose alone, and of
    another pipeline only the shapes that need no tags are found. `breaks` are the blocks of the text (start, end,
    role), `region` is a place that the paper is known to write about, for divisions whose name is not unique, `words`
    are the user's own, which win over all else.

    >>> from shilu.extract.language import make_language
    >>> doc = make_language()("临江县启动“青禾计划”，村民李大海报名。")
    >>> [(name.span.surface, name.type) for name in find_names(doc)]
    [('临江县', 'place'), ('青禾计划', 'programme'), ('李大海', 'person')]
    """
    source, finds = _find(doc, breaks, words)
    return name_records(source, with_own(source, choose_learned(source, finds)), region=region)


def explain_names(doc: Doc) -> list[tuple[int, int, str, str]]:
    """What looked like a name and was refused: start, end, surface and the reason, in order."""
    source, finds = _find(doc, (), None)
    taken = {(one.start, one.end) for one in choose_learned(source, finds)}
    return sorted({(*one,) for one in finds.refused if (one.start, one.end) not in taken})


def suggest_names(
    doc: Doc | Words, breaks: Sequence[tuple[int, int, str]]
) -> tuple[Source, Finds, Suggested]:
    """All candidates with their signs, as the fitting of the weights sees them, for a text that LAC has read."""
    source, finds = _find(doc, breaks, None)
    return source, finds, suggest(source, finds)


def _find(
    doc: Doc | Words, breaks: Sequence[tuple[int, int, str]], words: OwnWords | None
) -> tuple[Source, Finds]:
    """The article as the finders see it, and what they say of it."""
    source, rejected = establish(Source.of(doc, breaks=breaks, own=words))
    people, no_people = find_people(source)
    bodies, no_bodies = find_organisations(source)
    headed, no_headed = find_headed(source)
    quoted, no_quoted = find_quoted(source)
    shaped = [
        *find_awards(source),
        *find_played(source),
        *find_fixed(source),
        *find_shaped(source),
        *find_firms(source),
        *find_committees(source),
    ]
    offered = [*find_places(source), *people, *bodies, *headed, *quoted, *shaped]
    chosen = choose(offered)
    chosen = choose(adjust(source, list(split_owner(source, chosen))))
    chosen = choose(grow(source, chosen))
    chosen = choose([*chosen, *find_short(source, chosen, no_headed)])
    chosen = choose([*chosen, *find_again(source, chosen)])
    chosen = one_type(source, choose(grow(source, chosen)))
    return source, Finds(chosen, offered, [*rejected, *no_people, *no_bodies, *no_headed, *no_quoted])

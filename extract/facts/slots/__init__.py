"""The slots of a fact, one file a slot or a few that are alike: each suggests candidates and tells their signs."""

from shilu.extract.facts.slots.action import ACTION
from shilu.extract.facts.slots.base import SlotChoice
from shilu.extract.facts.slots.closed import CHANGE, CUMULATIVE, REACHED, STATUS
from shilu.extract.facts.slots.item import ITEM
from shilu.extract.facts.slots.per import PER
from shilu.extract.facts.slots.period import PERIOD
from shilu.extract.facts.slots.place import PLACE
from shilu.extract.facts.slots.programme import PROGRAMME
from shilu.extract.facts.slots.subject import SUBJECT
from shilu.extract.facts.slots.told import BASE, OFFICE, PURPOSE, SPEAKER

__all__ = ["CHOICES", "SlotChoice"]

CHOICES: tuple[SlotChoice, ...] = (
    ITEM, SUBJECT, CHANGE, REACHED, ACTION, PER, PERIOD, STATUS, CUMULATIVE, SPEAKER, OFFICE, BASE, PURPOSE, PLACE,
    PROGRAMME,
)  # fmt: skip
"""In the order in which they are chosen: a slot may look at those before it (the place at the subject), not at later
ones."""

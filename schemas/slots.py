"""The one list of slots: what is told of an amount, by what heading, and whether it stands on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["SLOTS", "SlotInfo", "SlotName"]

SlotName = Literal[
    "item", "subject", "action", "change", "reached", "base", "per", "programme", "place", "period", "status",
    "cumulative", "speaker", "office", "purpose",
]  # fmt: skip
"""The name of a slot, which is that of its field in a fact."""


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """One slot. `printed` slots are words of the page with their place (`Slot`, `Period`); the others are codes."""

    name: SlotName
    printed: bool
    zh: str
    en: str


SLOTS: tuple[SlotInfo, ...] = (
    SlotInfo("item", True, "事项", "amount of what"),
    SlotInfo("subject", True, "主体", "of whom or what it is said"),
    SlotInfo("action", True, "动作", "the verb of the statement"),
    SlotInfo("change", False, "增减", "set where the amount is a change, not a level"),
    SlotInfo("reached", False, "变化方向", "set where the amount is the level that a change led to"),
    SlotInfo("base", True, "比较基准", "what a change is reckoned from"),
    SlotInfo("per", False, "每", "the denominator of a rate"),
    SlotInfo("programme", True, "项目", "the named programme that it is about"),
    SlotInfo("place", True, "地点", "where it holds"),
    SlotInfo("period", True, "时期", "when it holds"),
    SlotInfo("status", False, "状态", "done, planned, expected or a capacity"),
    SlotInfo("cumulative", False, "累计", "whether it is a running total"),
    SlotInfo("speaker", True, "来源", "who says so"),
    SlotInfo("office", True, "来源职务", "the office or body of the speaker"),
    SlotInfo("purpose", True, "用途", "what the amount is for"),
)
"""All slots, in the order of their columns."""

if {one.name for one in SLOTS} != set(get_args(SlotName)):  # pragma: no cover
    raise AssertionError("SLOTS and SlotName differ")

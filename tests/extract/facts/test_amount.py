from __future__ import annotations

from typing import get_args

from shilu.extract.facts.amount import _KIND_CODES, _KINDS
from shilu.schemas import Kind


def test_every_kind_has_a_code_and_one_that_the_weights_do_not_know_has_that_of_other() -> None:
    assert set(_KIND_CODES) == set(get_args(Kind))
    assert {kind: _KINDS.index(kind) for kind in _KINDS} == {kind: _KIND_CODES[kind] for kind in _KINDS}
    assert all(code == _KIND_CODES["other"] for kind, code in _KIND_CODES.items() if kind not in _KINDS)

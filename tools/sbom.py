"""What the product consists of besides itself, out of `uv.lock`: a bill of materials (CycloneDX 1.6) and the licences.

    python -m tools.sbom [--out FOLDER] [--notice]

Writes `sbom.cdx.json`, each package of the lock with its release, its archives' check sums and its licence, and
`licences.md`, the same for people. Licences are those that the installed packages declare; a package that is not
installed here (of another system, of an extra) is told as such. `--notice` names in `NOTICE` what is installed with the
product, each with its licence. The exit code is 1 where a package that is used has a
licence on the list of those that the product may not depend on, or where an archive has no check sum.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]
_REFUSED = re.compile(r"\bAGPL|Affero|non-?commercial|\bSSPL|\bBUSL|CC-BY-NC", re.IGNORECASE)
_LONGEST = 80
_LISTED = re.compile(r"(?<=<!-- packages -->\n).*?(?=<!-- end -->)", re.DOTALL)
_OWN = "shilu"


@dataclass(frozen=True)
class Component:
    """A package of the lock. `licence` is null where it is not installed here or declares none."""

    name: str
    version: str
    sums: tuple[str, ...]
    archives: int
    licence: str | None
    used: bool


def licence_of(name: str) -> str | None:
    """The licence that an installed package declares: as an expression, in a line, or by its classifiers."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    lines = [(about.get_all(key) or [""])[0] for key in ("License-Expression", "License")]
    told = [one.strip().partition("\n")[0] for one in lines]
    told.append(
        "; ".join(
            one.rpartition(" :: ")[2]
            for one in about.get_all("Classifier") or ()
            if one.startswith("License ::") and one != "License :: OSI Approved"
        )
    )
    return next((one[:_LONGEST] for one in told if one and one != "UNKNOWN"), None)


def components(lock: dict[str, Any]) -> Iterator[Component]:
    """The packages of the lock, in order of their names."""
    used = _used(lock)
    for package in sorted(lock["package"], key=lambda one: (one["name"], one.get("version", ""))):
        if package["name"] == _OWN:
            continue
        archives = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else [])]
        yield Component(
            name=package["name"],
            version=package.get("version", ""),
            sums=tuple(sorted(one["hash"] for one in archives if "hash" in one)),
            archives=len(archives),
            licence=licence_of(package["name"]),
            used=package["name"] in used,
        )


def _used(lock: dict[str, Any]) -> set[str]:
    """Names of what is installed with the product and any of its extras, not for developers only."""
    packages = {package["name"]: package for package in lock["package"]}
    own = packages[_OWN]
    wanted = [
        *own.get("dependencies", ()),
        *(one for extra in own.get("optional-dependencies", {}).values() for one in extra),
    ]
    names: set[str] = set()
    while wanted:
        one = wanted.pop()
        if one["name"] in names or one["name"] == _OWN:
            continue
        names.add(one["name"])
        package = packages.get(one["name"], {})
        wanted += package.get("dependencies", ())
        wanted += [
            more
            for extra in one.get("extra", ())
            for more in package.get("optional-dependencies", {}).get(extra, ())
        ]
    return names


def bill(found: list[Component], version: str) -> dict[str, Any]:
    """The bill of materials. It has no date and no number of its own, so that the same lock gives the same bytes."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": _OWN, "version": version}},
        "components": [
            {
                "type": "library",
                "name": one.name,
                "version": one.version,
                "purl": f"pkg:pypi/{one.name}@{one.version}",
                "scope": "required" if one.used else "excluded",
                "hashes": [{"alg": "SHA-256", "content": each.removeprefix("sha256:")} for each in one.sums],
                "licenses": [{"license": {"name": one.licence}}] if one.licence else [],
            }
            for one in found
        ],
    }


def table(found: list[Component]) -> str:
    """The licences as a page for people."""
    lines = [
        "# Licences of what Shilu uses",
        "",
        "| package | release | licence | used |",
        "|---|---|---|---|",
    ]
    for one in found:
        licence = (one.licence or "not installed here").replace("|", "/")
        lines.append(
            f"| {one.name} | {one.version} | {licence} | {'product' if one.used else 'development'} |"
        )
    return "\n".join(lines) + "\n"


def noticed(notice: str, found: list[Component]) -> str:
    """`NOTICE` with the packages that are installed with the product, each once, without its release. A package that is
    not installed here keeps the licence that stands there."""
    told = dict(re.findall(r"^    ([\w.-]+): (.+)$", "".join(_LISTED.findall(notice)), re.MULTILINE))
    lines = {one.name: one.licence or told.get(one.name, "not declared") for one in found if one.used}
    return _LISTED.sub("".join(f"    {name}: {licence}\n" for name, licence in lines.items()), notice)


def main() -> int:
    """Write both files and tell what is wrong."""
    parser = argparse.ArgumentParser(description="Write a bill of materials and the licences out of uv.lock.")
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--notice", action="store_true")
    asked = parser.parse_args()
    folder = asked.out
    lock = tomllib.loads((_ROOT / "uv.lock").read_text(encoding="utf-8"))
    found = list(components(lock))
    version = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bill(found, version), ensure_ascii=False, indent=1)
    (folder / "sbom.cdx.json").write_text(text + "\n", encoding="utf-8")
    (folder / "licences.md").write_text(table(found), encoding="utf-8")
    if asked.notice:
        notice = _ROOT / "NOTICE"
        notice.write_text(noticed(notice.read_text(encoding="utf-8"), found), encoding="utf-8")
    faults = [
        f"{one.name}: licence {one.licence}"
        for one in found
        if one.used and _REFUSED.search(one.licence or "")
    ]
    faults += [f"{one.name}: an archive without a check sum" for one in found if len(one.sums) < one.archives]
    print(f"{len(found)} packages, {sum(one.used for one in found)} with the product; written to {folder}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())

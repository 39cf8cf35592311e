"""The address of a database, read once and shown without its password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from shilu.extract.errors import ShiluError

__all__ = ["Address", "is_address", "read_address", "refuse_other"]

_SCHEMES = ("postgresql://", "postgres://")
_MEANT = re.compile(r"\s*postgres\w*[+\w]*\s*[:：]", re.IGNORECASE)
_OTHER = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):/{1,2}(?=[^/])")
_ENCODED = re.compile(r"[^\s%@/:?#\[\]＠／：？＃％［］\x00-\x1f\x7f\ud800-\udfff]|%[0-9A-Fa-f]{2}")
_USER = re.compile(rf"(?:{_ENCODED.pattern})*(?::(?:{_ENCODED.pattern})*)?")
_HOST = r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})*|\[[0-9A-Fa-f:.%]+\]"
_HOSTS = re.compile(rf"(?:{_HOST})(?::\d*)?(?:,(?:{_HOST})(?::\d*)?)*")
_REST = re.compile(rf"(?:/(?:{_ENCODED.pattern})*)?(?:\?(?:{_ENCODED.pattern}|[:/])*)?")


@dataclass(frozen=True)
class Address:
    """An address of PostgreSQL. `shown` is what messages and files may say of it, `***` in place of the password; the
    address itself is in no representation of this record."""

    shown: str
    whole: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False, default=())

    def without_secrets(self, words: str) -> str:
        """What a library says, with the password out of it should it repeat it."""
        for secret in self.secrets:
            words = words.replace(secret, "***")
        return words


def is_address(target: object) -> bool:
    """Whether a target is meant as the address of a database."""
    return isinstance(target, str) and _MEANT.match(target) is not None


def read_address(target: str) -> Address:
    """The address. Raises `ShiluError` S415, which repeats none of it, where a library would read it otherwise than it
    was meant: a password with an `@` or `/` in it, written as it is, ends up as part of the host or of the database.

    >>> read_address("postgresql://li:se%40cret@archive.example/news?sslmode=require").shown
    'postgresql://li:***@archive.example/news'
    """
    scheme = next((one for one in _SCHEMES if target.startswith(one)), None)
    if scheme is None:
        raise ShiluError("S415")
    userinfo, at, rest = target.removeprefix(scheme).rpartition("@")
    hosts = re.split(r"[/?]", rest, maxsplit=1)[0]
    if not (_USER.fullmatch(userinfo) and _HOSTS.fullmatch(hosts) and _REST.fullmatch(rest[len(hosts) :])):
        raise ShiluError("S415")
    user, colon, password = userinfo.partition(":")
    path, _, query = rest[len(hosts) :].partition("?")
    hidden = f"{user}:***" if colon else user
    secrets = [
        password,
        *(value for key, _, value in (one.partition("=") for one in query.split("&")) if "pass" in key),
    ]
    both = {one for secret in secrets if secret for one in (secret, unquote(secret))}
    return Address(f"{scheme}{hidden}{at}{hosts}{path}", target, tuple(sorted(both, key=len, reverse=True)))


def refuse_other(target: object) -> None:
    """Raise `ShiluError` S412, with no more than the scheme, for the address of another sort of server: as a path it
    would become a folder called `mysql:`, password and all."""
    if isinstance(target, str) and (match := _OTHER.match(target)) and len(match[1]) > 1:
        raise ShiluError("S412", target=f"{match[1]}://…")

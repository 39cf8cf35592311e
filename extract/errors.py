"""Every message to users, in one place: a code, what was wrong, where, what to do.

S1xx  what was asked for       a path, an option
S2xx  what was read            a file, a line of it
S3xx  tables of words          a row of a data file
S4xx  stores                   what a run is written to and read from
S5xx  what is asked of a run   its folder, a fact of it, marked pages
S6xx  runs                     the ledger, other machines
S7xx  corrections              decisions, the page of `shilu review`, edited tables
S8xx  many pages               variables, promises, two runs held against each other
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import PurePath

__all__ = ["MESSAGES", "ShiluError", "escaped", "in_one_line"]

MESSAGES = {
    "S101": "no such file or folder: {path}. Give a page (.txt .md .html .xml .hocr), a .jsonl file, an archive (.zip "
    ".tar.gz), a folder, a pattern in quotes, or - for standard input",
    "S102": "nothing to read in {path}: it has no .txt, .md, .jsonl, .html, .xml or .hocr file, and no archive of them",
    "S103": "the publication date {value!r:.80} is no date. Give a year, month or day: 2022, 2022-12 or 2022-12-01",
    "S104": "cannot write to {path}: {why}. Choose another place",
    "S105": "two inputs are both called {page!r}: {first} and {second}. Rename one, or extract them into two folders",
    "S106": "names cannot be written to {path}: the ending must be one of {endings}",
    "S108": "cannot write {path}: {why}. Choose another file with --out",
    "S109": "{what} needs the package {package}, which is not installed. Run `{install}`",
    "S110": "not a page: {why}",
    "S111": "no encoding is called {encoding!r:.40}. Give one such as utf-8, gb18030, big5 or utf-16",
    "S112": "standard output cannot be written: {why}",
    "S113": "nothing can be read from standard input: {why}. Pipe pages into it, or name files",
    "S120": "`shilu show` writes an HTML file, and {path} is called otherwise. Give --out a name that ends in .html, "
    "or in / for a folder of pages",
    "S121": "no page is called {page!r} in {path}. It holds, among others: {others}",
    "S130": "{path}: the key {key!r:.60} is not known. Known are: {known}",
    "S131": "{path}: {key}: {why}",
    "S132": "no such project file: {path}. Give --config a file such as shilu.toml",
    "S201": "{path}: not a text file (it holds {what} at byte {offset}). Give the page as text",
    "S202": "{path}: cannot decode byte {byte} at offset {offset}; tried {tried}. Save the file as UTF-8, or name its "
    "encoding with --encoding",
    "S203": "{path}, line {line}: not JSON: {why}",
    "S204": "{path}, line {line}: a document needs a string {field!r}; got {got}",
    "S205": "{path}: {field!r} is not a date: {value!r:.80}. Give a year, month or day such as 2022-12",
    "S206": "{path}: cannot be read: {why}",
    "S207": "{path}: the file {why}",
    "S208": "{path}: file type {suffix!r} is not read. Give .txt, .md, .jsonl, .html, .xml, .hocr, .json, .pdf or a "
    "picture, or an archive (.zip .tar.gz) of them",
    "S209": "{page}: the extractor failed on this document: {why}. Please report it with the page",
    "S210": "{path}, line {line}: a second document with the id {page!r}; ids must differ within a run",
    "S211": "{path}: not UTF-8, UTF-16, GB18030 or Big5, it seems: of {total} characters read as GB18030, {count} are "
    "no known ones. Name its encoding with --encoding, or save it as UTF-8",
    "S212": "{path}: {size:,} characters are more than one document may have ({most:,}). Split it into pages",
    "S213": "{path}: it unpacks to more than {times} times its size, as archives do that are made to fill a disk; no "
    "more of it was read. Unpack it yourself if it is sound, and give the folder",
    "S214": "{path}: not read, since {why}. Unpack it yourself, and give the folder",
    "S215": "{path}: {why}. The {count:,} members that stand whole before that are read, and marked `unverified` in "
    "their metadata, as the check sum that would vouch for them is missing; the rest is lost. Fetch the archive again",
    "S216": "{path}: the file could not be read: {why}. Please report it with the file",
    "S217": "{path}: its files could not be listed: {why}. What it holds was not read",
    "S218": "{page}: given up after {seconds:g} seconds, the most that one page may take (--page-timeout)",
    "S219": "{path}: more than {most:,} {what}, which no page has; it was not read",
    "S221": "{what} is missing from the package {package}; install it anew. Nothing is downloaded",
    "S222": "{path}: page {page} was not read: {why}, and recognizing it needs `pip install 'shilu[ocr]'`",
    "S301": "{path}, line {line}: {why}",
    "S302": "{path}, line {line}: row {row!r} claims {surface!r}, already taken by row {other!r} (line {other_line}). "
    "Remove one, or set `ambiguous = true` in both",
    "S303": "{path}: not TOML: {why}",
    "S310": "{path}: no table of words: its first row must be a heading with `canonical` or `name`, and `type`, each "
    "once; got {found}",
    "S311": "{path}: {count} rows cannot be used: {told}",
    "S312": "{path}: the table of words was changed while the run was at work. Give the same command again",
    "S402": "{path} cannot be read as a store of Shilu: {why}. Give what `shilu extract --out` wrote",
    "S403": "{path} is there already and is no store of Shilu: {why}. Choose another name, move it away, or say "
    "--force, which replaces it",
    "S404": "{path}: {kind} can be written and not read back. Give one of: {kinds}",
    "S405": "{path} cannot be exported onto itself. Choose another target",
    "S406": "{path}: nothing is written under the ending {ending}. Give a folder, or a name like: {kinds}",
    "S407": "{target}: PostgreSQL says: {why}",
    "S408": "{page}: no store can keep its name and metadata: {why} in them. Rename the file or repair the document",
    "S409": "{target}: {what}. The tables there are of another version or not ours: rename the schema `shilu`, or "
    "choose another database",
    "S410": "there is no table {table!r}. Give one of: {tables}",
    "S411": "{target}: another process is writing it. Wait until it is done, or choose another target",
    "S412": "{target}: nothing can be written to or read from such an address. Give a folder, a name like X.duckdb, "
    "X.sqlite, X.parquet or X.xlsx, or postgresql://…",
    "S413": "{path} was written by {age} Shilu, in format {found} (this one writes {ours}), and cannot be read: {why}. "
    "Read it with the Shilu that wrote it, or give this one the pages again: `shilu extract PAGES --out {path}`",
    "S415": "the address of the database cannot be read (it is not repeated here, for it may hold a password). Write "
    "it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE, and within it these characters percent-encoded: % as %25, "
    "@ as %40, / as %2F, : as %3A, ? as %3F, # as %23, [ as %5B, ] as %5D, a blank as %20. Or leave the password out "
    "and give it in the variable PGPASSWORD",
    "S416": "{path} is there already and bears no mark of Shilu. Choose another target, move it away, or say --force, "
    "which replaces it and nothing else",
    "S501": "no marked page in {path}. Give a folder with PAGE.facts.jsonl, PAGE.names.jsonl or PAGE.times.jsonl, or a "
    "Label Studio export (.json)",
    "S502": "{path}, line {line}: {why}",
    "S503": "{path} is no run: it has no facts.csv. Give the folder that `shilu extract --out` wrote",
    "S504": "{path}: {why}",
    "S505": "{run} has no fact {fact!r:.120}. {hint}",
    "S506": "no such file or folder: {path}. Give a folder with PAGE.facts.jsonl, PAGE.names.jsonl or "
    "PAGE.times.jsonl, or a Label Studio export (.json)",
    "S601": "another run is writing into the same store: its ledger {path} is in use. Wait until it is done, or choose "
    "another --out",
    "S602": "{path} is no ledger that this version can use: {why}. Remove it and run again",
    "S603": "Ray at {address}: {why}",
    "S604": "what reads the pages cannot be started: {why}. With --jobs, try fewer",
    "S605": "{why}. The run was broken off after {done:,} documents; an earlier output is as it was. What was done is "
    "kept in {ledger}: once the cause is mended, the same command goes on",
    "S701": "{run}: decisions are kept in a file beside the run, and a server has none. Name one with --decisions FILE",
    "S702": "{path}, line {line}: not a decision of `shilu review`: {why}",
    "S703": "{path}: decisions cannot be read or written here: {why}. Name another file with --decisions",
    "S704": "nothing was decided on any page of this run, so {path} got no marks. Decide with `shilu review RUN` first",
    "S705": "{path} cannot be read as a table: {why}. Give a .xlsx or .csv file that `shilu export` wrote",
    "S706": "{path} has no column {column}, by which its rows are told apart. Give a table that `shilu export` wrote",
    "S707": "the address 127.0.0.1:{port} cannot be used: {why}. Choose another with --port, or leave it out",
    "S708": "{run} has no rows to look at. Give a run with pages in it",
    "S709": "nothing in {folder} can be run again: it has no PAGE.txt beside its marks. `shilu apply RUN --gold` "
    "writes both",
    "S710": "{path} is no export of {tool} that this version reads: {why}",
    "S711": "no name was decided on in this run, so there are no words for {path}. Sign, fix or add names in "
    "`shilu review RUN` first",
    "S720": "{path} is no file of weights: {why}. Give what `shilu learn --out` wrote",
    "S721": "{path} corrects the weights of another version of Shilu, and would do harm with these. Run `shilu learn` "
    "again",
    "S801": "{path}: variables and promises are not written as {kind}. Give a folder, or a name like X.html, X.xlsx, "
    "X.csv, X.duckdb, X.sqlite, X.parquet, or postgresql://…",
    "S722": "{folder} has {count} marked rows that Shilu finds, too few to learn from: {fewest} are needed",
    "S723": "{path} is not used, since `shilu learn` found that it is no better on the pages that it held out, or does "
    "harm on the samples. Leave it out, or mark more and learn again",
}


class ShiluError(Exception):
    """A message for the user. `code` names its row in `MESSAGES`; the keywords fill it in.

    >>> str(ShiluError("S207", path="a.txt", why="is empty"))
    '[S207] a.txt: the file is empty'
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        shown = {
            key: escaped(value) if isinstance(value, str | PurePath) else value
            for key, value in details.items()
        }
        super().__init__(f"[{code}] {MESSAGES[code].format(**shown)}")

    def __reduce__(self) -> tuple[Callable[..., ShiluError], tuple[str, dict[str, object]]]:
        """Made anew of its code and details in another process."""
        return _again, (self.code, self.details)

    def with_path(self, path: object, shown: str) -> ShiluError:
        """The same message, with `shown` where it names `path`: the name that the user knows a file by.

        >>> str(ShiluError("S207", path="/tmp/x/a.txt", why="is empty").with_path("/tmp/x/a.txt", "all.zip/a.txt"))
        '[S207] all.zip/a.txt: the file is empty'
        """
        details = {
            key: str(value).replace(str(path), shown) if isinstance(value, str | PurePath) else value
            for key, value in self.details.items()
        }
        return ShiluError(self.code, **details)


def _again(code: str, details: dict[str, object]) -> ShiluError:
    return ShiluError(code, **details)


def escaped(words: object) -> str:
    r"""Words for one line of a terminal: what would break or forge a line (control characters, marks of direction,
    characters that print nothing) is shown by its number.

    >>> print(escaped("a\x1b[2K\nshilu: done"))
    a\x1b[2K\x0ashilu: done
    """
    text = str(words)
    if text.isprintable():
        return text
    return "".join(
        one if one == " " or unicodedata.category(one) not in _UNSHOWN else _number(one) for one in text
    )


_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _number(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_LONGEST = 200
"""Characters of another program's message that one of ours repeats."""


def in_one_line(message: object) -> str:
    """What another program or library says, short enough to stand in a message of ours.

    >>> in_one_line(ValueError("bad row:\\n  3"))
    'bad row: 3'
    """
    return " ".join(str(message).split())[:_LONGEST]

"""Every message to users, in one place: a code, what was wrong, where, what to do.

S1xx  what was asked for       a path, an option
S2xx  what was read            a file, a line of it
S3xx  tables of words          a row of a data file
S4xx  stores                   what a run is written to and read from
S5xx  what is asked of a run   its folder, a fact of it, marked pages
S6xx  runs                     the ledger, other machines
"""

from __future__ import annotations

from pathlib import PurePath

__all__ = ["MESSAGES", "ShiluError", "in_one_line"]

MESSAGES = {
    "S101": "no such file or folder: {path}. Give a page (.txt .md .html .xml .hocr), a .jsonl file, an archive (.zip "
    ".tar.gz), a folder, a pattern in quotes, or - for standard input",
    "S102": "nothing to read in {path}: it has no .txt, .md, .jsonl, .html, .xml or .hocr file, and no archive of them",
    "S103": "the publication date {value!r:.80} is no date. Give a year, month or day: 2022, 2022-12 or 2022-12-01",
    "S104": "cannot write to {path}: {why}. Choose another place",
    "S105": "two inputs are both called {page!r}: {first} and {second}. Rename one, or extract them into two folders",
    "S106": "names cannot be written to {path}: the ending must be one of {endings}",
    "S108": "cannot write {path}: {why}. Choose another file with --out",
    "S109": "{what} needs the package {package}, which is not installed. Run `pip install 'shilu[{extra}]'`",
    "S110": "not a page: {why}",
    "S120": "`shilu show` writes an HTML file, and {path} is called otherwise. Give --out a name that ends in .html",
    "S121": "no page is called {page!r} in {path}. It holds, among others: {others}",
    "S201": "{path}: not a text file (it holds {what} at byte {offset}). Give the page as text",
    "S202": "{path}: cannot decode byte {byte} at offset {offset}; tried {tried}. Save the file as UTF-8",
    "S203": "{path}, line {line}: not JSON: {why}",
    "S204": "{path}, line {line}: a document needs a string {field!r}; got {got}",
    "S205": "{path}: {field!r} is not a date: {value!r:.80}. Give a year, month or day such as 2022-12",
    "S206": "{path}: cannot be read: {why}",
    "S207": "{path}: the file {why}",
    "S208": "{path}: file type {suffix!r} is not read. Give .txt, .md, .jsonl, .html, .xml, .hocr, .json, .pdf or a "
    "picture, or an archive (.zip .tar.gz) of them",
    "S209": "{page}: the extractor failed on this document: {why}. Please report it with the page",
    "S210": "{path}, line {line}: a second document with the id {page!r}; ids must differ within a run",
    "S211": "{path}: not UTF-8, UTF-16 or GB18030, it seems: of {total} characters read as GB18030, {count} are "
    "no known ones, as when Big5 is read so. Convert the file to UTF-8, such as with "
    "`iconv -f BIG5 -t UTF-8 FILE > NEW`",
    "S212": "{path}: {size:,} characters are more than one document may have ({most:,}). Split it into pages",
    "S213": "{path}: it unpacks to more than {times} times its size, as archives do that are made to fill a disk; the "
    "rest of it was not read. Unpack it yourself if it is sound, and give the folder",
    "S214": "{path}: not read, since {why}. Unpack it yourself, and give the folder",
    "S216": "{what} is missing from the package {package}; install it anew. Nothing is downloaded",
    "S217": "{path}: page {page} was not read: {why}, and recognizing it needs `pip install 'shilu[ocr]'`",
    "S301": "{path}, line {line}: {why}",
    "S302": "{path}, line {line}: row {row!r} claims {surface!r}, already taken by row {other!r} (line {other_line}). "
    "Remove one, or set `ambiguous = true` in both",
    "S303": "{path}: not TOML: {why}",
    "S402": "{path} cannot be read as a store of Shilu: {why}. Give what `shilu extract --out` wrote",
    "S403": "{path} is there already and is no store of Shilu: {why}. Choose another name, or move it away",
    "S404": "{path}: {kind} can be written and not read back. Give one of: {kinds}",
    "S405": "{path} cannot be exported onto itself. Choose another target",
    "S406": "{path}: nothing is written under the ending {ending}. Give a folder, or a name like: {kinds}",
    "S407": "{target}: PostgreSQL says: {why}",
    "S408": "{page}: no store can keep its name and metadata: {why} in them. Rename the file or repair the document",
    "S409": "{target}: {what}. The tables there are of another version or not ours: rename the schema `shilu`, or "
    "choose another database",
    "S410": "there is no table {table!r}. Give one of: {tables}",
    "S411": "{target}: another process is writing it. Wait until it is done, or choose another target",
    "S412": "{target}: nothing can be written to or read from such an address. Give a folder, or a name like: {kinds}",
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
}


class ShiluError(Exception):
    """A message for the user. `code` names its row in `MESSAGES`; the keywords fill it in.

    >>> str(ShiluError("S207", path="a.txt", why="is empty"))
    '[S207] a.txt: the file is empty'
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(f"[{code}] {MESSAGES[code].format(**details)}")

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


_LONGEST = 200
"""Characters of another program's message that one of ours repeats."""


def in_one_line(message: object) -> str:
    """What another program or library says, short enough to stand in a message of ours.

    >>> in_one_line(ValueError("bad row:\\n  3"))
    'bad row: 3'
    """
    return " ".join(str(message).split())[:_LONGEST]

"""Reading: files and folders in, pages out, and a plain message for each input that could not be read."""

from shilu.extract.pages.archives import count_members
from shilu.extract.pages.collect import collect, is_archive
from shilu.extract.pages.decode import check_encoding, decode
from shilu.extract.pages.metadata import parse_published
from shilu.extract.pages.pictures import lost_picture, page_picture
from shilu.extract.pages.pieces import MOST_CHARACTERS
from shilu.extract.pages.read import Failure, Read, clash, read_file, read_pages
from shilu.extract.pages.walk import Unlisted

__all__ = [
    "MOST_CHARACTERS", "Failure", "Read", "Unlisted", "check_encoding", "clash", "collect", "count_members", "decode",
    "is_archive", "lost_picture", "page_picture", "parse_published", "read_file", "read_pages",
]  # fmt: skip

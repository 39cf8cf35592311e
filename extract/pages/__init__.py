"""Reading: files and folders in, pages out, and a plain message for each input that could not be read."""

from shilu.extract.pages.archives import count_members
from shilu.extract.pages.collect import collect, is_archive
from shilu.extract.pages.decode import decode
from shilu.extract.pages.metadata import parse_published
from shilu.extract.pages.pictures import page_picture
from shilu.extract.pages.read import Failure, Read, clash, read_file, read_pages

__all__ = [
    "Failure", "Read", "clash", "collect", "count_members", "decode", "is_archive", "page_picture", "parse_published",
    "read_file",
    "read_pages",
]  # fmt: skip

"""Reading: files and folders in, pages out, and a plain message for each input that could not be read."""

from extract.pages.collect import collect
from extract.pages.decode import decode
from extract.pages.metadata import parse_published
from extract.pages.read import Failure, read_pages

__all__ = ["Failure", "collect", "decode", "parse_published", "read_pages"]

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.errors import ShiluError
from shilu.extract.pages import check_encoding, decode

TEXT = "县里建成书屋102座,\n借阅量达到3.5万册次。"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"],
)
def test_reads_the_encodings_of_chinese_pages(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


def test_drops_the_mark_of_big_endian_utf16() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "a.txt") == TEXT


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_are_one_character(ending: str) -> None:
    assert decode(f"书屋{ending}102座".encode(), "a.txt") == "书屋\n102座"


@pytest.mark.parametrize(
    ("data", "what", "offset"),
    [
        (b"%PDF-1.7 ...", "PDF", 0),
        (b"\x89PNG\r\n\x1a\n", "PNG", 0),
        (b"PK\x03\x04rest", "ZIP", 0),
        ("书屋".encode() + b"\x00\x01\x02", "zero byte", 6),
    ],
    ids=["PDF", "PNG", "Word", "零字节"],
)
def test_says_what_is_no_text(data: bytes, what: str, offset: int) -> None:
    with pytest.raises(ShiluError) as caught:
        decode(data, "a.txt")
    assert caught.value.code == "S201"
    assert what in str(caught.value)
    assert f"at byte {offset}" in str(caught.value)


def test_names_the_byte_that_breaks_utf8() -> None:
    good = "全县建成石榴园。".encode()
    with pytest.raises(ShiluError) as caught:
        decode(good + b"\xff" + good * 3, "a.txt")
    assert caught.value.code == "S202"
    assert "0xFF at offset 24" in str(caught.value)


def test_names_the_byte_that_no_encoding_holds() -> None:
    with pytest.raises(ShiluError, match="S202"):
        decode(b"\xb5\xa5\xff\xff\xb5", "a.txt")


def test_names_the_half_of_a_surrogate_pair() -> None:
    with pytest.raises(ShiluError) as caught:
        decode("全县\ud800建成3座".encode(errors="surrogatepass"), "a.txt")
    assert "0xED at offset 6" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "今年七月，全縣建成一百座書屋，投入三億元，很好",
        "江城日報訊:當地居民說,這裡的變化很大,學校、醫院都建起來了,經濟發展迅速。\n" * 30,
    ],
)
def test_big5_is_told_from_gb18030(text: str) -> None:
    assert decode(text.encode("big5"), "a.txt") == text
    assert decode(text.encode("gb18030"), "a.txt") == text


@pytest.mark.parametrize("text", ["臺北市立圖書館閱覽室", "𠝹咗三件嘢,佢哋話好正"])
def test_what_is_too_short_to_be_told_apart_is_read_as_it_is_said_to_be(text: str) -> None:
    assert decode(text.encode("big5hkscs"), "a.txt", "big5hkscs") == text


def test_private_characters_throughout_are_refused_with_what_to_do() -> None:
    with pytest.raises(ShiluError, match="--encoding") as caught:
        decode("\ue000\ue001建成".encode("gb18030") * 9, "a.txt")
    assert caught.value.code == "S211"


def test_an_encoding_that_is_given_is_not_doubted_but_for_a_mark() -> None:
    assert decode(TEXT.encode("gb18030"), "a.txt", "gb18030") == TEXT
    assert decode(codecs.BOM_UTF8 + TEXT.encode(), "a.txt", "gb18030") == TEXT
    with pytest.raises(ShiluError, match="S202"):
        decode(TEXT.encode("gb18030"), "a.txt", "utf-8")


@pytest.mark.parametrize("encoding", ["klingon", "base64", "", "utf-8\0"])
def test_an_encoding_that_does_not_exist_is_refused(encoding: str) -> None:
    with pytest.raises(ShiluError, match="S111"):
        check_encoding(encoding)


def test_a_few_user_defined_characters_of_gb18030_stand() -> None:
    text = TEXT + "\ue000"
    assert decode(text.encode("gb18030"), "a.txt") == text


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_message(data: bytes) -> None:
    with contextlib.suppress(ShiluError):
        assert "\r" not in decode(data, "a.txt")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff"), max_size=60))
def test_utf8_comes_back_as_it_went(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode(), "a.txt") == text

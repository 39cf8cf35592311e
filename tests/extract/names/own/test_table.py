"""The table of the user's own words: what is read, what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.names import OwnWord, OwnWords, read_words


def written(folder: Path, text: str, name: str = "words.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_names_aliases_heads_and_refusals_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "canonical,type,aliases,use\n"
        "临江青禾科技有限公司,organisation,青禾科技;青禾,\n"
        "工作坊,facility,,head\n"
        "最后一公里,,,none\n",
    )
    assert read_words(path) == OwnWords.of(
        [
            OwnWord("临江青禾科技有限公司", "organisation", "临江青禾科技有限公司"),
            OwnWord("青禾科技", "organisation", "临江青禾科技有限公司"),
            OwnWord("青禾", "organisation", "临江青禾科技有限公司"),
            OwnWord("工作坊", "facility", "工作坊", "head"),
            OwnWord("最后一公里", None, "最后一公里", "none"),
        ]
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_headings_and_every_encoding_of_a_spreadsheet_do(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "类型,名称,全称\n机构,县医院,临江县人民医院\n", encoding=encoding)
    assert (
        read_words(path).words
        == (
            OwnWord("县医院", "organisation", "临江县人民医院"),
            OwnWord("临江县人民医院", "organisation", "临江县人民医院"),
        )[::-1]
    )


def test_a_workbook_is_read_like_the_same_csv(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="workbooks are an extra: pip install 'shilu[xlsx]'")
    rows = [["名称", "类型", "备注"], ["柳河驿站", "设施", 3], [None, None, None], ["青禾计划", "计划", None]]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "words.xlsx")
    text = "".join(",".join(str(cell or "") for cell in row) + "\n" for row in rows)
    assert read_words(tmp_path / "words.xlsx") == read_words(written(tmp_path, text))


def test_the_order_of_rows_is_nothing_that_a_result_depends_on(tmp_path: Path) -> None:
    first = written(tmp_path, "name,type\n青禾计划,programme\n柳河镇,place\n", "a.csv")
    second = written(tmp_path, "type,name\nplace,柳河镇\nprogramme,青禾计划\n", "b.csv")
    assert read_words(first).digest == read_words(second).digest == read_words(first, second).digest


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("", "S310", "got nothing"),
        ("词汇,种类\n青禾,机构\n", "S310", "词汇"),
        ("name,canonical,name\n", "S310", "heading"),
        ("name,type\n\n青禾,机关单位\n", "S311", "line 3: '机关单位' is no type"),
        ("name,type\n青,机构\n", "S311", "line 2: '青' is too short"),
        ("name,type\n,机构\n", "S311", "line 2: no name is given"),
        ("name,type\n" + "长" * 101 + ",机构\n", "S311", "too long"),
        ("name,type,use\n青禾,机构,maybe\n", "S311", "'maybe' is no use"),
        ("name,type\n青禾,机构\n青禾,人名\n", "S311", "line 3: '青禾' is told otherwise in words.csv line 2"),
        ("name,type\n" + "".join(f"名{n},无\n" for n in range(8)), "S311", "8 rows cannot be used"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line(tmp_path: Path, text: str, code: str, told: str) -> None:
    with pytest.raises(ShiluError) as error:
        read_words(written(tmp_path, text))
    assert error.value.code == code
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        pytest.param("words.csv", b"\x89PNG\r\n\x1a\n\0\0", "S201", id="picture"),
        pytest.param("words.xlsx", b"PK\x03\x04 no workbook", "S206", id="workbook"),
        pytest.param(None, b"", "S206", id="missing"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str | None, data: bytes, code: str) -> None:
    path = tmp_path / (name or "missing.csv")
    if name:
        path.write_bytes(data)
    if path.suffix == ".xlsx":
        pytest.importorskip("openpyxl", reason="workbooks are an extra: pip install 'shilu[xlsx]'")
    with pytest.raises(ShiluError) as error:
        read_words(path)
    assert error.value.code == code

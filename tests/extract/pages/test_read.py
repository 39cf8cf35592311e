from __future__ import annotations

import json
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.pages import Failure, collect, parse_published, read_pages
from shilu.schemas import Page


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def one(path: Path, **options: str) -> Page:
    (page,) = read_pages([path], **options)
    assert isinstance(page, Page), page
    return page


def fails(path: Path) -> Failure:
    (failure,) = read_pages([path])
    assert isinstance(failure, Failure)
    return failure


def test_a_folder_gives_its_pages_sorted_with_those_of_its_subfolders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.htm", "a.meta.json", "notes.csv"):
        write(tmp_path, name, "书屋建成" if name != "a.meta.json" else "{}")
    assert [path.name for path in collect([tmp_path])] == ["a.md", "b.txt", "c.htm"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "书屋")
    assert list(collect([path, tmp_path])) == [path]


def test_a_missing_path_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match="S101"):
        read_pages([write(tmp_path, "a.txt", "书屋"), tmp_path / "无此文件.txt"])


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match="S102"):
        read_pages([tmp_path])


def test_a_page_is_called_by_its_file(tmp_path: Path) -> None:
    page = one(write(tmp_path, "日报-0312.txt", "书屋\n102座"))
    assert (page.id, page.text, page.published) == ("日报-0312", "书屋\n102座", None)


def test_metadata_stand_beside_the_page(tmp_path: Path) -> None:
    write(tmp_path, "a.meta.json", json.dumps({"published": "2023-05", "title": "一版", "paper": "江城日报"}))
    page = one(write(tmp_path, "a.txt", "书屋"))
    assert page.published is not None
    assert (page.published.value, page.published.source) == ("2023-05", "metadata")
    assert (page.title, page.meta) == ("一版", {"paper": "江城日报"})


def test_the_users_date_wins_over_metadata(tmp_path: Path) -> None:
    write(tmp_path, "a.meta.json", '{"published": "2023-05"}')
    page = one(write(tmp_path, "a.txt", "书屋"), published="2022")
    assert page.published is not None
    assert (page.published.value, page.published.source) == ("2022", "option")


@pytest.mark.parametrize("value", ["2022", "2022-12", "2024-02-29"])
def test_dates_of_publication(value: str) -> None:
    assert parse_published(value) == value


@pytest.mark.parametrize(
    "value", ["2022-13", "2023-02-29", "22-12", "2022/12", "去年", "", "2022-1", "0000", "２０２２"]
)
def test_what_is_no_date_of_publication(value: str) -> None:
    with pytest.raises(ShiluError, match="S103"):
        parse_published(value)


@pytest.mark.parametrize(
    ("meta", "code"),
    [
        ("{", "S203"),
        ("[1]", "S203"),
        ("[" * 9999, "S203"),
        (f'{{"published": {"9" * 5000}}}', "S203"),
        ('{"published": "元旦"}', "S205"),
        ('{"published": [1]}', "S205"),
    ],
    ids=["cut off", "no object", "too deep", "too long a number", "no date", "a list"],
)
def test_wrong_metadata_fail_the_page_and_are_named(tmp_path: Path, meta: str, code: str) -> None:
    beside = write(tmp_path, "a.meta.json", meta)
    message = fails(write(tmp_path, "a.txt", "书屋")).message
    assert message.startswith(f"[{code}] {beside}")


def test_the_line_of_a_number_that_is_too_long(tmp_path: Path) -> None:
    beside = write(tmp_path, "a.meta.json", f'{{"paper": "江城日报",\n "n": {"9" * 5000}}}')
    assert (
        f"{beside}, line 2: not JSON: a number of 5000 digits"
        in fails(write(tmp_path, "a.txt", "书屋")).message
    )


def test_a_long_number_that_python_can_read_is_kept(tmp_path: Path) -> None:
    page = one(write(tmp_path, "a.jsonl", f'{{"text": "书屋", "n": {"9" * 4000}}}'))
    assert page.meta["n"] == 10**4000 - 1


def test_the_rest_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4")
    write(tmp_path, "b.txt", " \n")
    write(tmp_path, "c.txt", "书屋")
    bad, empty, good = read_pages([tmp_path])
    assert isinstance(bad, Failure)
    assert isinstance(empty, Failure)
    assert "S201" in bad.message
    assert "S207" in empty.message
    assert "holds no text" in empty.message
    assert isinstance(good, Page)


def test_an_unknown_kind_of_file_that_was_named_is_a_failure(tmp_path: Path) -> None:
    assert "S208" in fails(write(tmp_path, "a.docx", "书屋")).message


def test_ids_differ_within_a_run(tmp_path: Path) -> None:
    first, second = read_pages([write(tmp_path, "a.md", "书屋"), write(tmp_path, "a.txt", "书屋")])
    assert isinstance(first, Page)
    assert isinstance(second, Failure)
    assert "S105" in second.message


def test_each_line_of_jsonl_is_a_document(tmp_path: Path) -> None:
    rows = [{"id": "甲", "text": "书屋\r\n102座", "published": "2021", "版": 3}, {"text": "桥"}]
    path = write(tmp_path, "docs.jsonl", "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    first, second = read_pages([path])
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.id, first.text, first.meta) == ("甲", "书屋\r\n102座", {"版": 3})
    assert second.id == "docs-3"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "S203"),
        ("[]", "S203"),
        ('{"id": "a"}', "S204"),
        ('{"id": "a", "text": 5}', "S204"),
        ('{"id": 7, "text": "a"}', "S204"),
        ('{"id": "", "text": "a"}', "S204"),
        ('{"id": "a", "text": "\\ud800"}', "S204"),
        ('{"id": "a", "text": "b", "published": "明天"}', "S205"),
        ('{"id": "好", "text": "b"}', "S210"),
        (f'{{"id": "a", "text": "三人", "n": {"9" * 5000}}}', "S203"),
        (f'{{"id": "a", "text": "三人", "n": -{"9" * 5000}}}', "S203"),
        (f'{{"id": "a", "text": "三人", "n": {"[" * 300}{"]" * 300}}}', "S203"),
        ("[" * 100_000, "S203"),
    ],
    ids=lambda value: value[:30],
)
def test_a_bad_line_of_jsonl_is_named(tmp_path: Path, line: str, code: str) -> None:
    good = '{"id": "好", "text": "书屋"}\n'
    path = write(tmp_path, "docs.jsonl", good + line + "\n" + good.replace("好", "又"))
    first, bad, last = read_pages([path])
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(bad, Failure)
    assert bad.message.startswith(f"[{code}] {path}, line 2: ")
    assert bad.line == 2


def test_jsonl_is_read_in_other_encodings(tmp_path: Path) -> None:
    row = '{"id": "甲", "text": "全县建成书屋102座"}\n'
    for name, encoding in (("a", "utf-16"), ("b", "gb18030"), ("c", "utf-8-sig")):
        path = tmp_path / f"{name}.jsonl"
        path.write_bytes(row.encode(encoding))
        assert one(path).text == "全县建成书屋102座"


def test_html_gives_its_text_and_what_its_head_says(tmp_path: Path) -> None:
    html = (
        '<html><head><title>江城 日报</title><meta name="PubDate" content="2023/03/05 08:30"></head><body>'
        "<script>var a=1</script><h1>书屋建成</h1><p>全县\n  建成<b>102座</b>书屋,"
        "<br>借书3万册。</p><p></p></body></html>"
    )
    page = one(write(tmp_path, "a.html", html))
    assert page.text == "# 书屋建成\n\n全县 建成102座书屋,\n\n借书3万册。\n"
    assert page.title == "江城 日报"
    assert page.published is not None
    assert page.published.value == "2023-03-05"


def test_html_that_is_nested_too_deep_for_recursion(tmp_path: Path) -> None:
    page = one(write(tmp_path, "a.html", "<div>" * 5000 + "书屋102座" + "</div>" * 5000))
    assert "书屋102座" in page.text


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", "", "is empty"),
        ("a.txt", "\n" * 500, "holds no text"),
        ("a.html", "", "is empty"),
        ("a.html", "<script>var a = '全县建成102座'", "holds no text"),
        (
            "a.html",
            "<html><head><title>书屋</title></head><body><p hidden>102座</p></body></html>",
            "holds no text",
        ),
    ],
)
def test_a_file_without_words(tmp_path: Path, name: str, content: str, says: str) -> None:
    path = write(tmp_path, name, content)
    assert fails(path).message == f"[S207] {path}: the file {says}"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p hidden>12座</p><p>3座</p>", "3座\n"),
        ("<div hidden><ruby>汉<rt>1</rt></ruby><script>5</script></div>3座", "3座\n"),
        ('<p style="color:red; display: none">12座</p>3座', "3座\n"),
        ("<p>3座<textarea>9座</textarea></p>", "3座\n"),
        ("<p><ruby>汉<rp>(</rp><rt>13</rt><rp>)</rp></ruby>字</p>", "汉字\n"),
    ],
)
def test_what_a_reader_does_not_see_is_left_out(tmp_path: Path, html: str, text: str) -> None:
    assert one(write(tmp_path, "a.html", html)).text == text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("<tr><td>5<td>个", "5\t个\n"),
        (
            "<tr><th>乡\n镇<th>书<br>屋<tr><td><p>东乡</p><td></td><td>12 <b>座</b>",
            "乡 镇\t书 屋\n\n东乡\t12 座\n",
        ),
        ("<tr><td>合计", "合计\n"),
        (f"<tr><td><p>全县</p><p>建成</p><td>{'长' * 61}", f"全县\n\n建成\n\n{'长' * 61}\n"),
        ("<tr><td><table><tr><td>5<td>个</table><td>书屋", "5\t个\n\n书屋\n"),
        ("<tr><td>5<td hidden>个<td>座", "5\t座\n"),
    ],
    ids=["two cells", "blocks in cells", "one cell", "layout", "a table within", "hidden"],
)
def test_cells_of_a_row_are_parted(tmp_path: Path, rows: str, text: str) -> None:
    assert one(write(tmp_path, "a.html", f"<table>{rows}</table>")).text == text


def test_rows_of_many_nested_tables_take_linear_time(tmp_path: Path) -> None:
    page = one(write(tmp_path, "a.html", "<table><tr><td>甲</td><td>" * 5000))
    assert page.text.count("甲") == 5000

"""Pictures of pages: what is read, where it stands, what is kept, and files that are broken."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from shilu.extract.layout import turned_box
from shilu.extract.ocr import Kept, array_of, engine, refuse_language
from shilu.extract.ocr.engine import Quad
from shilu.extract.ocr.fuse import fused, is_whole
from shilu.extract.ocr.look import look
from shilu.extract.ocr.read import Reading
from shilu.extract.pages import Failure, read_file, read_pages
from shilu.schemas import Page
from shilu.schemas.page import Box

Image = pytest.importorskip("PIL.Image", reason="the extra `ocr` is not installed: no picture was read")
pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed: no picture was read")

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
LEFT = ["全县今年新修水渠420余", "公里，可灌田3万亩，惠", "及农户2100家，水费每", "吨降了1.3元。"]
RIGHT = ["农民用水协会又添了2.3", "万人，会费分文不收，账", "目每月张榜公布，满意率", "达到98.7%。"]


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be fetched."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="module")
def picture() -> Any:
    """A page of two columns."""
    if not FONT.exists():
        pytest.skip(f"no font {FONT}: no picture was made")
    from PIL import ImageDraw, ImageFont

    page = Image.new("L", (1000, 420), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 36)
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        draw.text((40, 60 + 60 * row), left, font=font, fill="black")
        draw.text((520, 60 + 60 * row), right, font=font, fill="black")
    return page


def test_a_picture_is_read_in_order(picture: Any, tmp_path: Path) -> None:
    picture.save(tmp_path / "a.png")
    (page,) = read_pages([tmp_path / "a.png"])
    assert isinstance(page, Page)
    assert page.text.split() == LEFT + RIGHT
    assert page.meta["image"] == "a.png"
    box = page.lines[4].box
    assert box is not None
    assert abs(box.x - 520) < 12
    assert abs(box.y - 60) < 24


@pytest.mark.parametrize("turn", [180, 90, 270])
def test_a_page_on_its_head_or_side_is_read_as_one_that_stands(
    picture: Any, tmp_path: Path, turn: int
) -> None:
    """Its columns in their order, and each line with its place on the picture as it lies."""
    lying = picture.rotate(turn, expand=True)  # against the clock
    lying.save(tmp_path / "a.png")
    (page,) = read_pages([tmp_path / "a.png"])
    assert isinstance(page, Page)
    assert page.text.split() == LEFT + RIGHT
    assert page.meta["ocr"]["turned"] == turn
    upright = Box(x=520, y=60, width=400, height=50)
    box = page.lines[4].box
    place = turned_box(upright, 360 - turn, *lying.size)
    assert box is not None
    assert abs(box.x - place.x) < 40
    assert abs(box.y - place.y) < 40


def test_a_tiff_of_several_pages(picture: Any, tmp_path: Path) -> None:
    picture.save(tmp_path / "a.tif", save_all=True, append_images=[picture])
    pages = list(read_pages([tmp_path / "a.tif"]))
    assert [page.id for page in pages if isinstance(page, Page)] == ["a", "a-p2"]


def test_what_was_read_is_kept_and_found_again(
    picture: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture.save(tmp_path / "a.png")
    (first,) = read_file(tmp_path / "a.png", kept=tmp_path / "kept")
    monkeypatch.setattr("shilu.extract.ocr.kept.read_picture", None)
    (second,) = read_file(tmp_path / "a.png", kept=tmp_path / "kept")
    assert first.found == second.found


def test_a_reading_that_was_cut_off_is_read_anew(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    place = kept.place(b"picture", "engine")
    assert place is not None
    kept.put(place, Reading((), 20.0))
    assert kept.get(place) == Reading((), 20.0)
    place.write_text(place.read_text()[:10])
    assert kept.get(place) is None
    assert kept.get(kept.place(b"picture", "another engine")) is None


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.png", b"", "picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0 cut", "picture"),
        ("a.tif", b"II*\x00\xff\xff\xff\x7f", "picture"),
    ],
    ids=["empty", "cut off", "no page"],
)
def test_broken_pictures_say_so(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    (failure,) = read_pages([tmp_path / name])
    assert isinstance(failure, Failure)
    assert words in failure.message


def test_a_picture_without_words_and_one_too_large(tmp_path: Path) -> None:
    Image.new("L", (300, 300), "white").save(tmp_path / "a.png")
    Image.new("1", (12_000, 12_000)).save(tmp_path / "b.png")
    blank, large = read_pages([tmp_path / "a.png", tmp_path / "b.png"])
    assert isinstance(blank, Failure)
    assert "S207" in blank.message
    assert isinstance(large, Failure)
    assert "12,000" in large.message


@pytest.mark.skipif(not FONT.exists(), reason=f"no font {FONT}: no picture was made")
def test_figures_of_many_noughts_survive_the_narrowing() -> None:
    """Lines are narrowed before they are read, and the model tells equal characters apart by the white between."""
    from PIL import ImageDraw, ImageFont

    texts = ["比去年多卖6000000元", "存粮300000斤，合66600担", "账上还有88888元，欠1110元"]
    crops = []
    for text in texts:
        line = Image.new("RGB", (760, 44), "white")
        ImageDraw.Draw(line).text((6, -4), text, font=ImageFont.truetype(str(FONT), 32), fill="black")
        crops.append(array_of(line))
    assert [text.replace(",", "，") for text, _ in engine().read(crops)] == texts


def test_a_vertical_line_that_lacks_nothing_is_read_once() -> None:
    assert is_whole("用上了45间屋子’先修路", 0.99, 11)
    assert not is_whole("用上了45间屋子先修路", 0.99, 11), "a comma has no sign of its own"
    assert not is_whole("用上了45间屋子’先修路", 0.6, 11), "unsure"
    assert not is_whole("用上了45间屋子°先修路", 0.99, 11), "a speck may be a comma"


def test_a_picture_that_reads_as_a_sign_is_no_line() -> None:
    from shilu.extract.ocr.read import _is_picture

    assert _is_picture("M", Box(x=48, y=1564, width=375, height=106), 38)
    assert not _is_picture("M", Box(x=48, y=1564, width=90, height=106), 38), "a large letter"
    assert not _is_picture("水", Box(x=48, y=1564, width=375, height=106), 38)


def test_two_readings_of_a_vertical_line() -> None:
    assert fused("建成86座书屋’惠及2.3万人", "建成座书屋，惠及万人。") == "建成86座书屋，惠及2.3万人。"


def cell(draw: str, side: int = 40) -> Any:
    """A cell of vertical text with one sign, dark on light."""
    import cv2
    import numpy as np

    grey = np.full((side, side), 235, dtype="uint8")
    if draw == "open":  # ︵ at the lower edge
        cv2.ellipse(grey, (side // 2, side - 2), (side // 2 - 5, side // 4), 0, 180, 360, 20, 2)
    elif draw == "close":  # ︶ at the upper edge
        cv2.ellipse(grey, (side // 2, 2), (side // 2 - 5, side // 4), 0, 0, 180, 20, 2)
    elif draw == "one":  # 一
        cv2.line(grey, (3, side // 2), (side - 4, side // 2), 20, 3)
    elif draw == "comma":
        cv2.circle(grey, (side - 9, 8), 4, 20, -1)
    else:  # a character that fills its cell
        cv2.rectangle(grey, (4, 4), (side - 5, side - 5), 20, 3)
        cv2.line(grey, (4, side // 2), (side - 5, side // 2), 20, 2)
    return grey


@pytest.mark.parametrize(
    ("draw", "is_bracket"),
    [("open", True), ("close", True), ("one", False), ("comma", False), ("full", False)],
)
def test_brackets_of_vertical_text_are_told_from_other_signs(draw: str, is_bracket: bool) -> None:
    from shilu.extract.ocr.vertical import _is_bracket

    assert _is_bracket(cell(draw)) == is_bracket


def test_a_full_stop_at_the_end_of_a_vertical_line_has_a_cell_of_its_own() -> None:
    import numpy as np

    from shilu.extract.ocr.vertical import cells_of

    stop = cell("comma")[:14]
    grey = np.concatenate([cell("full"), cell("full"), cell("full"), stop])
    assert len(cells_of(grey)) == 4


def test_thin_strokes_of_small_type_on_grey_paper_are_ink() -> None:
    """On noisy paper some dots are far lighter than the rest; a line is not cut where a stroke is faint."""
    import numpy as np

    from shilu.extract.ocr.pieces import cut_at_gutters

    chance = np.random.default_rng(3)
    grey = np.clip(205 + chance.normal(0, 8, (120, 400)), 0, 255)
    for row in (10, 50, 90):
        for place in range(12):
            left = 10 + place * 30
            faint = place % 4 == 2
            grey[row + 10 : row + 13, left : left + 26] = 140 if faint else 60
            if not faint:
                grey[row : row + 22, left + 12 : left + 15] = 60
    grey[0, 0] = 255
    boxes = [Box(x=6, y=row - 2, width=368, height=28) for row in (10, 50, 90)]
    assert len(cut_at_gutters(grey.astype("uint8"), boxes)) == 3


def test_a_printed_rule_between_tiers_parts_their_lines_and_makes_them_no_thicker() -> None:
    import numpy as np

    from shilu.extract.ocr.pieces import cut_at_gutters

    grey = np.full((700, 260), 240, dtype="uint8")
    for column in range(4):
        left = 20 + column * 60
        for tier in (10, 380):
            for place in range(9):
                top = tier + place * 34
                grey[top : top + 28, left : left + 30] = cell("full", 30)[:28]
    grey[348:351] = 20
    boxes = [Box(x=14 + column * 60, y=6, width=42, height=680) for column in range(4)]
    found = cut_at_gutters(grey, boxes)
    assert len(found) == 8
    assert all(box.width < 36 for box in found)


class Shortsighted:
    """Finds the printed lines of a picture as an engine does that sees nothing below ten pixels, and says what it was
    shown."""

    def __init__(self) -> None:
        self.shown: list[int] = []

    def find(self, pictures: Sequence[Any]) -> list[list[Quad]]:
        import cv2

        found = []
        for picture in pictures:
            self.shown.append(max(picture.shape[:2]))
            ink = (picture[:, :, 0] < 200).astype("uint8")
            _, _, boxes, _ = cv2.connectedComponentsWithStats(ink)
            found.append(
                [
                    ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
                    for x, y, wide, high, _ in boxes[1:].tolist()
                    if high >= 10
                ]
            )
        return found


def test_small_type_on_a_large_page_is_found_beside_its_large_titles() -> None:
    import numpy as np

    page = np.full((6000, 4000, 3), 255, dtype="uint8")
    page[200:350, 200:3000] = 0  # a title
    for row in range(40):
        top = 3000 + 60 * row
        for word in range(20):
            page[top : top + 36, 300 + 60 * word : 340 + 60 * word] = 0
    seen = look(page, Shortsighted())
    assert len(seen.quads) > 700
    assert 30 < seen.room < 45


def test_a_small_page_is_looked_at_once() -> None:
    import numpy as np

    page = np.full((1200, 800, 3), 255, dtype="uint8")
    page[100:130, 100:600] = 0
    eyes = Shortsighted()
    assert len(look(page, eyes).quads) == 1
    assert eyes.shown == [1200]


LANGUAGES = {
    "Korean": [
        "올해 마을에서는 우물을 팠고",
        "물값이 내렸다고 말했다",
        "다음 달에는 다리도 고친다",
        "새 학교에 다닌다",
    ],
    "Russian": ["В деревне вырыли колодцы", "Вода стала дешевле", "В мае починят мост", "Капуста дороже"],
}


@pytest.mark.skipif(not FONT.exists(), reason=f"no font {FONT}: no picture was made")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_that_no_model_reads_gives_no_page_of_other_signs(tmp_path: Path, language: str) -> None:
    from PIL import ImageDraw, ImageFont

    page = Image.new("L", (900, 400), "white")
    for row, line in enumerate(LANGUAGES[language]):
        font = ImageFont.truetype(str(FONT), 34)
        ImageDraw.Draw(page).text((40, 30 + 60 * row), line, font=font, fill="black")
    page.save(tmp_path / "a.png")
    (failure,) = read_pages([tmp_path / "a.png"])
    assert isinstance(failure, Failure)
    assert "[S224]" in failure.message
    assert "Chinese 中文" in failure.message


@pytest.mark.parametrize(
    ("told", "words"), [("ko", "Korean 朝鲜文"), ("ru-RU", "Russian 俄文"), ("xx", "in xx (")]
)
def test_a_language_that_is_told_is_refused_by_its_name_before_anything_is_read(
    tmp_path: Path, told: str, words: str
) -> None:
    Image.new("L", (300, 300), "white").save(tmp_path / "a.png")
    (tmp_path / "a.meta.json").write_text(f'{{"language": "{told}"}}', encoding="utf-8")
    (failure,) = read_pages([tmp_path / "a.png"])
    assert isinstance(failure, Failure)
    assert failure.message.startswith("[S223]")
    assert words in failure.message


@pytest.mark.parametrize("told", ["zh-Hant", "en", "ja_JP", "Chinese", 7, None, ""])
def test_languages_that_are_read_and_what_is_no_code_are_not_refused(told: object) -> None:
    refuse_language(told, Path("a.png"))

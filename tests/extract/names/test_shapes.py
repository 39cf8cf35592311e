"""What the corpora cannot say: documents without tags, bylines by block, misprints, refusals, length."""

import time

import pytest
import spacy
from spacy.tokens import Doc

from shilu.extract.names import Aliases, explain_names, find_names, resolve
from shilu.extract.names.source import Source
from tests.extract.names.language import read


def surfaces(text: str, **options: object) -> list[tuple[str, str]]:
    return [(name.span.surface, name.type) for name in find_names(read(text), **options)]  # type: ignore[arg-type]


def test_without_tags_the_shapes_are_found() -> None:
    doc = spacy.blank("zh")("寿光市印发《河道管理条例》，启动“青禾计划”，记者 王小明")
    found = {(name.span.surface, name.type) for name in find_names(doc)}
    assert {
        ("寿光市", "place"),
        ("河道管理条例", "policy"),
        ("青禾计划", "programme"),
        ("王小明", "person"),
    } <= found


def test_byline_block_gives_people_that_the_tagger_misses() -> None:
    text = "柳河新貌\n丁一平 车建华\n今年建成书屋3座。"
    people = [surface for surface, kind in surfaces(text, breaks=[(5, 12, "byline")]) if kind == "person"]
    assert people == ["丁一平", "车建华"]


def test_name_printed_with_a_blank_has_a_canonical_form_without() -> None:
    names = find_names(read("□ 龚 岩\n今年建成书屋3座。"))
    assert [(name.span.surface, name.canonical) for name in names if name.type == "person"] == [
        ("龚 岩", "龚岩")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "推出“数字哨岗“系统",
        "推出「数字哨岗」系统",
        '推出"数字哨岗"系统',
        "推出‘数字哨岗’系统",
        "推出『数字哨岗』系统",
    ],
)
def test_quotation_marks_of_all_kinds(text: str) -> None:
    assert ("数字哨岗", "platform") in surfaces(text)


def test_region_settles_an_ambiguous_division() -> None:
    doc = read("鼓楼区签约项目9个。")
    assert [name.code for name in find_names(doc)] == [None]
    assert [name.code for name in find_names(doc, region="江苏省南京市")] == ["320106"]


@pytest.mark.parametrize(
    ("text", "surface", "marked"),
    [
        ("鼓楼区签约项目9个。", "鼓楼区", True),
        ("南京市宣布，鼓楼区签约项目9个。", "鼓楼区", False),
        ("寿光市签约项目9个。", "寿光市", False),
    ],
)
def test_trace_says_that_a_place_is_ambiguous(text: str, surface: str, marked: bool) -> None:
    (place,) = (name for name in find_names(read(text)) if name.span.surface == surface)
    assert ("gazetteer.ambiguous" in place.rules) == marked
    assert (place.code is None) == marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("经县人民政府批准，拨款3万元。", ("县人民政府", "organisation")),
        ("依托柳河镇文化站培训3000人。", ("柳河镇文化站", "organisation")),
        ("重庆至贵阳高速铁路开通。", ("重庆至贵阳高速铁路", "facility")),
        ("在县文化馆组织演出30场。", ("县文化馆", "facility")),
        ("县文化馆组织演出30场。", ("县文化馆", "organisation")),
        ("县文化馆藏品3000件。", ("县文化馆", "facility")),
    ],
)
def test_neighbours_tell_span_and_type(text: str, expected: tuple[str, str]) -> None:
    assert expected in surfaces(text)


def test_refusals_say_why() -> None:
    reasons = {
        surface: reason
        for *_, surface, reason in explain_names(read("打通“最后一公里”，“我们都来了。”他说。"))
    }
    assert reasons["最后一公里"].startswith("ordinary.")
    assert "sentence" in reasons["我们都来了。"]


@pytest.mark.parametrize(
    ("text", "word", "full"),
    [
        ("第三批济南援藏工作组进藏三年。工作组投入2亿元。", "工作组", "第三批济南援藏工作组"),
        ("寿光市稻田镇种菜。该镇有大棚9000座。", "该镇", "寿光市稻田镇"),
        ("寿光市人民医院扩建。医院新增床位200张。", "医院", "寿光市人民医院"),
        ("全县种茶9万亩，金寨县茶农增收。", "全县", "金寨县"),
        ("开通“金寨红”旗舰店。旗舰店销售300万元。", "旗舰店", "“金寨红”旗舰店"),
        ("今年公司增收。", "公司", None),
    ],
)
def test_short_forms_in_context(text: str, word: str, full: str | None) -> None:
    names = find_names(read(text))
    name = Aliases(names).at(text.rindex(word), word)
    assert (name.canonical if name else None) == full
    assert resolve(word, names, position=text.rindex(word)) == full


@pytest.mark.parametrize("unit", ["1", "一", "—", "“", "“a”", "中国", "《》", "（", "张"])
def test_time_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    """Sixteen times the text may take 128 times as long, where a square would take 256: a machine that does other work
    too is seldom so uneven."""
    short, long = (spacy.blank("zh")(unit * (size // len(unit))) for size in (4_000, 64_000))
    find_names(short)
    assert _seconds(long) < 128 * max(_seconds(short), 0.001)


def _seconds(doc: Doc) -> float:
    """The least of three rounds, since other processes take time too."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        find_names(doc)
        rounds.append(time.process_time() - start)
    return min(rounds)


def test_words_keep_their_text_when_cut_anew() -> None:
    source = Source.of(read("柳河县柳河镇便民服务中心"))
    again = source.recut([(1, 5, "LOC"), (5, 7, "LOC")])
    assert "".join(word.text for word in again.words) == source.folded
    assert (1, 5, "LOC") in [(word.start, word.end, word.tag) for word in again.words]


@pytest.mark.parametrize("place", ["买买提路", "买买提寺", "买买提沟"])
def test_a_given_name_before_the_noun_of_a_place_is_no_person(place: str) -> None:
    assert ("买买提", "person") not in surfaces(f"施工队整修{place}。")

"""Names of all administrative divisions, wherever the tagger cuts and whatever it takes them for."""

from shilu.extract.language import WordReader
from shilu.extract.names import find_names
from shilu.extract.names.gazetteer import candidates, full_names, level_of, short_name

FRAMES = (
    "去年，{}建成书屋12座。",
    "记者走进{}，看到新气象。",
    "{}召开全体会议。",
    "在{}和邻近地区。",
    "由{}承办的活动。",
    "{}皮革城占地八百亩。",
    "家住{}的王女士。",
)
WORDS = {"一区", "和县", "城区", "市区", "新区", "老城区", "郊区"}
"""Divisions whose names are ordinary words: places only where the context says so."""
CUT = {"乡城县", "通什市", "东乌珠穆沁旗", "镶黄旗", "理县"}
"""Those that the tagger cuts, in one of the frames, so that nothing tells where they begin or end."""


def missed(names: list[str], frames: tuple[str, ...]) -> set[str]:
    """Names that are found as nothing, or as no place; each in one of the frames."""
    texts = [frames[number % len(frames)].format(name) for number, name in enumerate(names)]
    found = map(find_names, WordReader().read(texts))
    return {
        name
        for name, records in zip(names, found, strict=True)
        if not any(name in one.canonical for one in records)
        or any(one.canonical == name and one.type != "place" for one in records)
    }


def test_the_whole_name_of_any_division_is_a_place() -> None:
    names = sorted(full_names())
    assert len(names) > 4_000
    assert missed(names, FRAMES) <= WORDS | CUT


def test_a_city_that_one_goes_to_is_a_place_by_its_short_name() -> None:
    cities = sorted(
        {
            short_name(name)
            for name in full_names()
            if any(level_of(one.code) == 1 for one in candidates(name))
        }
    )
    assert len(cities) > 300
    assert missed(cities, FRAMES[1:2]) <= {"旅大", "海南行政", "锦西"}  # as they were called long ago

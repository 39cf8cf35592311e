import pytest

from extract.names.gazetteer import divisions, full_names, resolve_code, short_name

LEAST, PROVINCES = 3_200, 34


def test_the_list_is_whole() -> None:
    current = [one for one in divisions() if one.until is None]
    assert len(current) >= LEAST
    assert sum(one.code.endswith("0000") for one in current) == PROVINCES
    assert all(len(one.code) == 6 and one.code.isdigit() for one in divisions())
    assert len({one.code for one in current}) == len(current)


def test_former_names_have_a_last_year() -> None:
    assert [(one.code, one.until) for one in full_names()["襄樊市"]] == [("420600", 2010)]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"),
        ("寿光市", "寿光"),
        ("大厂回族自治县", "大厂"),
        ("东乡族自治县", "东乡族"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("忠县", "忠县"),
        ("神农架林区", "神农架"),
        ("阿拉善盟", "阿拉善"),
        ("香港特别行政区", "香港"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦"),
        ("阿里地区", "阿里"),
    ],
)
def test_short_names(full: str, short: str) -> None:
    assert short_name(full) == short


CODES = """北京市 110000|天津市 120000|石家庄市 130100|唐山市 130200|太原市 140100|大同市 140200
呼和浩特市 150100|包头市 150200|沈阳市 210100|大连市 210200|长春市 220100|哈尔滨市 230100
上海市 310000|南京市 320100|无锡市 320200|常州市 320400|南通市 320600|杭州市 330100
宁波市 330200|温州市 330300|合肥市 340100|芜湖市 340200|福州市 350100|厦门市 350200
泉州市 350500|南昌市 360100|济南市 370100|青岛市 370200|郑州市 410100|洛阳市 410300
武汉市 420100|长沙市 430100|广州市 440100|深圳市 440300|南宁市 450100|桂林市 450300
海口市 460100|重庆市 500000|成都市 510100|绵阳市 510700|贵阳市 520100|昆明市 530100
拉萨市 540100|西安市 610100|兰州市 620100|西宁市 630100|银川市 640100|乌鲁木齐市 650100
台湾省 710000|香港特别行政区 810000|澳门特别行政区 820000|寿光市 370783|义乌市 330782|晋江市 350582
浏阳市 430181|神木市 610881|昌乐县 370725|金寨县 341524|敖汉旗 150430|顺德区 440606
渝北区 500112|浦东新区 310115|崇礼区 130709|海淀区 110108|曲阜市 370881|敦煌市 620982
满洲里市 150781|仙桃市 429004|济源市 419001|石河子市 659001|五指山市 469001|神农架林区 429021
凉山彝族自治州 513400|恩施土家族苗族自治州 422800"""


@pytest.mark.parametrize("pair", CODES.replace("\n", "|").split("|"))
def test_codes(pair: str) -> None:
    name, code = pair.split()
    assert resolve_code([name]) == code


@pytest.mark.parametrize(
    ("parts", "context", "code"),
    [
        (["南京", "鼓楼区"], [], "320106"),
        (["徐州", "鼓楼区"], [], "320302"),
        (["鼓楼区"], [], None),
        (["鼓楼区"], ["350100"], "350102"),
        (["北京", "朝阳区"], [], "110105"),
        (["长春", "朝阳区"], [], "220104"),
        (["吉林"], [], "220000"),
        (["吉林", "吉林"], [], "220200"),
        (["太湖"], [], None),
        (["太湖"], ["340000"], "340825"),
        (["四川", "绵阳", "游仙区"], [], "510704"),
        (["海南"], [], "460000"),
        (["无此县"], [], None),
        ([], [], None),
    ],
)
def test_codes_in_context(parts: list[str], context: list[str], code: str | None) -> None:
    assert resolve_code(parts, context=context) == code

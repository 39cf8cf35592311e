"""What converters and OCR put into a text is read through, and each character keeps its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.extract.text import read_through

LATEX = [
    (r"城镇化率$36.91\%$", "城镇化率36.91%"),
    (r"完成 $1 2 . 5$ 亿元", "完成 12.5 亿元"),
    (r"绿地率$\geq 35\%$。", "绿地率≥35%。"),
    (r"定额300 $\sim$ 350立方米", "定额300 ~ 350立方米"),
    (r"占比$15\%\sim20\%$", "占比15%~20%"),
    (r"干线长$18.6\mathrm{km}$", "干线长18.6km"),
    (r"绿地$320\mathrm{hm^2}$", "绿地320hm²"),
    (r"升高$1.5^{\circ}\mathrm{C}$", "升高1.5°C"),
    (r"样本$1.2\times10^{4}$条", "样本1.2×10^4条"),
    (r"上升61.2\%", "上升61.2%"),
    (r"\*\*注\*\*", "**注**"),
    (r"林地$9 2 ~ 7 5 0 . 8 6 ~ \mathrm { h m } ^ { 2 }$", "林地92750.86hm²"),
    (r"降雨$4 0 0 ~ \mathrm { { m m } }$", "降雨400mm"),
    (r"水温$1 . 2 ~ \mathrm { { ^ { c } } }$", "水温1.2℃"),
    (r"净重$36~\mathrm{kg}$", "净重36kg"),
    (r"占比$12~15\%$", "占比12~15%"),
]
PAGES = [
    ("**总投资**：`86`亿元", "总投资：86亿元"),
    ("- __新增就业__：3.2万人", "- 新增就业：3.2万人"),
    ("存款<b>120亿元</b>，贷款<strong class='x'>86亿元</strong>", "存款120亿元，贷款86亿元"),
    ("草场36km<sup>2</sup>，库容5m<SUP>3</SUP>", "草场36km²，库容5m³"),
    ("产值86亿元<sup>[2]</sup>，样本1.2×10<sup>4</sup>条", "产值86亿元，样本1.2×10^4条"),
    ("PM<sub>2.5</sub>降了3%", "PM2.5降了3%"),
    ('<p align="center">新建&ldquo;亭&rdquo;12&nbsp;座，&yen;300</p>', "新建“亭”12\u00a0座，¥300"),
    ("利润&#8722;3%", "利润−3%"),
]
AS_PRINTED = [
    "4 ** 2 ** 3",
    "A__B__C 12",
    "气温<3℃，湿度>60%",
    "R&D投入3亿元",
    "&未知;12座",
    "a<b和c>d",
    "`12",
    "**",
    "` `",
]
MONEY = ["门票$5，月票$60", "US$5 和 $6", "售价$5 to $8", r"存入C:\text\times", "A|B <tip>"]
SPELLED = [
    ("三 年 来 ， 共 打 井 4 6 眼 。", "三年来，共打井46眼。"),
    ("新建 农家 书屋 3 8 个 、 文化 广场 12 个 。", "新建农家书屋38个、文化广场12个。"),
    ("投 入 1 , 286 . 5 万 元 ， 占 8 . 6 % 。", "投入1,286.5万元，占8.6%。"),
    ("20 16 年 ， 渔 港 停 船 95 艘 。", "2016年，渔港停船95艘。"),
    ("柳 河 晚 报", "柳河晚报"),
    ("新修 GDP report 村道 420 余 公里 。", "新修GDP report村道420余公里。"),
    ("水 库 3200 4500 亩 ， 共 两 座 。", "水库3200 4500亩，共两座。"),
]
SPACED = [
    "上午 9 时 15 名志愿者到场。",
    "建成 102 座书屋，投资 3 亿元，覆盖 8 个镇。",
    "王小军 李一伟 赵国强 张三丰",
    "合 计 12 15 18",
    "水果产量：18.7万吨 茶叶产量：2.3万吨 蜂蜜产量：460吨",
    "小学  初中  高中  大学",
]


@pytest.mark.parametrize(("line", "read"), [*LATEX, *PAGES, *SPELLED])
def test_what_was_put_in_is_left_out(line, read):
    found = read_through(line)
    assert found is not None
    assert found.text == read


@pytest.mark.parametrize("line", [*MONEY, *AS_PRINTED, *SPACED])
def test_ordinary_text_is_left_as_it_is(line):
    assert read_through(line) is None


def test_an_html_table_reads_like_one_of_bars():
    table = (
        "<table><tr><th>树种</th><th>株数（株）</th></tr><tr><td colspan=1>柳树</td><td>310</td></tr></table>"
    )
    found = read_through(table)
    assert found is not None
    assert found.text == "|树种|株数（株）|\n|柳树|310|\n"
    assert table[found.places[found.text.index("310")] :].startswith("310<")


@pytest.mark.parametrize(
    ("line", "amount", "printed"),
    [
        (r"长$9\mathrm{km}$", "9km", r"$9\mathrm{km}$"),
        (r"共$1.2\times10^{4}$吨", "1.2×10^4吨", r"$1.2\times10^{4}$吨"),
        (r"长9\mathrm{km}。", "9km", r"9\mathrm{km}"),
        (r"$\text{产量}=86$吨", "86吨", "86$吨"),
    ],
)
def test_an_amount_has_its_dollars_and_braces(line, amount, printed):
    found = read_through(line)
    assert found is not None
    at = found.text.index(amount)
    assert line[found.places[at] : found.places[at + len(amount) - 1] + 1] == printed


@settings(deadline=None)
@given(st.text(st.sampled_from("三年，1 2.%$\\sim{}^<td>|/\n亿元"), max_size=60))
def test_places_rise_and_hold_what_is_read(line):
    found = read_through(line)
    if found is None:
        return
    assert len(found.places) == len(found.text)
    assert list(found.places) == sorted(found.places)
    assert all(0 <= place < len(line) for place in found.places)

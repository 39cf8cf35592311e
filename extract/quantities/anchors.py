"""Where a number may begin: at a numeral character, or at a word that stands for a number or for a part of one."""

from __future__ import annotations

import re

from shilu.extract.quantities.cues import cue

__all__ = ["ANCHOR"]

_NUMERAL = "0-9〇零一二三四五六七八九十百千万亿兆两廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_WORDS = (
    r"(?:好几|几|数|若干)(?=[十百千万亿兆])",  # 好几百人, 数千万元
    r"数(?=[台名家个位项座次所条辆件种起场批户处部只艘架人倍度])",  # 数台
    r"半(?=[数年月天日个小岁斤里公亩尺丈寸担石斗成价百世吨升亿打米平立英海磅])|近(?=半)|过半|大半",  # 半年, 近半数
    r"对(?=[折半])",  # 对折
    r"翻(?=了?(?:[一二两三四五六七八九\d番]|将?近|接近|大?约|超过?|逾|不止))",  # 翻两番, 翻了近一番
    rf"(?<=之)首|首(?={cue('first of')})",  # 首位
    r"参(?=[拾佰仟万亿])",  # 参拾元
    r"米(?=[一二三四五六七八九])",  # 米五
    r"[OoIl](?=[OoIl]{0,12}\.?\d)",  # O.5, l2
    r"\.(?=\d)",
)
_FIRST = "好几数若半对翻首参米OoIl.过大近"
"""What the words begin with: the search passes over nearly all characters at the cost of one look."""

ANCHOR = re.compile(rf"(?=[{_NUMERAL}{_FIRST}])(?:[{_NUMERAL}]|{'|'.join(_WORDS)})")

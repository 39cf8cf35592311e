"""Mark a page by hand, quickly, without seeing what the extractor chose for its slots.

    python -m tools.annotate sheet PAGES RUN PAGE            the page with its amounts ⟦12:102座⟧ and times ⟨t3:今年7月⟩ numbered
    python -m tools.annotate build PAGES RUN PAGE NOTES OUT  NOTES into OUT/PAGE.{facts,times,names}.jsonl; every fault is told
    python -m tools.annotate merge OUT_A OUT_B OUT PAGE      two readings into one: what one alone has is optional

PAGES holds PAGE.txt, RUN is the folder that `shilu extract PAGES/*.txt --out RUN` wrote. Only the spans, numbers and
units of amounts and the spans of times come from the run, and the reader checks them; all else the reader writes.
NOTES, a line each (`#` begins a comment; slots left out are null, status actual, cumulative false; `a/b` = either):

    12 | item=石榴籽书屋 | subject=工作组/张家港援疆工作组 | action=建成 | place=巩留 | period=2019-12/2022-12 ; 2022-12 | cum
    13 drop                               not a fact
    14 opt | item=难题                    a fair reader could go either way
    15 kind=count unit=人次 value=3 lower= upper= bound=exact surface=3人次 | item=…      mend what the run misread
    + 七成@超过七成的农户 kind=percent value=70 bound=exact | item=农户          an amount that the run missed: surface@context
    t3 2022-07 date                       times: value (or -) and type; several values by ;
    t4 drop
    + t 腊月里@腊月里请来戏班 2021-12 period
    programme: 一邻一品邻里 ; 康伴计划=任港街道康伴计划      names: every mention in the page, longest first; =canonical
    programme? 书记工作法                 ? = optional
    -name 东方@东方欲晓                   no name at this place
    +place 东方@海南东方市                a name at this place alone

Where PAGE.meta.json has "marked": [[start, end], ...], only those windows are marked; the head of the page is shown too.
`period=` takes alternatives by ` ; ` since EDTF has a slash; `null` among alternatives means that none is right too.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tools.annotate.marks import write_marks
from tools.annotate.merge import merge
from tools.annotate.notes import Notes
from tools.annotate.page import read_page
from tools.annotate.sheet import sheet

_WRONG = 2  # as other programs that were called wrongly


def main(arguments: Sequence[str]) -> int:
    """Do what is asked; gives 1 where the notes have faults, 2 where nothing was understood."""
    match arguments:
        case ["sheet", pages, run, page]:
            print(sheet(read_page(Path(pages), Path(run), page)))
        case ["build", pages, run, page, notes, out]:
            read = Notes(read_page(Path(pages), Path(run), page))
            read.take_all(Path(notes).read_text(encoding="utf-8"))
            marks = {"facts": read.facts, "times": read.times, "names": read.names}
            write_marks(Path(out), page, marks)
            for fault in read.faults:
                print("FAULT", fault)
            firm = {kind: sum(not one.get("optional") for one in found) for kind, found in marks.items()}
            print(
                f"{page}: {firm['facts']} firm facts of {len(read.facts)}, {firm['times']} times, "
                f"{firm['names']} names of {len(read.names)}; {len(read.faults)} faults"
            )
            return int(bool(read.faults))
        case ["merge", one, other, out, page]:
            print(merge(Path(one), Path(other), Path(out), page))
        case _:
            print(__doc__)
            return _WRONG
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What stands behind the body of a letter: 附件说明, 署名, 成文日期, 附注, 抄送; and where annexes begin.

    tail = [list of annexes] [signature] [（附注）] {抄送 …} {annex}

Rules: after GB/T 9704-2012, chapter 7; a line belongs to one part, and is taken off the body it closes.
"""

from __future__ import annotations

import re

from qmparse.parsing.annexes import take_annexes, take_attachments
from qmparse.parsing.draft import Draft, take_furniture
from qmparse.parsing.head import captions_above, lines_outside
from qmparse.parsing.letter import Head, Tail
from qmparse.parsing.lines import Line
from qmparse.parsing.signature import take_signature
from qmparse.parsing.tabular import Table
from qmparse.text.characters import BLANKS
from qmparse.text.patterns import pattern

_B = re.escape(BLANKS)


_COPIES = pattern(
    rf"(?:抄[{_B}]*送|抄[{_B}]*报|主[{_B}]*送|分[{_B}]*送|发|印[{_B}]*发)[{_B}]*[：:]|.*[{_B}]*[\d０-９]{{4}}[{_B}]*年[{_B}]*[\d０-９]{{1,2}}[{_B}]*月[{_B}]*[\d０-９]{{1,2}}[{_B}]*[日号][{_B}]*印发$|[（(]?共印[\d０-９]+份"
)


#: the foot of a web page
_IMPRINT = pattern(r"技术支持|版权所有|ICP备|备案序号|备案号|分辨率|浏览本站|网站标识码|公网安备|网站地图")


_NOTE = pattern(r"[（(](?:此件|联系|主动|依申请|不予|公开|信息公开|此文)")


def read_tail(draft: Draft, tables: list[Table], head: Head) -> Tail:
    """附件说明, 署名, 成文日期, 附注, and where annexes begin."""
    tail = Tail()
    lines = [line for line in lines_outside(draft, tables) if line.text and line.index not in head.taken]
    signed = take_signature(draft, tail, head, lines)
    lines = [line for line in lines if line.index not in tail.taken]
    take_attachments(draft, tail, lines, signed, captions_above(draft, tables))
    lines = [line for line in lines if line.index not in tail.taken]
    take_annexes(draft, tail, head, tables, lines, signed)
    for line in lines:
        if line.index in tail.taken:
            continue
        behind = signed is not None and line.index > signed
        note = _NOTE.match(line.text) and line.text[-1] in "）)" and (signed is None or behind)
        if (
            note
            or line.text.startswith(("附注：", "附注:"))
            or _IMPRINT.search(line.text)
            or (behind and _COPIES.match(line.text))
        ):
            _furniture(draft, tail, line)
    return tail


def _furniture(draft: Draft, tail: Tail, line: Line) -> None:
    tail.taken.add(line.index)
    take_furniture(draft, line)

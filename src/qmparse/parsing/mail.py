"""Notices that came by mail: the headers of the mail, the note above what is forwarded, and where the notice begins.

    mail = header {header} [note] [mark of forwarding [header {header}]] notice

Rules: headers stand together, the sender among them; what stands above a mark of forwarding is prose and has no title.
`notice` imports this.
"""

from __future__ import annotations

import re

from qmparse.parsing.lines import Line

_HEADER = re.compile(
    r"(?:发件人|寄件人|收件人|发送时间|发送日期|发送至|抄送|密送|主题|附件|日期|时间|from|sent|date|to|cc|bcc|subject|attachments?)\ *:",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?:发件人|寄件人|from)\ *:", re.IGNORECASE)
_FORWARDED = re.compile(
    r"[-=_*>\ ]{2,}(?:原始邮件|转发的?邮件(?:信息)?|原邮件|original message|forwarded message)[-=_*:\ ]*", re.IGNORECASE
)
_OF_A_MAIL = ("件人", "邮件", "From:")
#: so far down a text the headers and the note of a mail reach
_REACH = 80


def mark_mail(text: str, lines: list[Line]) -> int:
    """Mark the headers of mails as furniture; gives the line from which on the notice stands, 0 for no mail.

    >>> from qmparse.parsing.lines import split_lines
    >>> text = "发件人：秘书科\\n收件人：各支部\\n\\n请看。\\n---- 原始邮件 ----\\n关于…的通知"
    >>> lines = split_lines(text)
    >>> mark_mail(text, lines), [line.furniture for line in lines if line.text]
    (5, [True, True, False, True, False])
    """
    end = lines[min(_REACH, len(lines)) - 1].end
    if all(text.find(word, 0, end) < 0 for word in _OF_A_MAIL):
        return 0
    begins = 0
    block: list[Line] = []
    for line in lines[:_REACH]:
        forwards = line.text and _FORWARDED.fullmatch(line.folded)
        if forwards:
            line.mark_furniture()
            begins = line.index + 1
        if line.text and not forwards and _HEADER.match(line.folded):
            block.append(line)
            continue
        if len(block) > 1 and any(_SENDER.match(header.folded) for header in block):
            for header in block:
                header.mark_furniture()
            begins = max(begins, block[-1].index + 1)
        block = []
    return begins

"""Where tables stand in a text.

Rules: a table begins at a header, and ends where no row follows; tabs under no schedule's header (a score sheet, an
empty form) are found, and left unread. What a row means is the business of `rows`. `notice` imports this.
"""

from __future__ import annotations

from copy import copy
from itertools import pairwise

from qmparse.parsing.collecting import collect
from qmparse.parsing.draft import Draft
from qmparse.parsing.headers import header_at
from qmparse.parsing.lines import Line
from qmparse.parsing.outline import mark_at
from qmparse.parsing.stacked import collect_stacked
from qmparse.parsing.tabular import RULE, Kind, Row, Style, Table
from qmparse.text.characters import PIPES, has_pipes


def find_tables(draft: Draft) -> list[Table]:
    """The tables of a text, in order."""
    return _tables(draft) or _spaced_tables(draft)


#: a text of fewer lines is not told to be double-spaced; of so many one may stand close to the one above
_SPACED = 12


def _spaced_tables(draft: Draft) -> list[Table]:
    """Tables of one cell a line in a text with a blank line behind each printed one: the blank lines tell nothing."""
    printed = [line for line in draft.lines if line.text]
    close = sum(line.index < above.index + 2 for above, line in pairwise(printed))
    if len(printed) < _SPACED or close * _SPACED > len(printed):
        return []
    view = copy(draft)
    view.lines = [line.renumbered(k) for k, line in enumerate(printed)]
    tables = [table for table in _tables(view) if table.header and table.header.style is Style.LINES]
    for table in tables:
        rows = [row for row in table.rows if isinstance(row, Row)]
        for part in (table, table.header, *rows):
            assert part is not None
            part.first, part.last = printed[part.first].index, printed[part.last].index
        table.inside = [printed[k].index for k in table.inside]
    return tables


def _tables(draft: Draft) -> list[Table]:
    tables: list[Table] = []
    lines = draft.lines
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.text and not line.furniture and (header := header_at(draft, i)):
            table = collect_stacked(draft, header) if header.style is Style.LINES else collect(draft, header)
            _take_first_group(draft, table)
            _take_form(draft, table)
            _take_frame(draft, table)
            tables.append(table)
            i = table.last + 1
            continue
        if ("\t" in line.text or has_pipes(line.text)) and (form := _form_at(draft, i)):
            tables.append(form)
            i = form.last + 1
            continue
        i += 1
    return tables


def _take_first_group(draft: Draft, table: Table) -> None:
    """Take 一、… right above the header into the table as its first group, where its groups begin with 二、…."""
    groups = [row for row in table.rows if isinstance(row, Row) and row.kind is Kind.GROUP]
    mark = mark_at(groups[0].cells[0][0]) if groups and groups[0].cells else None
    if mark is None or mark.ordinal != 2 or groups[0] is table.rows[0] or not table.first:
        return
    above = draft.lines[table.first - 1]
    first = None if above.furniture else mark_at(above.text)
    if first and (first.rank, first.ordinal) == (mark.rank, 1):
        table.rows.insert(0, Row(Kind.GROUP, [(above.text, above.a)], above.index, above.index))
        table.first = above.index


def _take_form(draft: Draft, table: Table) -> None:
    """Take the lines with tabs right above an empty form into it: 单位名称 |  |  ."""
    while table.header is None and table.first and _has_tabs(draft, draft.lines[table.first - 1]):
        table.first -= 1


def _take_frame(draft: Draft, table: Table) -> None:
    """Take the rules drawn right above and below a table into it: ┌──┬──┐."""
    if table.header is None or table.header.style is not Style.PIPE:
        return
    first, last = table.first - 1, table.last + 1
    if first >= 0 and RULE.match(draft.lines[first].text):
        table.rows.insert(0, Row(Kind.FURNITURE, [], first, first))
        table.first = first
    if last < len(draft.lines) and RULE.match(draft.lines[last].text):
        table.rows.append(Row(Kind.FURNITURE, [], last, last))
        table.last = last


def _has_tabs(draft: Draft, line: Line) -> bool:
    return "\t" in draft.text[line.start : line.end]


def _is_piped(line: Line) -> bool:
    """Whether pipes part a line into three cells or more."""
    return sum(map(line.text.count, PIPES)) > 1


def _form_at(draft: Draft, i: int) -> Table | None:
    """A run of lines of cells under no schedule's header: a form or a score sheet, found and left unread."""
    piped = "\t" not in draft.lines[i].text
    if piped and not _is_piped(draft.lines[i]):
        return None
    last = j = i
    while j < len(draft.lines):
        line = draft.lines[j]
        if _is_piped(line) if piped else _has_tabs(draft, line):
            if j > i and header_at(draft, j):
                break
            last = j
        elif line.text or j - last > 1:
            break
        j += 1
    wide = not piped and any(draft.text.count("\t", line.start, line.end) > 1 for line in draft.lines[i : last + 1])
    return Table(None, [], i, last) if wide or last > i else None

"""Whether printed numbers run on: gaps, duplicates, restarts.

Rules: numbers are never changed; a series may start anywhere, and a restart under a heading of its own is no
fault. The line of a gap or duplicate is that of the later number.
"""

from __future__ import annotations

from qmparse.parsing.draft import Draft


class Numbers:
    """One series of printed numbers, seen in order."""

    __slots__ = ("_draft", "_last", "_restarted", "_seen")

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._last: int | None = None
        self._seen: set[int] = set()
        self._restarted = False

    def restart(self) -> None:
        """A heading stands here: whatever number comes next is no fault if it starts again."""
        self._restarted = True

    def see(self, value: int | None, start: int, end: int) -> None:
        """The next printed number, at text[start:end]."""
        if value is None:
            return
        last, restarted = self._last, self._restarted
        if last is not None and value == last + 1:
            self._restarted = False
            self._last = value
            self._seen.add(value)
            return
        self._restarted = False
        if last is None:
            pass
        elif restarted and value <= last:
            self._seen.clear()
        elif value == last:
            self._draft.note("number-duplicate", start, end, f"number {value} is printed again")
        elif value > last + 1:
            self._draft.note("number-gap", start, end, f"number {value} follows {last}")
        elif value == 1 or value == min(self._seen, default=1):
            self._draft.note("number-restart", start, end, f"the numbers start again: {value} follows {last}")
            self._seen.clear()
        elif value in self._seen:
            self._draft.note("number-duplicate", start, end, f"number {value} is printed again")
        else:
            self._draft.note("number-restart", start, end, f"the numbers go back: {value} follows {last}")
        self._seen.add(value)
        self._last = value

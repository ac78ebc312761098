"""The hook that Hypothesis calls when it is imported: `st.from_type` of our records draws from `qmparse.strategies`.

Rules: nothing but names is imported until a type is drawn from. Hypothesis alone imports this, by the entry point
in pyproject.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def _strategy(kind: type) -> SearchStrategy[Any]:
    """The strategy of a record type."""
    from qmparse import parse, strategies
    from qmparse.records import Notice

    if kind is Notice:
        return strategies.notices().map(lambda drawn: parse(drawn.text))
    name = {"Activity": "activities", "Entry": "entries"}.get(kind.__name__, f"{kind.__name__.lower()}s")
    strategy: SearchStrategy[Any] = getattr(strategies, name)()
    return strategy


def register() -> None:
    """Tell Hypothesis of our types."""
    from hypothesis import strategies as st

    from qmparse.records import Activity, Entry, Notice, Period, Schedule, Unit

    for kind in (Activity, Entry, Notice, Period, Schedule, Unit):
        st.register_type_strategy(kind, _strategy)

"""Hypothesis strategies for testing with notices: texts in every layout, and the records that reading them must give.

Rules: needs the extra `qmparse[hypothesis]`; what is expected is told by how a text was made, no parser is asked.
`notices()` and the mutators draw `Drawn` notices, the others draw records. With hypothesis installed,
`st.from_type(Unit)` and the like draw from here. Nothing in `qmparse` imports this but the hook `qmparse._hypothesis`.
"""

from __future__ import annotations

from qmparse.strategies.dates import periods
from qmparse.strategies.drawn import Drawn
from qmparse.strategies.entries import entries, schedules
from qmparse.strategies.mutators import (
    with_dropped_rows,
    with_lost_line_breaks,
    with_page_breaks,
    with_stray_spaces,
    with_widths,
)
from qmparse.strategies.notices import notices
from qmparse.strategies.words import activities, units

__all__ = [
    "Drawn",
    "activities",
    "entries",
    "notices",
    "periods",
    "schedules",
    "units",
    "with_dropped_rows",
    "with_lost_line_breaks",
    "with_page_breaks",
    "with_stray_spaces",
    "with_widths",
]

"""How much one PDF may cost: seconds, operators, unpacked bytes, forms within forms.

Every loop that a file can lengthen asks here; what is over ends in `ReadError("too-large")`.
The clock is asked only now and then, since asking costs more than most operators do.
Only the modules of this package import it.
"""

from __future__ import annotations

from time import monotonic

from qmparse.errors import ReadError
from qmparse.reading.source import Limits

__all__ = ["Budget", "too_large"]


def too_large(what: str) -> ReadError:
    """The one error for all limits, with the way out.

    >>> str(too_large("more than 3 pages"))
    'too-large: the PDF was given up: more than 3 pages; pass wider limits=Limits(…) if you trust the file'
    """
    message = f"the PDF was given up: {what}; pass wider limits=Limits(…) if you trust the file"
    return ReadError("too-large", message)


class Budget:
    """What is left of the limits of one reading."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._deadline = monotonic() + limits.seconds
        self._operators = limits.operators
        self._unpacked = limits.unpacked_bytes

    def clock(self) -> None:
        """Raise if the time is up."""
        if monotonic() > self._deadline:
            raise too_large(f"more than {self.limits.seconds:g} seconds of reading")

    def spend(self, operators: int) -> None:
        """Count tokens or operators that were worked off, and ask the clock."""
        self._operators -= operators
        if self._operators < 0:
            raise too_large(f"more than {self.limits.operators} operators")
        self.clock()

    def unpacked(self, count: int) -> None:
        """Count bytes that came out of a stream."""
        self._unpacked -= count
        if self._unpacked < 0:
            raise too_large(f"more than {self.limits.unpacked_bytes} unpacked bytes")
        self.clock()

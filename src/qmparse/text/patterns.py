"""Regular expressions that are compiled when they are first used, so that importing qmparse stays quick.

Rules: `pattern(...)` takes what `re.compile` takes and behaves as what it gives. Everyone may import this.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["pattern"]

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split")


class _Lazy:
    """Stands for a compiled pattern; its methods become those of the pattern at the first use of one."""

    def __init__(self, expression: str, flags: int) -> None:
        self.pattern = expression
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


if TYPE_CHECKING:

    def pattern(expression: str, flags: int = 0) -> re.Pattern[str]: ...

else:

    def pattern(expression: str, flags: int = 0) -> _Lazy:
        """A regular expression, compiled when it is first used.

        >>> pattern("[一二三]、").match("二、主题").end()
        2
        """
        return _Lazy(expression, flags)

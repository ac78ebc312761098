"""Packages that only some exports need, imported when they are used.

Rules: `need` is the only way to import one, so that each absence is told in the same words.
The modules of `exporting` import this.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from qmparse.errors import QmparseError

__all__ = ["MissingExtraError", "need"]


class MissingExtraError(QmparseError, ImportError):
    """An export needs a package that is not installed.

    >>> str(MissingExtraError("openpyxl", "xlsx"))
    "this needs the package openpyxl; run pip install 'qmparse[xlsx]'"
    """

    code = "missing-extra"

    def __init__(self, package: str, extra: str) -> None:
        self.package = package
        self.extra = extra
        self.message = f"this needs the package {package}; run pip install 'qmparse[{extra}]'"
        super().__init__(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        return MissingExtraError, (self.package, self.extra)


def need(module: str, *, extra: str) -> Any:
    """The module, or `MissingExtraError` where its package is not installed.

    >>> need("json", extra="none").dumps(1)
    '1'
    """
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != package:
            raise
        raise MissingExtraError(package, extra) from None

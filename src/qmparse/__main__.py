"""The door of the command line: `qmparse` and `python -m qmparse`.

Rules: it needs nothing but the standard library, so that it can say in one sentence what is missing.
Nobody imports this.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> int:
    """Runs the command line and gives its exit code."""
    try:
        from qmparse.cli import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("click", "rich"):
            raise
        sys.stderr.write("qmparse: the command line needs click and rich; run pip install 'qmparse[cli]'\n")
        return 2
    return run()


if __name__ == "__main__":
    sys.exit(main())

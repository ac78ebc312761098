"""Each extra, installed alone into a fresh environment, imports and does its work; run by `python3 tasks.py extras`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = ROOT / "tests" / "fixtures" / "files"
SEED = ROOT / "tests" / "fixtures" / "shanghai-2019.txt"

_NOTICE = f"from qmparse import load; notice = load({str(SEED)!r}); "
#: what shows that an extra works
WORK = {
    "": f"from qmparse import load; assert len(load({str(FILES / 'pdf' / 'shanghai-libreoffice-ruled.pdf')!r}).entries) == 63",
    "cli": f"import subprocess, sys; subprocess.run([sys.executable, '-m', 'qmparse', 'show', {str(SEED)!r}], check=True, stdout=subprocess.DEVNULL)",
    "docx": f"from qmparse import load; assert len(load({str(FILES / 'shanghai-2019.docx')!r}).entries) == 63",
    "xlsx": f"from qmparse import load; assert len(load({str(FILES / 'shanghai-2019.xlsx')!r}).entries) == 63",
    "html": f"from qmparse import load; assert len(load({str(FILES / 'shanghai-2019.html')!r}).entries) == 63",
    "aes": "import cryptography",
    "ics": "import icalendar, qmparse.exporting.ics",
    "pandas": _NOTICE + "assert len(notice.to_pandas()) == 95",
    "polars": _NOTICE + "assert len(notice.to_polars()) == 95",
    "arrow": "from qmparse.exporting.arrow import result_schema; assert 'entries' in result_schema().names",
    "hypothesis": "import qmparse.strategies",
}


def alone(extra: str) -> None:
    """Install one extra and do its work."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python"
        target = f"{ROOT}[{extra}]" if extra else str(ROOT)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", target], check=True)
        subprocess.run([python, "-c", WORK[extra]], check=True, cwd=folder)
    print(f"ok {extra or 'the core'}")


def main() -> None:
    for extra in sys.argv[1:] or WORK:
        alone(extra)
    print(f"{len(sys.argv[1:] or WORK)} passed")


if __name__ == "__main__":
    main()

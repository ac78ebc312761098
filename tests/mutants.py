"""Runs the tests against mutants of parsing and writing: `tasks.py mutants [--sample N] [--seed S] [NAME …]`.

Rules: mutmut makes the mutants and runs them, by `[tool.mutmut]`; this draws a uniform sample, for all of them take
half a day, and says what share the tests kill. `tasks.py mutants` runs this.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from mutmut.__main__ import create_mutants
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, walk_mutatable_files

MUTMUT = Path(sys.executable).with_name("mutmut")
#: a mutant that never ends must not take the machine's memory first
MEMORY = 3 << 30


def codes() -> dict[str, int | None]:
    """Every mutant's name -> the exit code of its tests, if they ran; in the order of the sources."""
    found: dict[str, int | None] = {}
    for path in sorted(walk_mutatable_files()):
        found |= json.loads(Path("mutants", f"{path}.meta").read_text("utf-8"))["exit_code_by_key"]
    return found


def names() -> list[str]:
    """Every mutant's name; they are made as `mutmut run` makes them, and it finds them made."""
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(1)
    return list(codes())


def run(chosen: list[str], children: int) -> dict[str, str]:
    """Run the tests against each mutant; its name -> killed, survived, timeout, no tests ..."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    environment = os.environ | {"HYPOTHESIS_PROFILE": "mutants"}
    code = subprocess.call([str(MUTMUT), "run", "--max-children", str(children), *chosen], env=environment)
    if code:
        raise SystemExit(code)
    ended = codes()
    return {name: status_by_exit_code[ended[name]] for name in chosen}


def interval(hits: int, of: int) -> tuple[float, float]:
    """The share's 95 % confidence interval by Wilson."""
    z = 1.96
    share, spread = hits / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / spread
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / spread
    return middle - half, middle + half


def report(statuses: dict[str, str], begun: float) -> None:
    """What share is killed; the mutants that are not, with what each changes in `mutants/survivors.diff`."""
    kinds = list(statuses.values())
    # on a busy machine a timeout proves nothing: it counts as alive, and is to be judged
    alive = [name for name in sorted(statuses) if statuses[name] != "killed"]
    killed = len(kinds) - len(alive)
    low, high = interval(killed, len(kinds))
    diffs = [f"# {name}: {statuses[name]}\n{get_diff_for_mutant(name)}\n" for name in alive]
    Path("mutants/survivors.diff").write_text("\n".join(diffs), "utf-8")
    print("\n".join(f"{statuses[name]}: {name}" for name in alive))
    print(", ".join(f"{kind} {kinds.count(kind)}" for kind in sorted(set(kinds))))
    print(f"{killed} of {len(kinds)} killed: {killed / len(kinds):.1%}, 95 % interval {low:.1%} to {high:.1%}")
    print(f"{time.monotonic() - begun:.0f} s; each survivor's change is in mutants/survivors.diff")


def main() -> None:
    parser = argparse.ArgumentParser(prog="tasks.py mutants", description="How many mutants the tests kill.")
    parser.add_argument("--sample", type=int, default=400, help="how many mutants to draw; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--children", type=int, default=1, help="how many run at once")
    parser.add_argument("names", nargs="*", help="run these alone")
    asked = parser.parse_args()
    begun = time.monotonic()
    everything = names()
    print(f"{len(everything)} mutants in all")
    chosen = asked.names or everything
    if asked.sample and not asked.names:
        chosen = random.Random(asked.seed).sample(everything, min(asked.sample, len(everything)))
    report(run(chosen, asked.children), begun)


if __name__ == "__main__":
    main()

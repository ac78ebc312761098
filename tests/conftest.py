"""Profiles of Hypothesis: `dev` by default, the same examples each time; `ci` and `nightly` by --hypothesis-profile.

`mutants` draws few examples and shrinks none, for its tests run once a mutant.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests import cases

_SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
settings.register_profile("dev", max_examples=40, deadline=None, suppress_health_check=_SLOW, derandomize=True)
settings.register_profile("ci", max_examples=300, deadline=None, suppress_health_check=_SLOW, derandomize=True)
settings.register_profile(
    "mutants",
    max_examples=4,
    deadline=None,
    suppress_health_check=_SLOW,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    database=None,
)
settings.register_profile("nightly", max_examples=20_000, deadline=None, suppress_health_check=_SLOW)
# imports mutmut, which is installed for it alone
collect_ignore = ["mutants.py"]

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "dev")
# the option --hypothesis-profile is read later and wins
settings.load_profile(PROFILE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Against mutants the laws come last, and those of each case are held for every tenth case."""
    if PROFILE == "mutants":
        held = {None, *cases.NAMES[::10]}
        items[:] = [item for item in items if "test_laws" not in item.nodeid or _case(item) in held]
        items.sort(key=lambda item: "test_laws" in item.nodeid)


def _case(item: pytest.Item) -> str | None:
    return item.callspec.params.get("name") if hasattr(item, "callspec") else None

"""Profiles of Hypothesis: `dev` by default, the same examples each time; `ci` and `nightly` by --hypothesis-profile."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
settings.register_profile("dev", max_examples=40, deadline=None, suppress_health_check=_SLOW, derandomize=True)
settings.register_profile("ci", max_examples=300, deadline=None, suppress_health_check=_SLOW, derandomize=True)
settings.register_profile("nightly", max_examples=20_000, deadline=None, suppress_health_check=_SLOW)
# the option --hypothesis-profile is read later and wins
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

"""How often a property is tried: in full by `make test`, a tenth of that by `make test-fast`."""

from hypothesis import HealthCheck, settings

FULL, QUICK = "full", "quick"  # profiles of Hypothesis; --hypothesis-profile names one
_EXAMPLES = 100  # of a property that names no number of its own, tried in full

# A busy machine is no fault of ours, so no example has a deadline.
settings.register_profile(FULL, max_examples=_EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(QUICK, settings.get_profile(FULL), max_examples=_EXAMPLES // 10)


def examples(count: int) -> settings:
    """Settings of a property that is tried `count` times in full; at least one example is tried by every profile."""
    return settings(max_examples=max(count * settings().max_examples // _EXAMPLES, 1))

"""How often a property is tried, anew each time: by `make test`, by `make test-fast`, and more often on request."""

from hypothesis import HealthCheck, settings

FULL, QUICK, LONG = "full", "quick", "long"  # profiles of Hypothesis; --hypothesis-profile names one
_EXAMPLES = 100  # of a property that names no number of its own

# A busy machine is no fault of ours, so no example has a deadline.
_SHARES = {QUICK: 0.1, FULL: 0.6, LONG: 5}  # of the examples that a property names
for _name, _share in _SHARES.items():
    settings.register_profile(
        _name, max_examples=round(_EXAMPLES * _share), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


def examples(count: int) -> settings:
    """Settings of a property with `count` examples, of which the profile tries its part, and at least one."""
    return settings(max_examples=max(count * settings().max_examples // _EXAMPLES, 1))

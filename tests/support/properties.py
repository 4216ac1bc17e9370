"""How Hypothesis runs here: no deadline on shared machines, and the failing case printed to be repeated."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,
    print_blob=True,
    max_examples=int(os.environ.get("EXAMHALL_EXAMPLES", "100")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")

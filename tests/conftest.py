"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# No test asserts a time: a busy machine must not make one fail.
settings.register_profile("alcove", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("alcove")

"""For all tests: what they may take for granted, on any machine and in any hurry."""

import signal

import pytest
from hypothesis import settings


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag for pictures that are meant to have changed."""
    parser.addoption(
        "--regenerate-pictures",
        action="store_true",
        help="write the reference pictures in tests/scenes/pictures anew",
    )


# Ctrl-C means KeyboardInterrupt, even where the caller has it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples each time, however long one takes: a failure is then about what has changed. To
# look for new examples, call ./run test --hypothesis-profile=default.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

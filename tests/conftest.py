"""For all tests: what they may take for granted, on any machine and in any hurry."""

import signal

import pytest
from hypothesis import settings

from gdlesson.one_thread import sum_in_one_thread
from tests import extent

# Before anything imports NumPy, as the program does.
sum_in_one_thread()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flags for all there is in place of a sample, and for pictures meant to have changed."""
    parser.addoption(
        "--whole",
        action="store_true",
        help="look at each scene in every shape, language and theme, not only at a sample of these",
    )
    parser.addoption(
        "--regenerate-pictures",
        action="store_true",
        help="write the reference pictures in tests/scenes/pictures anew",
    )


def pytest_configure(config: pytest.Config) -> None:
    """What asks how much is tried is read after this."""
    extent.is_whole = config.getoption("--whole")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for an edition is run for each of the sample, or of the whole."""
    if "edition" in metafunc.fixturenames:
        from tests import editions

        taken = editions.every() if extent.is_whole else editions.sample()
        metafunc.parametrize("edition", taken, ids=str)


# Ctrl-C means KeyboardInterrupt, even where the caller has it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples each time, however long one takes: a failure is then about what has changed. To
# look for new examples, call ./run test --hypothesis-profile=default.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

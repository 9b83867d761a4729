"""For all tests: what they may take for granted, on any machine and in any hurry."""

import signal

from hypothesis import settings

# Ctrl-C means KeyboardInterrupt, even where the caller has it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples each time, however long one takes: a failure is then about what has changed. To
# look for new examples, call ./run test --hypothesis-profile=default.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

"""For all tests: Ctrl-C means KeyboardInterrupt, even where the caller has it ignored."""

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)

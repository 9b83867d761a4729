"""``python -m gdlesson`` is ``gdlesson``."""

from gdlesson.ending import listen


def main() -> None:
    """Heed the signals first of all, then import what the command line needs."""
    listen()
    from gdlesson.cli import main as run

    run()


if __name__ == "__main__":
    main()

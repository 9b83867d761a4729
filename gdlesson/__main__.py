"""``python -m gdlesson`` is ``gdlesson``."""

from gdlesson.cli import main

if __name__ == "__main__":
    main()

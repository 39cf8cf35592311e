"""`python -m extract.cli` is the command `shilu`."""

from extract.cli import main

if __name__ == "__main__":
    main()

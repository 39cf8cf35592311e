"""`python -m shilu` is the command `shilu`."""

from shilu.extract.cli import main

if __name__ == "__main__":
    main()

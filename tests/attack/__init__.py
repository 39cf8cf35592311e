"""Attacks on the product: inputs made to break it, for as long as one likes. `python -m tests.attack --help`."""

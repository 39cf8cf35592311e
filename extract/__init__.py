"""How records are made: one folder a stage, named after what it makes. `shilu.Extractor` puts them in order."""

if __name__ == "extract":  # a program of 0.1.0, in the checkout
    raise ImportError(
        "since Shilu 0.2.0 `extract` is `shilu.extract`: write `from shilu import Extractor`, and `from "
        "shilu.extract.… import …` for the rest"
    )

from shilu.extract.offline import stay_offline

stay_offline()  # before any module of the package can load a library that would call home

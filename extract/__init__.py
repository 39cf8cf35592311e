"""How records are made: one folder a stage, named after what it makes. `shilu.Extractor` puts them in order."""

from shilu.extract.offline import stay_offline

stay_offline()  # before any module of the package can load a library that would call home

"""How records are made: one folder a stage, named after what it makes. `shilu.Extractor` puts them in order."""

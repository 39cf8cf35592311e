"""How sure a fact is: the chance, as far as examples tell, that kind, number, unit and item are right."""

from shilu.extract.confidence.least import keep_sure
from shilu.extract.confidence.model import Model, load_model, with_confidence

__all__ = ["Model", "keep_sure", "load_model", "with_confidence"]

"""Names chosen by what was learned from marked pages, among those that the finders suggest and phrases beside them."""

from shilu.extract.names.learned.choose import Suggested, choose_learned, suggest
from shilu.extract.names.learned.signs import Finds

__all__ = ["Finds", "Suggested", "choose_learned", "suggest"]

"""Articles: which lines of a page belong together, what part each plays, and the joined text of each
article.
"""

from shilu.extract.articles.find import find_articles
from shilu.extract.articles.masthead import find_masthead
from shilu.extract.articles.reading import Part, Reading, read_article

__all__ = ["Part", "Reading", "find_articles", "find_masthead", "read_article"]

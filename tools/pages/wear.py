"""Pictures of made pages as scanners and telephones would give them: grey, noisy, blurred, leaning, unevenly lit."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

__all__ = ["worn"]


def worn(path: Path, how: str, *, seed: int) -> None:
    """Wear the picture in a file, the same for the same seed. `how` is `scan` (150 dpi of type of 8 points: grey paper,
    blur, noise, a lean below one degree) or `photo` (larger, seen from aside, one side darker, the paper a little
    curved, JPEG)."""
    import cv2
    import numpy as np

    chance = np.random.default_rng(seed)
    picture = cv2.imread(str(path))
    picture = _scanned(picture, chance) if how == "scan" else _photographed(picture, chance)
    cv2.imwrite(str(path), picture)


def _scanned(picture: Any, chance: Any) -> Any:
    import cv2

    small = cv2.resize(picture, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    height, width = small.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.uniform(-0.8, 0.8)), 1.0)
    leaning = cv2.warpAffine(small, turn, (width, height), borderValue=(255, 255, 255))
    return _noisy(cv2.GaussianBlur(leaning, (3, 3), 0.8) * 0.78 + 40, 12, chance)


def _noisy(picture: Any, much: float, chance: Any) -> Any:
    import numpy as np

    return np.clip(picture + chance.normal(0, much, picture.shape), 0, 255).astype("uint8")


def _photographed(picture: Any, chance: Any) -> Any:
    """Around the paper is a dark table; the far edge of the paper is shorter; the light falls from one side."""
    import cv2
    import numpy as np

    small = cv2.resize(picture, None, fx=0.85, fy=0.85, interpolation=cv2.INTER_AREA)
    height, width = small.shape[:2]
    off = [float(chance.uniform(0.0, 0.012)) * width for _ in range(4)]
    room = round(0.04 * width)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype="float32")
    seen = np.array(
        [
            [room + off[0], room],
            [room + width - off[1], room + off[2]],
            [room + width, room + height],
            [room, room + height - off[3]],
        ],
        dtype="float32",
    )
    turned = cv2.warpPerspective(
        small,
        cv2.getPerspectiveTransform(corners, seen),
        (width + 2 * room, height + 2 * room),
        borderValue=(60, 70, 80),
    )
    rows, columns = np.indices(turned.shape[:2], dtype="float32")
    bent = rows + 0.003 * width * np.sin(columns / turned.shape[1] * math.pi)
    curved = cv2.remap(turned, columns, bent, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    light = np.linspace(1.0, 0.62, turned.shape[1], dtype="float32")[None, :, None]
    return _noisy(cv2.GaussianBlur(curved, (3, 3), 0.7) * light, 6, chance)

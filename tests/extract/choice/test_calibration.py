import numpy as np

from shilu.extract.choice import Calibration


def test_a_calibration_as_numpy_has_it() -> None:
    line = Calibration((0.1, 0.3, 0.3, 0.8), (0.05, 0.2, 0.4, 0.9), 500)
    for chance in [*np.linspace(0, 1, 101).tolist(), *line.x]:
        assert line.sure(chance) == round(float(np.interp(chance, line.x, line.y)), 2)

"""What arrays of numbers are called, whatever they measure. Pictures are `Pixels`, of `tools/images.py`."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

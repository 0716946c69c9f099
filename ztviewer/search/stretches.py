"""Stretches of equal entries in arrays."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def begins(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows of columns of equal length differ from the one before; the first one does.

    `np.unique` would do for sorted ones: it hashes or sorts again, and its first call in a process takes 16 ms.
    """
    result = np.ones(len(columns[0]), bool)
    np.not_equal(columns[0][1:], columns[0][:-1], out=result[1:])
    for column in columns[1:]:
        result[1:] |= column[1:] != column[:-1]
    return result

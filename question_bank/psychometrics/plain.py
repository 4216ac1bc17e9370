"""Documents of numpy values as JSON can say them."""

import math

import numpy as np


def plain(value):
    """Lists, numbers, texts and None instead of arrays, numpy numbers, tuples and what is not a finite number."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value

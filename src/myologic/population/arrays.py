"""Arrow arrays from numbers and texts, and numbers from Arrow arrays, buffer by buffer.

Arrow's own ways (`pa.array`, `to_numpy`) ask pandas first, where that is installed, and its import takes as long as
working some hundred thousand people out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def texts(words: Sequence[str]) -> Any:
    """An Arrow array of texts.

    Examples
    --------
    >>> texts(["glutes", ""]).to_pylist()
    ['glutes', '']
    """
    encoded = [each.encode() for each in words]
    ends = np.cumsum([0, *(len(each) for each in encoded)], dtype=np.int32)
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded)))


def whole(numbers: npt.NDArray[np.integer[Any]]) -> Any:
    """An Arrow array of whole numbers, as wide as they are.

    Examples
    --------
    >>> whole(np.array([3, -1], np.int16)).to_pylist()
    [3, -1]
    """
    kind = pa.from_numpy_dtype(numbers.dtype)
    return pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(np.ascontiguousarray(numbers))])


def numbers_of(array: Any) -> npt.NDArray[Any]:
    """The values of an Arrow array of numbers or truth values without gaps; what stands in a gap means nothing.

    Examples
    --------
    >>> numbers_of(whole(np.array([3, 4, 5])).slice(1)).tolist()
    [4, 5]
    """
    data = array.buffers()[1]
    if pa.types.is_boolean(array.type):
        if data is None:
            return np.zeros(0, np.bool_)
        bits = np.unpackbits(np.frombuffer(data, np.uint8), count=array.offset + len(array), bitorder="little")
        return bits[array.offset :].view(np.bool_)
    kind = np.dtype(array.type.to_pandas_dtype())  # only its name has to do with pandas
    if data is None:
        return np.zeros(0, kind)
    return np.frombuffer(data, kind)[array.offset : array.offset + len(array)]

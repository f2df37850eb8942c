"""The nearest neighbours of many texts in time that grows with their number, not with its square."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wagtail_feedback.questions.engine.vectors import Matrix, Meaning, Vectors

#: A feature of more rows than this finds nobody: what everybody has in common brings nobody near.
#: Constant, so that the work for one text does not grow with the number of texts.
MOST_ROWS = 1_000
_BLOCK = 500
#: Meaning divides many texts into parts of about this size, and looks into so many of them.
_PART, _PARTS = 1_000, 16

Places = NDArray[np.int64]
Edges = tuple[Places, Places, NDArray[np.float32]]


def nearest(
    rows: Vectors, count: int, threshold: float, *, among: Vectors | None = None, most_rows: int = MOST_ROWS
) -> Edges:
    """The ``count`` rows of ``among`` (or other rows of the same vectors) most like each row, as pairs that
    are at least ``threshold`` alike.

    Rare features find twice as many candidates as are asked for, and so does meaning; both then judge them.
    """
    others = rows if among is None else among
    size = max(1, len(others))
    columns = _without_frequent(others.words, most_rows).T.tocsr()
    by_meaning = _nearest_in_meaning(rows.meaning, others.meaning, 2 * count + 1)
    found: list[Edges] = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))]
    for start in range(0, len(rows), _BLOCK):
        end = start + _BLOCK
        one, other = _candidates(rows.words[start:end] @ columns, 2 * count + 1)
        first, last = np.searchsorted(by_meaning, [start * size, end * size])
        one, other = np.divmod(np.union1d((one + start) * size + other, by_meaning[first:last]), size)
        if among is None:
            one, other = one[one != other], other[one != other]
        values = rows[one].likeness(others[other])
        found.append(_best(one, other, values, count, threshold))
    one, other, values = (np.concatenate(each) for each in zip(*found, strict=True))
    return one, other, values


def _nearest_in_meaning(rows: Meaning, others: Meaning, count: int) -> Places:
    """The ``count`` of ``others`` nearest to each row as ``row * len(others) + other``, in order.

    Each row looks around itself only: into the nearest of the parts that ``others`` are in. So the work grows
    with their number, and few are in no more parts than that.
    """
    if not rows.shape[1] or not len(others):
        return np.empty(0, np.int64)
    pivots = others[::_PART]
    homes, parts = (np.argmax(each @ pivots.T, axis=1) for each in (rows, others))
    found = []
    for pivot in range(len(pivots)):
        near = np.argsort(-(pivots @ pivots[pivot]), kind="stable")[:_PARTS]
        around = np.flatnonzero(np.isin(parts, near))
        asking = np.flatnonzero(homes == pivot)
        most = min(count, len(around))
        for start in range(0, len(asking), _BLOCK):
            block = asking[start : start + _BLOCK]
            values = rows[block] @ others[around].T
            places = np.argpartition(values, -most, axis=1)[:, -most:]
            found.append((block[:, None] * len(others) + around[places]).ravel())
    return np.sort(np.concatenate(found))


def _without_frequent(rows: Matrix, most_rows: int) -> Matrix:
    frequent = np.bincount(rows.indices, minlength=rows.shape[1]) > most_rows
    index = rows.copy()
    index.data[frequent[index.indices]] = 0
    index.eliminate_zeros()
    return index


def _candidates(product: Matrix, count: int) -> tuple[Places, Places]:
    """The places of the ``count`` largest values of each row."""
    others = []
    for row in range(product.shape[0]):
        begin, end = product.indptr[row], product.indptr[row + 1]
        columns = product.indices[begin:end]
        if len(columns) > count:
            columns = columns[np.argpartition(-product.data[begin:end], count)[:count]]
        others.append(columns.astype(np.int64))
    one = np.repeat(np.arange(len(others)), [len(each) for each in others])
    return one, np.concatenate(others)


def _best(
    one: Places,
    other: Places,
    values: NDArray[np.float32],
    count: int,
    threshold: float,
) -> Edges:
    order = np.lexsort((other, -values, one))
    one, other, values = one[order], other[order], values[order]
    starts = np.flatnonzero(np.diff(one, prepend=-1))
    rank = np.arange(len(one)) - np.repeat(starts, np.diff(starts, append=len(one)))
    keep = (rank < count) & (values >= threshold)
    return one[keep], other[keep], values[keep]

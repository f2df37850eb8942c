"""The nearest neighbours of many texts in time that grows with their number, not with its square."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wagtail_feedback.questions.vectors import Matrix, likeness

#: A feature of more rows than this finds nobody: what everybody has in common brings nobody near.
#: Constant, so that the work for one text does not grow with the number of texts.
MOST_ROWS = 1_000
_BLOCK = 2_000

Places = NDArray[np.int64]
Edges = tuple[Places, Places, NDArray[np.float32]]


def nearest(
    rows: Matrix, count: int, threshold: float, *, among: Matrix | None = None, most_rows: int = MOST_ROWS
) -> Edges:
    """The ``count`` rows of ``among`` (or other rows of the same matrix) most like each row, as pairs that
    are at least ``threshold`` alike.

    Rare features find twice as many candidates as are asked for, all features then judge them.
    """
    others = rows if among is None else among
    columns = _without_frequent(others, most_rows).T.tocsr()
    found: list[Edges] = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))]
    for start in range(0, rows.shape[0], _BLOCK):
        one, other = _candidates(rows[start : start + _BLOCK] @ columns, 2 * count + 1)
        one += start
        if among is None:
            one, other = one[one != other], other[one != other]
        values = likeness(rows[one], others[other])
        found.append(_best(one, other, values, count, threshold))
    one, other, values = (np.concatenate(each) for each in zip(*found, strict=True))
    return one, other, values


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

"""What survey figures are computed by. Pure, and nothing but the standard library.

NPS is given in points from −100 to 100, shares from 0 to 1. Intervals hold with 95 % unless another
confidence is asked for, and always contain the value that stands beside them. Wherever nobody answered there
is no figure: such calls raise :exc:`ValueError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
#: Detractors, passives, promoters that the adjusted Wald interval adds to those counted.
PSEUDO_ANSWERS = (0.75, 1.5, 0.75)
POINTS = 100


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval; ``se`` is the standard error of the value itself."""

    value: float
    low: float
    high: float
    se: float


@dataclass(frozen=True)
class Difference:
    """How far apart two figures are: ``z`` standard errors, and by chance alone with probability ``p``."""

    value: float
    low: float
    high: float
    se: float
    z: float
    p: float


def nps(detractors: int, passives: int, promoters: int, *, confidence: float = CONFIDENCE) -> Estimate:
    """Promoters (9–10) less detractors (0–6) of all valid answers, in points.

    The interval is the adjusted Wald one (Rocks 2016, *The American Statistician*): computed as if three more
    people had answered. The plain one says “100 ± 0” of ten promoters.

    Raises:
        ValueError: nobody answered, or a count is negative.
    """
    value, se = _score(detractors, passives, promoters)
    middle, spread = _adjusted_score((detractors, passives, promoters))
    reach = _z(confidence) * spread
    low, high = max(middle - reach, -1.0), min(middle + reach, 1.0)
    return Estimate(POINTS * value, POINTS * min(low, value), POINTS * max(high, value), POINTS * se)


def nps_difference(a: Sequence[int], b: Sequence[int], *, confidence: float = CONFIDENCE) -> Difference:
    """``a`` less ``b``, each as ``(detractors, passives, promoters)``, of independent people, in points.

    Computed on the adjusted values of both, so that ``value`` is a little nearer to 0 than the difference of
    two printed scores.

    Raises:
        ValueError: nobody answered one of them, or a count is negative.
    """
    (first, se_a), (second, se_b) = _adjusted_score(a), _adjusted_score(b)
    value, se = first - second, sqrt(se_a**2 + se_b**2)
    reach = _z(confidence) * se
    low, high = max(value - reach, -2.0), min(value + reach, 2.0)
    return Difference(POINTS * value, POINTS * low, POINTS * high, POINTS * se, *_test(value, se))


def wilson(successes: int, n: int, *, confidence: float = CONFIDENCE) -> Estimate:
    """A share with Wilson's score interval (Wilson 1927, *JASA* 22).

    Raises:
        ValueError: nobody answered, or there are not between 0 and ``n`` successes.
    """
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share.")
    share, z = successes / n, _z(confidence)
    scale = 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    low, high = max(middle - reach, 0.0), min(middle + reach, 1.0)
    return Estimate(share, min(low, share), max(high, share), sqrt(share * (1 - share) / n))


def newcombe(
    successes_a: int, n_a: int, successes_b: int, n_b: int, *, confidence: float = CONFIDENCE
) -> Difference:
    """Share ``a`` less share ``b`` with Newcombe's hybrid of two Wilson intervals (Newcombe 1998, *Statistics
    in Medicine* 17, method 10); ``z`` and ``p`` are those of the pooled test of two proportions.

    Raises:
        ValueError: as :func:`wilson`.
    """
    a = wilson(successes_a, n_a, confidence=confidence)
    b = wilson(successes_b, n_b, confidence=confidence)
    value = a.value - b.value
    low = value - sqrt((a.value - a.low) ** 2 + (b.high - b.value) ** 2)
    high = value + sqrt((a.high - a.value) ** 2 + (b.value - b.low) ** 2)
    pooled = (successes_a + successes_b) / (n_a + n_b)
    chance = sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b))
    return Difference(value, low, high, sqrt(a.se**2 + b.se**2), *_test(value, chance))


def _score(detractors: float, passives: float, promoters: float) -> tuple[float, float]:
    """The score from −1 to 1 and its standard error, √((d + p − (p − d)²) / n)."""
    counts = (detractors, passives, promoters)
    n = sum(counts)
    if n <= 0 or min(counts) < 0:
        raise ValueError(f"{counts} are no answers.")
    low, high = detractors / n, promoters / n
    value = high - low
    # Rounding can leave a hair below nothing.
    return value, sqrt(max(low + high - value * value, 0.0) / n)


def _adjusted_score(counts: Sequence[int]) -> tuple[float, float]:
    _score(*counts)  # refuses what is no count before anything is added
    return _score(*(count + more for count, more in zip(counts, PSEUDO_ANSWERS, strict=True)))


def _test(value: float, se: float) -> tuple[float, float]:
    """Standard errors from 0, and how likely chance alone takes it as far. What cannot vary differs by 0."""
    if se == 0:
        return 0.0, 1.0
    z = value / se
    return z, erfc(abs(z) / sqrt(2))


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)

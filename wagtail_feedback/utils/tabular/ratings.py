"""Ratings on any scale, as whole stars."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from wagtail_feedback.utils.tabular.cells import CellError, quoted

HIGHEST = 5

_NUMBER = r"([0-9]{1,3}(?:[.,][0-9]{1,4})?)"
_WRITTEN = re.compile(
    rf"{_NUMBER}(?:\s*(?:/|из|of|out of|von|de|sur)\s*{_NUMBER})?"
    r"(?:[\s-]*(?:stars?|зв[её]зд\w*|sterne?|étoiles?|estrellas?|[★⭐])\.?)?",
    re.IGNORECASE,
)
_STARS = re.compile(r"([★⭐]\ufe0f?)*([☆✩])*")


@dataclass(frozen=True, kw_only=True)
class RatingReader:
    """How the ratings of a file are written.

    Attributes:
        scale: the highest rating where a cell does not say it (``4/10`` does).
        words: what words mean, in stars, by the word in lower case.
        zero_is_none: 0 stands for “no rating”; otherwise it is a mistake.
        rounds: 4.5 stars become 5, as at school. Otherwise they are a mistake: a rating that its author did
            not give is not made up in silence.
    """

    scale: int = HIGHEST
    words: Mapping[str, int] = field(default_factory=dict)
    zero_is_none: bool = False
    rounds: bool = False

    def read(self, name: str, cell: str) -> int | None:
        """1 to 5; None for an empty cell.

        Raises:
            CellError: no rating that can be told.
        """
        text = cell.strip()
        if not text:
            return None
        if text.casefold() in self.words:
            return self.words[text.casefold()]
        stars = self._stars(text)
        if stars == 0 and self.zero_is_none:
            return None
        said = {"field": name, "value": quoted(cell), "lowest": 1, "highest": HIGHEST}
        if stars is None or not 0 < stars <= HIGHEST:
            raise CellError(_("%(field)s %(value)s is not %(lowest)s to %(highest)s") % said)
        whole = int(stars.to_integral_value(ROUND_HALF_UP))
        if whole != stars and not self.rounds:
            raise CellError(
                _(
                    "%(field)s %(value)s is not a whole number of stars; ratings are rounded only if you "
                    "say so (--round-ratings)"
                )
                % said
            )
        return max(whole, 1)

    def _stars(self, text: str) -> Decimal | None:
        if match := _WRITTEN.fullmatch(text[:60]):
            number, scale = _decimal(match[1]), _decimal(match[2]) if match[2] else Decimal(self.scale)
            return number * HIGHEST / scale if scale else None
        if len(text) <= 20 and _STARS.fullmatch(text):
            full, empty = text.count("★") + text.count("⭐"), text.count("☆") + text.count("✩")
            return Decimal(full) * HIGHEST / (full + empty if empty else HIGHEST)
        return None


def parse_rating_words(text: str) -> dict[str, int]:
    """``"отлично=5, good=4"``, or one a line, as a mapping for :class:`RatingReader`.

    Raises:
        ValueError: with the part that is not “word=stars”.
    """
    words = {}
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        word, _equals, stars = part.rpartition("=")
        if not word.strip() or stars.strip() not in {str(number) for number in range(1, HIGHEST + 1)}:
            raise ValueError(part)
        words[word.strip().casefold()] = int(stars)
    return words


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", "."))

"""Names that belong to the shop, however they are dressed up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from wagtail_feedback.utils.text import without_invisible

# Latin, Cyrillic and Greek letters, digits and signs that look alike as capital or as small letters; each
# group under its first member. Both sides of a comparison go through it, so it may be generous. (A library
# with Unicode's whole list costs 14 MB a process and lacks many pairs of small Cyrillic letters.)
_LOOK_ALIKES = "aа@4α b68вьъβ cсς dд eеєэ3зεξ iіїıj1l!|ι kкκ mм hнη nпν oо0οσ pрρ rгя sѕ$5 tт7τ uиуyυγ xхχ"
_ALIKE = {char: group[0] for group in _LOOK_ALIKES.split() for char in group}
_PAIRS = (("rn", "m"), ("vv", "w"))
# They stand for a letter inside a name, and for nothing at its ends.
_STROKES = "!|"
# “Administration of the shop” is as bad as “Administration”; “Adminson” is somebody's name.
LONG = 9


def is_reserved(name: str, reserved: Iterable[str]) -> bool:
    """Whether a visitor's name reads like one of the reserved ones, or holds one that is long: case,
    spaces, punctuation, invisible characters and look-alikes of other alphabets make no difference."""
    skeleton = skeleton_of(name)
    taken = [bones for each in reserved if (bones := skeleton_of(each))]
    return any(bones == skeleton or (len(bones) >= LONG and bones in skeleton) for bones in taken)


@lru_cache(maxsize=1_000)
def skeleton_of(name: str) -> str:
    """What remains of a name for an eye that does not look closely."""
    search_text = unicodedata.normalize("NFKC", without_invisible(name)).casefold()
    drawn = [c for c in unicodedata.normalize("NFKD", search_text) if c.isalnum() or c in _ALIKE]
    bones = "".join(_ALIKE.get(char, char) for char in "".join(drawn).strip(_STROKES))
    for pair, single in _PAIRS:
        bones = bones.replace(pair, single)
    return bones

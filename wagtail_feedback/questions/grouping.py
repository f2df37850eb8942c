"""Groups of questions that ask the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from wagtail_feedback.questions.engine.communities import Graph, communities
from wagtail_feedback.questions.engine.encoding import Encoder, Reader
from wagtail_feedback.questions.engine.neighbours import Edges, nearest
from wagtail_feedback.questions.engine.normalising import words
from wagtail_feedback.questions.engine.pairs import Pair, Pairs
from wagtail_feedback.questions.engine.vectors import (
    Vectoriser,
    Vectors,
    Words,
    has_content,
)

ALONE = -1
SMALLEST_THAT_TAKES_IN = 3


@dataclass(frozen=True)
class Strictness:
    """How alike questions of a group are. Tuned on mailboxes of shops and banks, see benchmarks/README.md."""

    neighbours: int = 25
    #: Two questions less alike than this are no neighbours.
    neighbour: float = 0.37
    #: The mean likeness, counted over neighbours only, below which a group is not worth its size.
    resolution: float = 0.08
    #: Groups whose questions are as alike as this, on average, become one.
    merge: float = 0.31
    #: A question joins the group of at least three that is as like it as this on average …
    join: float = 0.2
    #: … leaves its group where it is less like the rest of it on average …
    member: float = 0.25
    #: … and the whole group is none where its questions are less alike on average.
    group: float = 0.25


DEFAULT = Strictness()
#: Meaning and words together are more alike than words.
WITH_ENCODER = Strictness(neighbours=30, neighbour=0.42, resolution=0.09, merge=0.32, join=0.3)


def group_texts(
    texts: Sequence[str],
    *,
    must_link: Iterable[Pair] = (),
    cannot_link: Iterable[Pair] = (),
    previous: Sequence[int] | None = None,
    encoder: Encoder | None = None,
    strictness: Strictness | None = None,
) -> list[int]:
    """The number of each text's group, or -1 for a text that is left alone.

    ``must_link`` and ``cannot_link`` are pairs of positions in ``texts``: editors' decisions. Every
    ``cannot_link`` holds, always. A ``must_link`` holds unless it contradicts: they are taken in the order
    given, and one that would bring together two texts kept apart by a ``cannot_link``, directly or through
    texts linked before, is left out as a whole. So of must (0, 1), must (1, 2) and cannot (0, 2), texts 0 and
    1 are together and 2 is not with them. Equal texts are one group for the same reasons and with the same
    exception. A pair of a text with itself says nothing.

    ``previous`` is the result for the first ``len(previous)`` of the texts. Its groups keep their numbers and
    members and never become one; what it left alone stays alone unless a new text comes near. New texts join
    old groups or form groups with new numbers. Exceptions are decisions made since: a ``must_link`` between
    two groups makes them one (with the number of the one whose first text came first), and a group with a
    ``cannot_link`` inside is grouped anew.

    With an ``encoder`` meaning counts beside the words; where it fails, words alone do. ``strictness`` has a
    default for each.

    The same arguments give the same result.
    """
    said = [words(text) for text in texts]
    cannot_link = list(cannot_link)
    previous = list(previous or ())
    pairs = Pairs(len(texts), cannot_link)
    for one, other in must_link:
        pairs.join(one, other)
    _join_equal(pairs, said)
    split = _split(previous, cannot_link)
    numbers = _join_previous(pairs, previous, split)
    settled = {pairs.root(text) for text, number in enumerate(previous) if number not in split}
    points = _Points.of(pairs, said, numbers, settled, encoder)
    if strictness is None:
        strictness = WITH_ENCODER if points.vectors.meaning.shape[1] else DEFAULT
    labels = _communities(points, pairs, strictness)
    return _numbered([labels[pairs.root(text)] for text in range(len(texts))], labels, numbers, previous)


def _join_equal(pairs: Pairs, said: Sequence[Words]) -> None:
    """Ten thousand equal questions are one point: otherwise their words would be too frequent to count."""
    kept: dict[tuple[str, ...], list[int]] = {}
    for text, each in enumerate(said):
        if has_content(each):
            others = kept.setdefault(tuple(each), [])
            if not any(pairs.join(other, text) for other in others):
                others.append(text)


def _split(previous: Sequence[int], cannot_link: Iterable[Pair]) -> set[int]:
    """The numbers of old groups that an editor has parted since."""
    old = [pair for pair in cannot_link if max(pair) < len(previous)]
    return {previous[one] for one, other in old if previous[one] == previous[other] != ALONE}


def _join_previous(pairs: Pairs, previous: Sequence[int], split: Collection[int]) -> dict[int, int]:
    """The numbers of old groups by their roots."""
    first: dict[int, int] = {}
    for text, number in enumerate(previous):
        if number != ALONE and number not in split:
            pairs.join(first.setdefault(number, text), text)
    numbers: dict[int, int] = {}
    for number, text in first.items():
        numbers.setdefault(pairs.root(text), number)
    return numbers


@dataclass(frozen=True)
class _Points:
    """Different wordings, each once for each root, and their vectors."""

    roots: list[int]
    vectors: Vectors
    #: Roots of old groups, which keep their members.
    fixed: Collection[int]
    #: Roots judged before: nothing brings two of them together now.
    settled: Collection[int]

    @classmethod
    def of(
        cls,
        pairs: Pairs,
        said: Sequence[Words],
        fixed: Collection[int],
        settled: Collection[int],
        encoder: Encoder | None,
    ) -> _Points:
        found = dict.fromkeys(
            (pairs.root(text), tuple(each)) for text, each in enumerate(said) if has_content(each)
        )
        wordings = [wording for _root, wording in found]
        roots = [root for root, _wording in found]
        vectors = Vectors.of(Vectoriser(wordings).matrix(wordings), Reader(encoder, wordings).corpus)
        return cls(roots, vectors, fixed, settled)


def _communities(points: _Points, pairs: Pairs, strictness: Strictness) -> _Labels:
    labels = _Labels()
    if not points.roots:
        return labels
    edges = nearest(points.vectors, strictness.neighbours, strictness.neighbour)
    _unite(labels, points, pairs, edges, strictness.resolution, largest=strictness.neighbours)
    _unite_alike(labels, points, pairs, strictness)
    _take_in(labels, points, pairs, strictness)
    _leave_out(labels, points, strictness)
    return labels


class _Labels(dict[int, int]):
    """Community by root; one that is alone has a label below zero, which no community has."""

    def __missing__(self, root: int) -> int:
        return -1 - root


def _unite(
    labels: _Labels, points: _Points, pairs: Pairs, edges: Edges, resolution: float, largest: int
) -> None:
    """Communities of what the edges connect: roots."""
    nodes = {root: node for node, root in enumerate(dict.fromkeys(points.roots))}
    node_of = [nodes[root] for root in points.roots]
    weights: list[dict[int, float]] = [{} for _ in nodes]
    for one, other, weight in zip(*(each.tolist() for each in edges), strict=True):
        a, b = node_of[one], node_of[other]
        judged = points.roots[one] in points.settled and points.roots[other] in points.settled
        if a != b and not judged:
            # Twice where each is a neighbour of the other: such a bond is the stronger one.
            weights[a][b] = weights[b][a] = weights[a].get(b, 0.0) + weight / 2
    # A group that grew large keeps its door open: nobody can be a neighbour of all of it.
    sizes = [min(size, largest) for size in Counter(node_of).values()]
    apart = [[nodes[other] for other in pairs.apart(root) if other in nodes] for root in nodes]
    graph = Graph(weights, sizes, apart, [root in points.fixed for root in nodes])
    roots = list(nodes)
    for root, label in zip(roots, communities(graph, resolution), strict=True):
        labels[root] = label


def _unite_alike(labels: _Labels, points: _Points, pairs: Pairs, strictness: Strictness) -> None:
    """Groups grow beyond the number of neighbours: those whose questions are alike become one."""
    members = np.array([labels[root] for root in points.roots])
    sizes = np.bincount(members)
    one, other, values = nearest(points.vectors.means(members), strictness.neighbours, strictness.merge)
    weights: list[dict[int, float]] = [{} for _ in sizes]
    for a, b, value in zip(one.tolist(), other.tolist(), values.tolist(), strict=True):
        if sizes[a] > 1 and sizes[b] > 1:
            weights[a][b] = weights[b][a] = value * float(sizes[a] * sizes[b])
    apart: list[set[int]] = [set() for _ in sizes]
    fixed = [False] * len(sizes)
    for root, label in labels.items():
        apart[label].update(labels[each] for each in pairs.apart(root) if each in labels)
        fixed[label] |= root in points.fixed
    merged = communities(Graph(weights, sizes.tolist(), apart, fixed), strictness.merge)
    for root, label in labels.items():
        labels[root] = merged[label]


def _take_in(labels: _Labels, points: _Points, pairs: Pairs, strictness: Strictness) -> None:
    """Questions outside the larger groups join the one that is most like them."""
    members = np.array([labels[root] for root in points.roots])
    sizes = np.bincount(members)
    large = np.flatnonzero(sizes >= SMALLEST_THAT_TAKES_IN)
    outside = np.flatnonzero(sizes[members] < SMALLEST_THAT_TAKES_IN)
    if not len(large) or not len(outside):
        return
    means = points.vectors.means(members)[large]
    one, other, _ = nearest(points.vectors[outside], 1, strictness.join, among=means)
    for point, group in zip(outside[one].tolist(), large[other].tolist(), strict=True):
        root = points.roots[point]
        if root not in points.settled and all(labels.get(each) != group for each in pairs.apart(root)):
            labels[root] = group


def _leave_out(labels: _Labels, points: _Points, strictness: Strictness) -> None:
    """Strict cores: what only hangs on is alone again. Old groups and what editors linked stay whole."""
    members = np.array([labels[root] for root in points.roots])
    middles, sizes = points.vectors.sums(members), np.bincount(members)
    own = (points.vectors.likeness(middles[members]) - 1) / np.maximum(sizes[members] - 1, 1)
    roots = np.array(points.roots)
    names, place = np.unique(roots, return_inverse=True)
    communities_of_roots = np.array([labels[root] for root in names.tolist()])
    means = np.bincount(place, weights=own) / np.bincount(place)
    stays = means >= strictness.member
    counts = np.bincount(communities_of_roots, weights=stays)
    cohesion = np.bincount(communities_of_roots, weights=means * stays) / np.maximum(counts, 1)
    stays &= cohesion[communities_of_roots] >= strictness.group
    for root, stay in zip(names.tolist(), stays.tolist(), strict=True):
        if not stay and root not in points.fixed:
            del labels[root]


def _numbered(
    found: Sequence[int], labels: _Labels, numbers: dict[int, int], previous: Sequence[int]
) -> list[int]:
    sizes = Counter(found)
    named = {labels[root]: number for root, number in numbers.items()}
    free = count(max(previous, default=ALONE) + 1)
    for label in found:
        if sizes[label] > 1 and label not in named:
            named[label] = next(free)
    return [named.get(label, ALONE) for label in found]

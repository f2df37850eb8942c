"""Communities of a graph by local moving (Louvain's steps, the constant Potts model), with pairs kept apart.

Written for this package: the known libraries are under the GPL.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from typing import NamedTuple

_LEAST_GAIN = 1e-6


class Graph(NamedTuple):
    """Nodes are numbered from 0; every list has one item for each."""

    #: Weights of the edges to other nodes, each edge in both directions.
    edges: list[dict[int, float]]
    #: How many things a node stands for.
    sizes: list[int]
    #: The nodes that never share a community with this one.
    apart: Sequence[Collection[int]]
    #: Whether others may come to it, but it goes nowhere: two of these never share a community.
    fixed: Sequence[bool]


def communities(graph: Graph, resolution: float) -> list[int]:
    """A community number for each node.

    A community gains the weight of the edges inside and pays ``resolution`` for each pair of things in it.
    """
    labels = list(range(len(graph.edges)))
    while True:
        moved = _move(graph, resolution)
        names = {name: number for number, name in enumerate(dict.fromkeys(moved))}
        if len(names) == len(graph.edges):
            return labels
        moved = [names[name] for name in moved]
        labels = [moved[label] for label in labels]
        graph = _contract(graph, moved, len(names))


def _move(graph: Graph, resolution: float) -> list[int]:
    edges, sizes, apart, fixed = graph
    labels = list(range(len(edges)))
    totals = list(sizes)
    waiting = deque(node for node in labels if not fixed[node])
    queued = [not each for each in fixed]
    while waiting:
        node = waiting.popleft()
        queued[node] = False
        old, size = labels[node], sizes[node]
        weights: dict[int, float] = {}
        for neighbour, weight in edges[node].items():
            label = labels[neighbour]
            weights[label] = weights.get(label, 0.0) + weight
        totals[old] -= size
        best, best_gain = old, weights.get(old, 0.0) - resolution * size * totals[old] + _LEAST_GAIN
        closed = {labels[other] for other in apart[node]}
        for label, weight in weights.items():
            gain = weight - resolution * size * totals[label]
            if gain > best_gain and label not in closed:
                best, best_gain = label, gain
        if best_gain < 0 and totals[node] == 0:
            best = node  # better alone, and nobody has taken its place
        totals[best] += size
        if best != old:
            labels[node] = best
            for neighbour in edges[node]:
                if labels[neighbour] != best and not queued[neighbour] and not fixed[neighbour]:
                    queued[neighbour] = True
                    waiting.append(neighbour)
    return labels


def _contract(graph: Graph, labels: Sequence[int], count: int) -> Graph:
    edges: list[dict[int, float]] = [{} for _ in range(count)]
    sizes = [0] * count
    apart: list[set[int]] = [set() for _ in range(count)]
    fixed = [False] * count
    for node, label in enumerate(labels):
        sizes[label] += graph.sizes[node]
        fixed[label] |= graph.fixed[node]
        apart[label].update(labels[other] for other in graph.apart[node])
        into = edges[label]
        for neighbour, weight in graph.edges[node].items():
            if labels[neighbour] != label:
                into[labels[neighbour]] = into.get(labels[neighbour], 0.0) + weight
    return Graph(edges, sizes, apart, fixed)

"""Connected components against NetworkX, on drawn groups."""

import random

import networkx as nx

from symqnn.algebra.components import components


def test_against_networkx() -> None:
    for seed in range(40):
        source = random.Random(seed)
        groups = [source.sample(range(12), source.randint(1, 4)) for _ in range(5)]
        graph = nx.Graph()
        graph.add_nodes_from(range(12))
        for group in groups:
            nx.add_path(graph, group)
        wanted = sorted(tuple(sorted(part)) for part in nx.connected_components(graph))
        assert components(range(12), groups) == wanted


def test_members_of_groups_belong_to_it() -> None:
    assert components([], [("b", "a"), ("c",)]) == [("a", "b"), ("c",)]
    assert components([], []) == []

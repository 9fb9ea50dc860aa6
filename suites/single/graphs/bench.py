"""Graphs: shortest paths with a heap (Dijkstra), k-cores by peeling, components by breadth-first search.

Exercises dicts of dicts, heapq, deque and sets.
"""

import random
from collections import deque
from heapq import heappop, heappush


def prepare(scale):
    source = random.Random(1959)
    count = max(20, round(900 * scale))
    graph = {node: {} for node in range(count)}
    for node in range(count):
        # No edge crosses the border between the even and the odd tenths, so there are several components.
        for _ in range(3):
            other = source.randrange(count)
            if other != node and other * 10 // count % 2 == node * 10 // count % 2:
                graph[node][other] = graph[other][node] = source.randrange(1, 100)
    return graph


def shortest(graph, start):
    distances = {}
    heap = [(0, start)]
    while heap:
        distance, node = heappop(heap)
        if node in distances:
            continue
        distances[node] = distance
        for other, length in graph[node].items():
            if other not in distances:
                heappush(heap, (distance + length, other))
    return distances


def cores(graph):
    """For each node the largest k such that it lies in a part of the graph where every node has k neighbours."""
    degrees = {node: len(others) for node, others in graph.items()}
    buckets = [[] for _ in range(max(degrees.values()) + 1)]
    for node, degree in degrees.items():
        buckets[degree].append(node)
    core = {}
    for k, bucket in enumerate(buckets):
        while bucket:
            node = bucket.pop()
            if node in core:
                continue
            core[node] = k
            for other in graph[node]:
                if other not in core and degrees[other] > k:
                    degrees[other] -= 1
                    buckets[degrees[other]].append(other)
    return core


def components(graph):
    seen = set()
    parts = []
    for start in graph:
        if start in seen:
            continue
        part = {start}
        queue = deque(part)
        while queue:
            for other in graph[queue.popleft()]:
                if other not in part:
                    part.add(other)
                    queue.append(other)
        seen |= part
        parts.append(part)
    return parts


def run(graph, loops):
    answer = None
    for _ in range(loops):
        answer = [shortest(graph, start) for start in (0, 1, 2)], cores(graph), components(graph)
    return answer


def verify(graph, loops, answer):
    paths, core, parts = answer
    assert sorted(node for part in parts for node in part) == list(graph) and len(parts) >= 2
    for start, distances in zip((0, 1, 2), paths):
        assert [part for part in parts if start in part] == [set(distances)] and distances[start] == 0
        # Bellman's equation holds for shortest distances only.
        for node, distance in distances.items():
            if node != start:
                assert distance == min(distances[other] + length for other, length in graph[node].items())
    for k in range(1, max(core.values()) + 2):
        left = dict(graph)
        while True:
            weak = [node for node in left if sum(other in left for other in graph[node]) < k]
            if not weak:
                break
            for node in weak:
                del left[node]
        assert set(left) == {node for node in core if core[node] >= k}

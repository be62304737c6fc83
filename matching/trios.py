"""Groups of three for those whom the pairing left over; simple and greedy, the best first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

from matching.candidates import Candidate, closeness
from matching.fit import blocked, fit
from matching.neighbours import graph
from matching.vocabulary import Size

Members = tuple[Candidate, ...]


def among(left: Sequence[Candidate], size: Size) -> list[Members]:
    """Form trios of those left over who all chose `size`; greedy, so the total fit may fall short of the best."""
    members = [m for m in left if size in m.profile.sizes]
    edges = graph(members)
    near: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        near[edge.a].add(edge.b)
        near[edge.b].add(edge.a)
    free = set(range(len(members)))
    trios = []
    for edge in sorted(edges, key=lambda e: (-e.fit, e.a, e.b)):
        if edge.a in free and edge.b in free:
            thirds = [members[c] for c in sorted(near[edge.a] & near[edge.b] & free)]
            trio = _with_best_third((members[edge.a], members[edge.b]), thirds)
            if trio:
                trios.append(trio)
                free -= {i for i in free if members[i] in trio}
    return trios


def join(pairs: Sequence[Members], left: Sequence[Candidate]) -> list[Members]:
    """Give the groups after each odd one out has joined the pair where the total fit grows most."""
    options = [(_gain(pair, odd), pair, odd) for pair, odd in product(pairs, left) if _may_be_three(*pair, odd)]
    options.sort(key=lambda o: (-o[0], o[2].id, o[1][0].id))
    joined: dict[Members, Candidate] = {}
    placed: set[Candidate] = set()
    for _, pair, odd in options:
        if pair not in joined and odd not in placed:
            joined[pair] = odd
            placed.add(odd)
    return [(*pair, joined[pair]) if pair in joined else pair for pair in pairs]


def _with_best_third(pair: Members, thirds: Iterable[Candidate]) -> Members | None:
    fitting = [third for third in thirds if blocked(*pair, third) is None]
    return (*pair, max(fitting, key=lambda third: _gain(pair, third))) if fitting else None


def _may_be_three(*members: Candidate) -> bool:
    return all(Size.THREE in m.profile.sizes for m in members) and blocked(*members) is None


def _gain(pair: Members, third: Candidate) -> float:
    return sum(fit(m, third, closeness(m, third)) for m in pair)

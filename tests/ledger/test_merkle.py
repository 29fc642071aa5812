"""The tree, its proofs, and the same computed naively from the recursive definitions of RFC 6962."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writdesk.ledger.errors import NoSuchEntry, ProofRefused
from writdesk.ledger.merkle import EMPTY_ROOT, Frontier, NodeAt, complete_nodes, leaf_hash
from writdesk.ledger.proofs import prove_consistency, prove_inclusion, verify_consistency, verify_inclusion
from writdesk.ledger.subtrees import Subtree

# The inputs and roots with which Certificate Transparency's implementations are tested, sizes 1 to 8.
VECTOR = [
    bytes.fromhex(d)
    for d in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
VECTOR_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def mth(data: Sequence[bytes]) -> bytes:
    """RFC 6962 § 2.1, word for word."""
    if not data:
        return sha256(b"").digest()
    if len(data) == 1:
        return sha256(b"\0" + data[0]).digest()
    k = largest_power_below(len(data))
    return sha256(b"\1" + mth(data[:k]) + mth(data[k:])).digest()


def path(m: int, data: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 § 2.1.1."""
    if len(data) == 1:
        return []
    k = largest_power_below(len(data))
    if m < k:
        return [*path(m, data[:k]), mth(data[k:])]
    return [*path(m - k, data[k:]), mth(data[:k])]


def subproof(m: int, data: Sequence[bytes], is_whole: bool) -> list[bytes]:
    """RFC 6962 § 2.1.2."""
    if m == len(data):
        return [] if is_whole else [mth(data)]
    k = largest_power_below(len(data))
    if m <= k:
        return [*subproof(m, data[:k], is_whole), mth(data[k:])]
    return [*subproof(m - k, data[k:], False), mth(data[:k])]


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def entries(size: int) -> list[bytes]:
    return [f"entry {index}".encode() for index in range(size)]


def grown(data: Sequence[bytes]) -> tuple[Frontier, dict[NodeAt, bytes]]:
    frontier, nodes = Frontier(), {}
    for index, entry in enumerate(data):
        for level, node in enumerate(frontier.append(leaf_hash(entry))):
            nodes[NodeAt(level, index >> level)] = node
    return frontier, nodes


def source(nodes: Mapping[NodeAt, bytes]):
    def fetch(wanted: Iterable[NodeAt]) -> Mapping[NodeAt, bytes]:
        return {node: nodes[node] for node in wanted}

    return fetch


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    frontier, _ = grown(VECTOR[:size])
    assert frontier.root().hex() == VECTOR_ROOTS[size - 1]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root() == EMPTY_ROOT == mth([])


@pytest.mark.parametrize("size", [*range(70), 127, 128, 129, 255, 256, 257])
def test_roots_grown_leaf_by_leaf_are_those_of_the_definition(size: int) -> None:
    frontier, nodes = grown(entries(size))
    assert frontier.root() == mth(entries(size))
    assert frontier.peaks == [nodes[node] for node in complete_nodes(0, size)]
    assert Frontier.from_bytes(size, frontier.to_bytes()).root() == frontier.root()


def test_every_inclusion_proof_is_that_of_the_definition_and_verifies() -> None:
    for size in range(1, 34):
        data = entries(size)
        frontier, nodes = grown(data)
        for index in range(size):
            proof = prove_inclusion(index, size, source(nodes))
            assert proof == path(index, data)
            verify_inclusion(leaf_hash(data[index]), index, size, proof, frontier.root())


def test_every_consistency_proof_is_that_of_the_definition_and_verifies() -> None:
    for new in range(1, 34):
        data = entries(new)
        frontier, nodes = grown(data)
        for old in range(new + 1):
            proof = prove_consistency(old, new, source(nodes))
            assert proof == (subproof(old, data, True) if old else [])
            verify_consistency(old, mth(data[:old]), new, frontier.root(), proof)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1), st.integers(0, n))))
def test_proofs_of_larger_trees_agree_with_the_definition(case: tuple[int, int, int]) -> None:
    size, index, old = case
    data = entries(size)
    frontier, nodes = grown(data)
    inclusion, consistency = (
        prove_inclusion(index, size, source(nodes)),
        prove_consistency(old, size, source(nodes)),
    )
    assert inclusion == path(index, data)
    assert consistency == (subproof(old, data, True) if old else [])
    verify_inclusion(leaf_hash(data[index]), index, size, inclusion, frontier.root())
    verify_consistency(old, mth(data[:old]), size, frontier.root(), consistency)


@settings(max_examples=300, deadline=None)
@given(st.integers(2, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))), st.data())
def test_a_proof_that_was_touched_proves_nothing(case: tuple[int, int], data: st.DataObject) -> None:
    size, index = case
    frontier, nodes = grown(entries(size))
    proof, leaf = prove_inclusion(index, size, source(nodes)), leaf_hash(entries(size)[index])
    place = data.draw(st.integers(0, len(proof) - 1))
    changed = [*proof[:place], bytes(32), *proof[place + 1 :]]
    wrong_index = data.draw(st.integers(0, size + 3).filter(lambda other: other != index))
    for wrong in (
        (leaf, index, size, changed, frontier.root()),
        (leaf, index, size, proof[:-1], frontier.root()),
        (leaf, index, size, [*proof, bytes(32)], frontier.root()),
        (leaf_hash(b"another"), index, size, proof, frontier.root()),
        (leaf, wrong_index, size, proof, frontier.root()),
        (leaf, index, size, proof, bytes(32)),
    ):
        with pytest.raises(ProofRefused):
            verify_inclusion(*wrong)


@settings(max_examples=300, deadline=None)
@given(st.integers(2, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n - 1))), st.data())
def test_a_history_that_was_rewritten_has_no_consistency_proof(
    case: tuple[int, int], data: st.DataObject
) -> None:
    new, old = case
    whole = entries(new)
    frontier, nodes = grown(whole)
    proof, old_root = prove_consistency(old, new, source(nodes)), mth(whole[:old])
    rewritten = list(whole)
    rewritten[data.draw(st.integers(0, old - 1))] = b"rewritten"
    place = data.draw(st.integers(0, len(proof) - 1))
    for wrong in (
        (old, mth(rewritten[:old]), new, frontier.root(), proof),
        (old, old_root, new, mth(rewritten), proof),
        (old, old_root, new, mth(rewritten), prove_consistency(old, new, source(grown(rewritten)[1]))),
        (old, old_root, new, frontier.root(), [*proof[:place], bytes(32), *proof[place + 1 :]]),
        (old, old_root, new, frontier.root(), proof[:-1]),
        (old, old_root, new, frontier.root(), [*proof, bytes(32)]),
        (new, frontier.root(), old, old_root, proof),
        (0, EMPTY_ROOT, new, frontier.root(), proof),
        (0, old_root, new, frontier.root(), []),
        (new, old_root, new, frontier.root(), []),
    ):
        with pytest.raises(ProofRefused):
            verify_consistency(*wrong)


def test_there_is_no_proof_beyond_the_end() -> None:
    for wanted in ((3, 3), (-1, 3), (0, 0)):
        with pytest.raises(NoSuchEntry):
            prove_inclusion(*wanted, source({}))
    with pytest.raises(NoSuchEntry):
        prove_consistency(4, 3, source({}))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 64, 100])
def test_a_run_hashed_at_once_has_the_nodes_of_leaf_by_leaf(size: int) -> None:
    data = entries(size)
    run, frontier = Subtree([leaf_hash(entry) for entry in data]), Frontier()
    completed = [frontier.append(leaf_hash(entry)) for entry in data]
    assert [run.completed_by(place) for place in range(size)] == completed
    assert run.in_order() == b"".join(node for nodes in completed for node in nodes)
    for part in range(size + 1):
        assert run.peaks(part) == grown(data[:part])[0].peaks


def test_subtrees_can_be_appended_whole() -> None:
    data = entries(21)
    frontier, start = Frontier(), 0
    for level in (3, 3, 2, 0):
        part = data[start : start + (1 << level)]
        frontier.append_subtree(level, mth(part))
        start += 1 << level
    assert frontier.root() == mth(data)

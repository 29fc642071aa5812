"""Paths inside a package."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from writdesk.production.checking.paths import fault_of_path
from writdesk.production.names import PathRegister, safe_path_part


@given(st.text(max_size=300))
def test_any_name_becomes_a_path_part_that_every_system_can_hold(name: str) -> None:
    part = safe_path_part(name)
    assert part
    assert part.isascii()
    assert len(part) <= 100
    assert fault_of_path(f"data/{part}") is None
    assert "/" not in part


def test_windows_devices_are_no_names() -> None:
    for name in ("CON", "nul.txt", "Com1.mp4", "LPT9"):
        assert safe_path_part(name).startswith("_")


@given(st.lists(st.sampled_from(["a.mp4", "A.mp4", "b.mp4", "a-2.mp4"]), max_size=12))
def test_no_path_is_given_out_twice(names: list[str]) -> None:
    register = PathRegister()
    claimed = [register.claim(f"data/{name}").lower() for name in names]
    assert len(set(claimed)) == len(claimed)

"""A package can be made and checked where an event loop runs already."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from writdesk.production.off_loop import off_loop


def in_a_thread(call: Callable[[], object]) -> object:
    """The browser tests may have left a loop in this thread."""
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(call).result()


def test_a_call_with_a_loop_of_its_own_works_inside_another_loop() -> None:
    async def inner() -> int:
        return 7

    async def outer() -> int:
        return off_loop(lambda: asyncio.run(inner()))

    assert in_a_thread(lambda: asyncio.run(outer())) == 7
    assert off_loop(lambda: asyncio.run(inner())) == 7


def test_what_the_call_raises_comes_back() -> None:
    async def outer() -> None:
        off_loop(lambda: 1 / 0)  # type: ignore[arg-type, return-value]

    with pytest.raises(ZeroDivisionError):
        in_a_thread(lambda: asyncio.run(outer()))

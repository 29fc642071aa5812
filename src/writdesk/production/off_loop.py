"""pyHanko runs an event loop of its own; where the caller's thread has one already, it gets a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


def off_loop(call: Callable[[], Answer]) -> Answer:
    """What ``call`` returns, or raises; under an asynchronous server, too."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return call()
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(call).result()

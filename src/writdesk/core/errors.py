"""What can go wrong in the core.

CoreError
└── NoRequest           the input is no request; every fault with its JSON path
"""

from __future__ import annotations

from collections.abc import Sequence


class CoreError(Exception):
    """Anything that the core refuses. ``code`` is stable."""

    code = "core"


class NoRequest(CoreError):
    """The input is no request. ``faults`` holds one line each, with its JSON path and how to mend it."""

    code = "no_request"

    def __init__(self, faults: Sequence[str]) -> None:
        """Keep the faults apart and join them for whoever prints the error."""
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))

"""The log: enough to mend a fault, nothing about a person."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType


class NamelessFormatter(logging.Formatter):
    """Leaves out the message of an exception: a database quotes the offending row in it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The stack and the exception's class, with the code where it is one of ours."""
        kind, error, trace = ei
        if kind is None:
            return ""
        code = getattr(error, "code", "")
        name = f"{kind.__module__}.{kind.__qualname__}"
        return "".join(traceback.format_tb(trace)) + (f"{name} ({code})" if code else name)

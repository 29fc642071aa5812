"""What each kind of job does, and what happens when it has to be given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from writdesk.actions.build_package import build_package, fail_package
from writdesk.actions.finish_collection import fail_collection, run_collection
from writdesk.actions.mail_message import mail_message
from writdesk.actions.sweep_blobs import sweep_blobs

Payload = dict[str, Any]

HANDLERS: dict[str, Callable[[Payload, datetime], object]] = {
    "collect": lambda payload, at: run_collection(payload["collection"], at=at),
    "build_package": lambda payload, at: build_package(payload["production"], at=at),
    "mail_message": lambda payload, at: mail_message(payload["message"], at=at),
    "sweep_blobs": lambda _payload, _at: sweep_blobs(),
}

GIVEN_UP: dict[str, Callable[[Payload, str, datetime], object]] = {
    "collect": lambda payload, fault, at: fail_collection(payload["collection"], fault=fault, at=at),
    "build_package": lambda payload, fault, at: fail_package(payload["production"], fault=fault, at=at),
}
# What fails for a reason of its own (a grant that ran out, a source that is gone) is not tried six times.
ATTEMPTS = {"collect": 3, "build_package": 3}

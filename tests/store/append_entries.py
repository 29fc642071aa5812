"""A process of its own: appends entries, each in its own act, and prints each index once it is committed."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import django

django.setup()

from django.db import transaction  # noqa: E402

from writdesk.ledger.codes import Code  # noqa: E402
from writdesk.ledger.entry import Entry  # noqa: E402
from writdesk.store.ledger import append  # noqa: E402


def main(count: int, label: str) -> None:
    for number in range(count):
        with transaction.atomic():
            facts = {"kind": "legal", "accounts": number, "channel": f"process-{label}"}
            index = append(
                Entry(code=Code.REQUEST_RECEIVED, at=datetime.now(UTC), role="system", facts=facts)
            )
        print(index, flush=True)


main(int(sys.argv[1]), sys.argv[2])

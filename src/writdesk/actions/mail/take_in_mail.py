"""A mail arrives: stored as it came, entered, and only then acknowledged to whoever brought it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError

from writdesk.actions.act import enter
from writdesk.actions.actor import DESK
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.intake.uploads import Upload, kept_uploads
from writdesk.adapters.vault import make_data_key, seal_json
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import FactValue
from writdesk.store.jobs import enqueue
from writdesk.store.keys import DataKey
from writdesk.store.mail import MAIL_PREFIX, Mail
from writdesk.store.requests import next_number


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """What the mail server knew: who handed the mail in, from whom and for whom.

    ``peer_ip`` and ``helo`` are the sender's server's, never those of a server of our own; empty where
    nobody whom we trust wrote them down.
    """

    peer_ip: str = ""
    helo: str = ""
    mail_from: str = ""
    recipients: Sequence[str] = ()
    # It was too large: only its head is here, the rest is where it was fetched from.
    is_head_only: bool = False


def take_in_mail(raw: bytes, envelope: Envelope, *, transport: str, at: datetime) -> str:
    """Keep one mail as it came and have it filed. Returns its reference; the same bytes are the same mail.

    Whatever is returned is on the disk. Raises ``NoRoom`` and ``LedgerUnwritable``; then nothing was kept,
    and whoever brought it must bring it again.
    """
    facts: dict[str, FactValue] = {
        "transport": transport,
        "bytes": len(raw),
        "sha256": hashlib.sha256(raw).hexdigest(),
    }
    earlier = _earlier(facts)
    if earlier is not None:
        return _came_again(earlier, facts, at)
    try:
        return _keep(raw, envelope, facts, at)
    except IntegrityError:
        # The same mail came twice at once, and the other one was first.
        first = _earlier(facts)
        if first is None:
            raise
        return _came_again(first, facts, at)


def _earlier(facts: dict[str, FactValue]) -> str | None:
    return Mail.objects.filter(sha256=facts["sha256"]).values_list("reference", flat=True).first()


def _keep(raw: bytes, envelope: Envelope, facts: dict[str, FactValue], at: datetime) -> str:
    key = make_data_key(at)
    upload = Upload(name="message.eml", source=io.BytesIO(raw))
    # The file before the row: a row never names a file that is not there.
    with kept_uploads([upload], key) as blobs, all_or_nothing():
        key.save(force_insert=True)
        mail = _new_mail(blobs[0], key, envelope, facts, at)
        enqueue("file_mail", f"{mail.pk}.{mail.revision}", run_after=at, payload={"mail": mail.pk})
        role = Party.SYSTEM.value
        enter(Code.MAIL_ARRIVED, by=DESK, role=role, at=at, facts=facts, reference=mail.reference)
    return mail.reference


def _new_mail(blob: str, key: DataKey, envelope: Envelope, facts: dict[str, FactValue], at: datetime) -> Mail:
    return Mail.objects.create(
        reference=str(next_number(MAIL_PREFIX, at.year)),
        sha256=str(facts["sha256"]),
        data_key=key,
        blob=blob,
        size=int(str(facts["bytes"])),
        transport=str(facts["transport"]),
        envelope_sealed=seal_json(key, asdict(envelope), "mail.envelope"),
        received_at=at,
        changed_at=at,
    )


def _came_again(reference: str, facts: dict[str, FactValue], at: datetime) -> str:
    with all_or_nothing():
        role = Party.SYSTEM.value
        enter(Code.MAIL_ARRIVED_AGAIN, by=DESK, role=role, at=at, facts=facts, reference=reference)
    return reference

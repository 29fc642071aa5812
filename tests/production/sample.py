"""An invented production of the invented platform Clipstream, for the tests of the package."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from writdesk.core.collected import FieldHolding, Holding, Media, Record
from writdesk.production.identity import SigningIdentity, new_identity
from writdesk.production.package import write_package
from writdesk.production.particulars import (
    AskedAccount,
    Custodian,
    GrantedData,
    GuidelineSentences,
    NotProvided,
    PackageReceipt,
    Particulars,
    QuotedSentence,
    Reason,
)
from writdesk.sealing import Signer

AT = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
REFERENCE = "LR-2026-000123"

PARTICULARS = Particulars(
    reference=REFERENCE,
    provider="Clipstream Inc.",
    provider_address="100 Example Street, Springfield, CA 90000, United States",
    guideline="clipstream-inc",
    guideline_version="2026-01-15",
    guideline_title="Clipstream Law Enforcement Guidelines",
    country="US",
    agency="Lake County Sheriff's Office, Cyber Crimes Unit",
    process="Search warrant 26-SW-01417, Superior Court of Lake County, issued 2 November 2026",
    received_on=date(2026, 11, 3),
    accounts=(
        AskedAccount(identifier="@mira.holt", account="70031842"),
        AskedAccount(identifier="https://clipstream.example/@tomas_r/video/88120", account="70040077"),
        AskedAccount(identifier="@nobody.here"),
    ),
    granted=(
        GrantedData(
            category="subscriber_information", title="Subscriber information", fields=("username", "email")
        ),
        GrantedData(
            category="video_content",
            title="Video content",
            from_on=date(2026, 8, 1),
            until_on=date(2026, 10, 31),
        ),
        GrantedData(category="user_interactions", title="User interactions", from_on=date(2026, 8, 1)),
        GrantedData(category="log_data", title="Log data", until_on=date(2026, 10, 31)),
    ),
)
SENTENCES = GuidelineSentences(
    retention=(
        QuotedSentence(
            sentence="Clipstream keeps login records for 180 days and deletes a video's files 30 days after "
            "its account holder deleted it.",
            section="Section 7, Data retention",
        ),
    ),
    accuracy=(
        QuotedSentence(
            sentence="Account holders enter their own details. Clipstream does not verify them and cannot "
            "vouch that they are true.",
            section="Section 3, Subscriber information",
        ),
    ),
)
CUSTODIAN = Custodian(
    name="Ines Okafor", title="Custodian of Records", place="Springfield, California", country="US"
)
HOLDINGS = (
    FieldHolding(category="subscriber_information", field="email", holding=Holding.HELD),
    FieldHolding(
        category="subscriber_information",
        field="signup_ip",
        holding=Holding.NOT_HELD,
        note="Clipstream does not store the IP address of account creation.",
    ),
    FieldHolding(
        category="log_data",
        field="login_ip",
        holding=Holding.HELD_IN_PART,
        note="Kept for 180 days after the login.",
    ),
    FieldHolding(
        category="user_interactions",
        field="secret_chat",
        holding=Holding.HELD_ENCRYPTED,
        note="Encrypted end to end; Clipstream holds no key.",
    ),
)
NOT_PROVIDED = (
    NotProvided(
        category="video_content",
        what="Public videos of @mira.holt",
        reason=Reason.PUBLICLY_AVAILABLE,
        explanation="Anyone can see them at clipstream.example/@mira.holt.",
    ),
    NotProvided(
        category="user_interactions",
        what="Messages before 1 August 2026",
        reason=Reason.NOT_GRANTED,
        explanation="The warrant reaches from 1 August 2026 on.",
    ),
)


def media(name: str, content: bytes, media_type: str = "video/mp4") -> Media:
    """A media file out of memory."""
    return Media(name=name, media_type=media_type, size=len(content), open_stream=lambda: BytesIO(content))


def record(category: str, kind: str, number: int, *files: Media, **values: Any) -> Record:
    """One record of the first account."""
    return Record(
        category=category,
        kind=kind,
        account="70031842",
        id=f"{kind[0]}{number:05}",
        values=values,
        media=files,
    )


def records() -> Iterator[Record]:
    """Some of everything, ordered by category and kind."""
    chance = random.Random(20261122)
    for number, name in enumerate(("mira.holt", "tomas_r")):
        yield record(
            "subscriber_information", "profile", number, username=name,
            display_name=f"{name.title()} ✨ Ünal",
            email=f"{name}@mail.example", phone="+12025550143", date_of_birth="1994-03-07",
            is_verified=number == 0,
            bio="=HYPERLINK(\"http://evil.example\",\"click\")", created_at="2021-05-06T07:08:09+00:00",
            created_at_original=1620284889,
        )  # fmt: skip
    for number in range(4):
        clip = media(f"clip {number}/../über\u202e4pm.mp4", chance.randbytes(3000 + number))
        yield record(
            "video_content", "video", number, clip, title=f"A walk by the lake, part {number}",
            visibility="private",
            duration_seconds=12.5 + number, created_at=f"2026-09-0{number + 1}T10:00:00+00:00",
        )  # fmt: skip
    for number in range(23):
        yield record(
            "user_interactions", "direct_message", number, to="70040077", sent_at="2026-09-02T10:00:00+00:00",
            text=f"Line one {number}\n- line two; \u202eevil", is_deleted=number % 5 == 0,
        )  # fmt: skip
    for number in range(40):
        yield record(
            "log_data", "login", number, at="2026-09-02T10:00:00+00:00", ip=f"203.0.113.{number}",
            user_agent="Clipstream/9.4 (Android 15)", succeeded=True, note=None,
        )  # fmt: skip


@cache
def signer() -> Signer:
    """The desk's key of these tests."""
    return Signer.create(Path(mkdtemp(prefix="writdesk-desk-")) / "desk.pem")


@cache
def identity() -> SigningIdentity:
    """The custodian's signing certificate of these tests."""
    return new_identity(name="Ines Okafor", organization="Clipstream Inc.", at=AT)


def package(**changed: Any) -> tuple[bytes, PackageReceipt]:
    """A package in memory and its receipt."""
    sink = BytesIO()
    given: dict[str, Any] = {
        "particulars": PARTICULARS,
        "records": records(),
        "holdings": HOLDINGS,
        "not_provided": NOT_PROVIDED,
        "sentences": SENTENCES,
        "custodian": CUSTODIAN,
        "signer": signer(),
        "certificate_signer": identity(),
        "at": AT,
    }
    receipt = write_package(sink, **{**given, **changed})
    return sink.getvalue(), receipt

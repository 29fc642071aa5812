"""Outlook's .msg files: with the headers they were carried with, without, and damaged."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.mail.outlook_files import binary, outlook_file, sent_at, text

from writdesk.documents.mail.outlook import is_outlook_file, parse_outlook
from writdesk.documents.mail_reading import read_mail

SENT = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
ATTACHMENT = "__attach_version1.0_#00000000"
CONTENT = dict(
    [
        text("0037", "Preservation request"),
        text("1000", "Please preserve.\r\n\r\nSgt. Müller"),
        text("0C1A", "Sgt. Müller"),
        text("5D01", "mueller@pd.example"),
        text("0E04", "desk@clipstream.example"),
        text("1035", "<1@pd.example>"),
        sent_at(SENT),
    ]
)
CARRIED = (
    "Received: from mx.pd.example\r\nFrom: =?utf-8?q?Sgt=2E_M=C3=BCller?= <mueller@pd.example>\r\n"
    "To: desk@clipstream.example\r\nSubject: As carried\r\nMessage-ID: <2@pd.example>\r\n"
    "Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nContent-Type: multipart/mixed; boundary=x\r\n"
)
ATTACHED = {
    f"{ATTACHMENT}/{name}": value
    for name, value in (
        text("3707", "Order.pdf"), text("370E", "application/pdf"), binary("3701", b"%PDF-1.7 " + b"x" * 300)
    )
}  # fmt: skip


def test_a_file_with_its_headers_is_read_as_it_was_carried() -> None:
    raw = outlook_file({**CONTENT, **dict([text("007D", CARRIED)]), **ATTACHED})
    assert is_outlook_file(raw)
    found = parse_outlook(raw)
    assert not found.faults
    assert (found.subject, found.message_id, found.date) == ("As carried", "2@pd.example", SENT)
    assert found.author is not None
    assert (found.author.name, found.author.address) == ("Sgt. Müller", "mueller@pd.example")
    assert found.values("received") == ("from mx.pd.example",)
    assert found.text == "Please preserve.\n\nSgt. Müller"
    (attachment,) = found.attachments
    assert (attachment.name, attachment.media_type, len(attachment.content)) == (
        "Order.pdf",
        "application/pdf",
        309,
    )


def test_a_file_without_headers_is_read_from_its_properties() -> None:
    found = parse_outlook(outlook_file(CONTENT))
    assert found.fault_codes == {"no_transport_headers"}
    assert (found.subject, found.message_id, found.date) == ("Preservation request", "1@pd.example", SENT)
    assert found.author is not None
    assert found.author.address == "mueller@pd.example"
    assert [box.address for box in found.to] == ["desk@clipstream.example"]


def test_html_alone_is_shown_as_text() -> None:
    page = binary("1013", "<p>Grüße</p><p style='display:none'>hidden words</p>".encode())
    found = parse_outlook(outlook_file(dict([text("0037", "x"), page])))
    assert (found.text, found.hidden_text) == ("Grüße", "hidden words")


def test_the_confined_process_reads_the_same_file() -> None:
    raw = outlook_file({**CONTENT, **ATTACHED})
    assert read_mail(raw) == parse_outlook(raw)


def test_a_damaged_file_is_named_and_kept() -> None:
    raw = outlook_file({**CONTENT, **ATTACHED})
    assert parse_outlook(raw[:700]).fault_codes >= {"unreadable", "bad_outlook_file"}
    assert parse_outlook(b"").sha256 == parse_outlook(b"").sha256


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=20))
def test_no_damage_makes_reading_raise(changes: list[tuple[int, int]]) -> None:
    raw = bytearray(outlook_file({**CONTENT, **ATTACHED}))
    for place, value in changes:
        raw[place % len(raw)] = value
    assert parse_outlook(bytes(raw)).size == len(raw)

"""Machines' mail, threads, and what the names of a sender give away."""

import pytest
from tests.documents.mail.signing import AT, check, keys, sign

from writdesk.documents.mail.automatic import MARKER, Kind, origin_of
from writdesk.documents.mail.message import Mail
from writdesk.documents.mail.parsing import parse_mail
from writdesk.documents.mail.threads import thread_candidates
from writdesk.documents.sender.document import sender_document, signals_document
from writdesk.documents.sender.lookalikes import KnownDomains, looks_like, mixes_scripts
from writdesk.documents.sender.signals import signals_of

PD = "springfield-pd.example"


def mail(*lines: str, sender: str = f"Sgt. Doe <doe@{PD}>") -> Mail:
    return parse_mail("\r\n".join((f"From: {sender}", *lines, "", "Hello", "")).encode())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Auto-Submitted: auto-replied (vacation)", Kind.AUTOMATIC),
        ("Auto-Submitted: auto-generated", Kind.AUTOMATIC),
        ("Precedence: bulk", Kind.BULK),
        ("Precedence: auto_reply", Kind.AUTOMATIC),
        ("List-Id: <news.pd.example>", Kind.BULK),
        ("List-Unsubscribe: <mailto:x@pd.example>", Kind.BULK),
        ("Return-Path: <>", Kind.AUTOMATIC),
        ("X-Autoreply: yes", Kind.AUTOMATIC),
        ("X-Auto-Response-Suppress: All", Kind.AUTOMATIC),
        ("Subject: Out of Office: your question", Kind.AUTOMATIC),
        ("Subject: =?utf-8?q?Abwesenheit?=", Kind.AUTOMATIC),
        (f"{MARKER}: desk-1", Kind.LOOP),
    ],
)
def test_what_a_machine_wrote_is_known_by_its_headers(line: str, kind: Kind) -> None:
    origin = origin_of(mail(line), own_marker="desk-1")
    assert kind in origin.kinds
    assert origin.signs
    assert not origin.may_be_answered


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: no",
        "Precedence: first-class",
        "Subject: Emergency Disclosure Request",
        "X-Auto-Response-Suppress: OOF",
        f"{MARKER}: another-desk",
        "Return-Path: <doe@springfield-pd.example>",
    ],
)
def test_what_a_person_wrote_is_a_persons(line: str) -> None:
    assert origin_of(mail(line), own_marker="desk-1").is_from_a_person


def test_mail_that_went_through_too_many_hands_is_a_loop() -> None:
    assert Kind.LOOP in origin_of(mail(*["Received: from a.example"] * 60)).kinds
    assert origin_of(mail(*["Received: from a.example"] * 9)).is_from_a_person


def test_a_delivery_report_says_for_whom_and_about_which_mail() -> None:
    report = parse_mail(
        b"From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        b"--x\r\n\r\nSorry.\r\n"
        b"--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        b"Final-Recipient: rfc822; doe@springfield-pd.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        b"Diagnostic-Code: smtp; 550 unknown\r\n\r\n"
        b"Final-Recipient: rfc822; roe@springfield-pd.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <ours@desk.example>\r\n\r\nHi\r\n--x--\r\n"
    )
    bounce = origin_of(report).bounce
    assert bounce is not None
    assert bounce.original_message_id == "ours@desk.example"
    assert [(one.address, one.status, one.is_permanent) for one in bounce.recipients] == [
        ("doe@springfield-pd.example", "5.1.1", True),
        ("roe@springfield-pd.example", "4.4.1", False),
    ]


def test_a_reply_is_known_by_ids_references_and_plus_addresses_and_never_by_a_name() -> None:
    found = thread_candidates(
        mail(
            "Message-ID: <4@pd.example>",
            "In-Reply-To: <3@desk.example>",
            "References: <1@desk.example> <2@pd.example> <4@pd.example>",
            "Subject: Re: [LR-2026-000123] and er\N{NON-BREAKING HYPHEN}2026\N{NON-BREAKING HYPHEN}000007",
            "To: LR-2026-000999 <requests+pr-2026-000045@desk.example>",
            sender="LR-2026-000777 <doe@pd.example>",
        )
    )
    assert found.message_ids == ("3@desk.example", "2@pd.example", "1@desk.example")
    assert found.references == ("PR-2026-000045", "LR-2026-000123", "ER-2026-000007")
    assert thread_candidates(mail("Subject: XLR-2026-000123456789012")).is_empty


@pytest.mark.parametrize(
    ("lines", "sender", "code"),
    [
        ((), f'"chief@{PD}" <mallory@mail.example>', "name_holds_another_address"),
        (("Reply-To: doe@mail.example",), f"doe@{PD}", "reply_to_another_domain"),
        (("Reply-To: roe@springfield-pd.example",), f"doe@{PD}", "reply_to_another_address"),
        (("Reply-To: doe@unit.springfield-pd.example",), f"doe@{PD}", "reply_to_another_subdomain"),
        (("Return-Path: <b@sender.test>",), f"doe@{PD}", "return_path_another_domain"),
        (("Sender: b@sender.test",), f"doe@{PD}", "sender_another_domain"),
        ((), "doe@gmail.com", "free_mail"),
        ((), "doe@springfie1d-pd.example", "looks_like_same_shape"),
        ((), "doe@sprlngfield-pd.test", "looks_like_same_shape"),
        ((), "doe@springfielld-pd.example", "looks_like_one_letter"),
        ((), "doe@springfield-pd-records.example", "looks_like_contains"),
        ((), "doe@springfi\N{CYRILLIC SMALL LETTER IE}ld-pd.example", "mixed_scripts"),
        ((), "doe@xn--springfild-pd-pnj.example", "mixed_scripts"),
        ((), "doe@b\N{LATIN SMALL LETTER U WITH DIAERESIS}cher.example", "international_domain"),
        ((), "a@pd.example, b@pd.example", "not_one_author"),
    ],
)
def test_names_that_differ_or_deceive_are_signals(lines: tuple[str, ...], sender: str, code: str) -> None:
    found = signals_of(mail(*lines, sender=sender), known_domains=[PD, "shelbyville.example"])
    assert code in {signal.code for signal in found}
    assert all(signal.explanation.endswith(".") for signal in found)


def test_an_honest_sender_raises_no_signal() -> None:
    honest = mail("Reply-To: doe@springfield-pd.example", "Return-Path: <doe@springfield-pd.example>")
    assert not signals_of(honest, known_domains=[PD])


def test_a_known_domain_and_its_subdomains_imitate_nobody() -> None:
    assert looks_like("unit.springfield-pd.example", [PD, "springfield-pd.test"]) is None
    assert looks_like("shelbyville.example", [PD]) is None
    assert not mixes_scripts("例え.example")


def test_an_intact_signature_is_told_in_words() -> None:
    raw = sign()
    authentication = check(raw, keys())
    told = signals_document(parse_mail(raw), authentication, known_domains=[PD])
    words = {one["code"]: one["explanation"] for one in told}
    assert words["dkim_pass"] == f"The signature of {PD} is intact and covers the whole message."
    changed = check(raw.replace(b"@sample", b"@other"), keys())
    told = signals_document(parse_mail(raw), changed)
    assert any("the text was changed after it was signed" in one["explanation"] for one in told)


def test_headers_that_a_signature_leaves_open_are_named() -> None:
    raw = b"Reply-To: mallory@springfield-pd.example\r\n" + sign(signed=("from", "to", "date"))
    (found,) = [one for one in signals_of(parse_mail(raw), check(raw, keys())) if "not_signed" in one.code]
    assert found.evidence == ("Subject", "Reply-To")
    assert found.weight == "warning"


def test_the_senders_document_has_what_is_promised() -> None:
    raw = sign()
    document = sender_document(parse_mail(raw), check(raw, keys(), at=AT))
    assert list(document) == [
        *("from", "return_path", "reply_to", "domain", "organizational_domain", "spf", "dkim", "dmarc", "arc")
    ]
    assert document["dkim"][0]["result"] == "pass"
    assert document["domain"] == document["organizational_domain"] == PD
    assert sender_document(parse_mail(b""), None)["spf"] == {"result": "cannot_tell"}


def test_a_directory_of_thousands_is_compared_with_quickly() -> None:
    known = KnownDomains(f"town-of-number-{number}.example" for number in range(5_000))
    found = known.imitated_by("town-of-nurnber-77.example")
    assert found is not None
    assert (found.known, found.way) == ("town-of-number-77.example", "same_shape")
    assert known.imitated_by("elsewhere.test") is None

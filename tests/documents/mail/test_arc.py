"""A chain of seals, whole and broken in every way."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from tests.documents.mail.signing import MAIL, check, fields, record, relaxed_header, rsa_key, sign, txt

from writdesk.documents.sender.answers import Answer, Outcome, Question
from writdesk.documents.sender.results import ArcResult

HAND = "lists.example"
KEYS = txt(f"s1._domainkey.{HAND}", record(rsa_key()))


def seal(raw: bytes = MAIL, instance: int = 1, validity: str | None = None, *, extra: str = "") -> bytes:
    """The mail with one more set of the chain."""
    validity = validity or ("none" if instance == 1 else "pass")
    raw = sign(raw, domain=HAND, header=b"ARC-Message-Signature", extra=f" i={instance};", leave_out=("v",))
    raw = f"ARC-Authentication-Results: i={instance}; {HAND}; dmarc=pass\r\n".encode() + raw
    tags = f" i={instance}; a=rsa-sha256; d={HAND}; s=s1; cv={validity};{extra} b="
    covered = b"".join(_covered(raw)) + relaxed_header(b"ARC-Seal", tags.encode()).removesuffix(b"\r\n")
    value = base64.b64encode(rsa_key().sign(covered, PKCS1v15(), SHA256()))
    return b"ARC-Seal:" + tags.encode() + value + b"\r\n" + raw


def _covered(raw: bytes) -> list[bytes]:
    order = (b"arc-authentication-results", b"arc-message-signature", b"arc-seal")
    sets = [
        (value.partition(b"i=")[2].partition(b";")[0], order.index(name.lower()), relaxed_header(name, value))
        for name, value in fields(raw)[0]
        if name.lower() in order
    ]
    return [header for _, _, header in sorted(sets)]


def chain(raw: bytes, known: dict[Question, Answer] | None = None) -> ArcResult:
    return check(raw, KEYS if known is None else known).arc


def test_a_chain_of_three_passes_and_names_its_hands() -> None:
    found = chain(seal(seal(seal(), 2), 3))
    assert found.result.value == "pass"
    assert [(one.instance, one.domain, one.is_seal_intact) for one in found.sets] == [
        (number, HAND, True) for number in (1, 2, 3)
    ]
    assert found.sets[0].says == f"{HAND}; dmarc=pass"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (seal().replace(b"@sample", b"@another"), "message_changed"),
        (seal().replace(b"Subject: P", b"Subject: p"), "message_changed"),
        (seal().replace(b"dmarc=pass", b"dmarc=fail"), "seal_broken"),
        (seal().replace(b"ARC-Authentication-Results", b"X-Gone"), "set_incomplete"),
        (seal(instance=2), "set_incomplete"),
        (seal().replace(b"i=1;", b"i=0;"), "bad_instance"),
        (seal().replace(b"i=1;", b"i=x;"), "bad_instance"),
        (seal().replace(b"i=1;", b"i=51;"), "too_many_sets"),
        (seal(seal()), "set_doubled"),
        (seal(validity="fail"), "chain_failed_before"),
        (seal(validity="pass"), "chain_failed_before"),
        (seal(seal(), 2, "none"), "chain_failed_before"),
        (seal(extra=" h=from;"), "bad_syntax"),
        (seal().replace(b"a=rsa-sha256", b"a=rsa-sha1"), "sha1"),
    ],
)
def test_a_broken_chain_fails_and_says_why(raw: bytes, reason: str) -> None:
    found = chain(raw)
    assert found.result.value == "fail"
    assert reason in found.reasons


def test_keys_that_are_gone_break_it_and_a_silent_dns_leaves_it_open() -> None:
    assert chain(seal(), {}).reasons == ("no_key",)
    silent = {Question(f"s1._domainkey.{HAND}", "TXT"): Answer(Outcome.TIMED_OUT)}
    assert chain(seal(), silent).result.value == "temperror"
    revoked = txt(f"s1._domainkey.{HAND}", record(rsa_key(), p=""))
    assert chain(seal(), revoked).reasons == ("key_revoked",)


def test_a_first_hand_whose_text_was_changed_later_is_named() -> None:
    changed = seal().replace(b"Sgt. Doe\r\n\r\n", b"Sgt. Doe\r\n-- \r\nA list\r\n")
    found = chain(seal(changed, 2))
    assert found.result.value == "pass"
    assert [one.is_message_intact for one in found.sets] == [False, True]


def test_mail_without_a_chain_has_none() -> None:
    assert chain(MAIL).result.value == "none"

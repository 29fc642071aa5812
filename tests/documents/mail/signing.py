"""Mails signed by keys made here: with dkimpy where it signs rightly, by hand where it must be wrong."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key

from writdesk.documents.sender.answers import Answer, Answers, Outcome, Question
from writdesk.documents.sender.authentication import authenticate_with
from writdesk.documents.sender.results import Envelope, SenderAuthentication

AT = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
DOMAIN = "springfield-pd.example"
MAIL = (
    b"From: Sgt. Doe <doe@springfield-pd.example>\r\n"
    b"To: desk@clipstream.example\r\n"
    b"Subject: Preservation request\r\n"
    b"Date: Mon, 02 Nov 2026 10:00:00 +0000\r\n"
    b"Message-ID: <1@springfield-pd.example>\r\n"
    b"\r\n"
    b"Please preserve  the records of @sample. \r\n"
    b"\r\n"
    b"Sgt. Doe\r\n"
    b"\r\n\r\n"
)
# A key of 512 bits: no library makes one any more, and its private half is no secret.
WEAK_KEY = (
    "MIIBVAIBADANBgkqhkiG9w0BAQEFAASCAT4wggE6AgEAAkEA3xe64IB1ymfEca2MhploYsriZDVCYY1B90E4xV/be6"
    "Z7+1wh7SpcebkQjIVMLtDC+h9Wrn8DxBYfBwthh33d5wIDAQABAkBSCcPq8tJeEDKpKwzWImvEiJ8gAoXaobt0VUOv"
    "MUTg/vQtJOQpmc4yQf1HZvqLwGoz+VRy2pmiPQUi5fipvOfBAiEA72PxavKSDNGHcLDbF7WPU9llqTnn7Unyza4EXH"
    "IqJu8CIQDukk6HvxatblItKe2SpOdK9wxF3R/xE8t0szMr1kF4iQIhAIm6HWYjYuWfEuZByftNCMX7+GIxH39EoT22"
    "VWn+gMPfAiASWM4RQnDMBZ/sOT07+dKPwVAAT3EVaSBMaTuWM3P1gQIgeVZxvdlsmmc0GaSAAQWZeMnuENXRZHVauX"
    "xpLYmZnQ0="
)


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    if bits == 512:
        key = load_der_private_key(base64.b64decode(WEAK_KEY), None)
        assert isinstance(key, rsa.RSAPrivateKey)
        return key
    return rsa.generate_private_key(65537, bits)


@cache
def ed_key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def record(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey, **tags: str) -> str:
    public = key.public_key()
    if isinstance(public, ed25519.Ed25519PublicKey):
        material, kind = public.public_bytes(Encoding.Raw, PublicFormat.Raw), "ed25519"
    else:
        material, kind = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo), "rsa"
    given = {"v": "DKIM1", "k": kind, "p": base64.b64encode(material).decode(), **tags}
    return "; ".join(f"{name}={value}" for name, value in given.items())


Key = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def relaxed_header(name: bytes, value: bytes) -> bytes:
    return name.lower().strip() + b":" + b" ".join(value.replace(b"\r\n", b"").split()) + b"\r\n"


def relaxed_body(body: bytes) -> bytes:
    lines = [b" ".join(line.replace(b"\t", b" ").split(b" ")) for line in body.split(b"\r\n")]
    text = b"\r\n".join(_squeezed(line) for line in lines)
    bare = text.rstrip(b"\r\n")
    return bare + b"\r\n" if bare else b""


def _squeezed(line: bytes) -> bytes:
    while b"  " in line:
        line = line.replace(b"  ", b" ")
    return line.rstrip(b" ")


def fields(raw: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.replace(b"\r\n ", b"\0 ").replace(b"\r\n\t", b"\0\t").split(b"\r\n")
    pairs = [line.replace(b"\0", b"\r\n").partition(b":") for line in lines]
    return [(name, value) for name, _, value in pairs], body


def sign(
    raw: bytes = MAIL,
    key: Key | None = None,
    *,
    domain: str = DOMAIN,
    selector: str = "s1",
    signed: Sequence[str] = ("from", "to", "subject", "date", "message-id"),
    digest: str = "sha256",
    header: bytes = b"DKIM-Signature",
    extra: str = "",
    length: int | None = None,
    leave_out: Sequence[str] = (),
) -> bytes:
    """The mail with one signature on top, relaxed/relaxed, whatever it says."""
    key = key or rsa_key()
    kind = "ed25519" if isinstance(key, ed25519.Ed25519PrivateKey) else "rsa"
    headers, body = fields(raw)
    canonical = relaxed_body(body)
    if length is not None:
        canonical = canonical[:length]
        extra += f" l={length};"
    body_hash = base64.b64encode(hashlib.new(digest, canonical).digest()).decode()
    tags = {
        "v": "1",
        "a": f"{kind}-{digest}",
        "c": "relaxed/relaxed",
        "d": domain,
        "s": selector,
        "h": ":".join(signed),
        "bh": body_hash,
    }
    text = " " + " ".join(f"{name}={value};" for name, value in tags.items() if name not in leave_out)
    unsigned = (text + extra + " b=").encode()
    data = b"".join(_chosen(headers, signed)) + relaxed_header(header, unsigned).removesuffix(b"\r\n")
    value = base64.b64encode(_signature(key, data, digest))
    return header + b":" + unsigned + value + b"\r\n" + raw


def _chosen(headers: list[tuple[bytes, bytes]], signed: Sequence[str]) -> list[bytes]:
    left, found = list(headers), []
    for name in signed:
        for place in range(len(left) - 1, -1, -1):
            if left[place][0].strip().lower() == name.encode():
                found.append(relaxed_header(*left.pop(place)))
                break
    return found


def _signature(key: Key, data: bytes, digest: str) -> bytes:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(hashlib.sha256(data).digest())
    return key.sign(data, padding.PKCS1v15(), SHA1() if digest == "sha1" else SHA256())


def txt(name: str, *records: str) -> dict[Question, Answer]:
    return {Question(name, "TXT"): Answer(Outcome.FOUND, records)}


def keys(key: Key | None = None, selector: str = "s1", **tags: str) -> dict[Question, Answer]:
    return txt(f"{selector}._domainkey.{DOMAIN}", record(key or rsa_key(), **tags))


def nothing_else(questions: Sequence[Question]) -> dict[Question, Answer]:
    return {question: Answer(Outcome.NO_DOMAIN) for question in questions}


def check(
    raw: bytes,
    known: dict[Question, Answer] | None = None,
    *,
    envelope: Envelope | None = None,
    at: datetime = AT,
    resolve: Callable[[Sequence[Question]], dict[Question, Answer]] = nothing_else,
) -> SenderAuthentication:
    result, used = authenticate_with(raw, envelope or Envelope(), at, resolve, answers=Answers(known))
    again, _ = authenticate_with(raw, envelope or Envelope(), at, _no_network, answers=used)
    assert again == result, "the kept answers give another result"
    assert SenderAuthentication.from_json(result.as_json()) == result
    return result


def _no_network(questions: Sequence[Question]) -> dict[Question, Answer]:
    raise AssertionError(f"not among the kept answers: {questions}")


def only(
    raw: bytes, known: dict[Question, Answer] | None = None, **more: object
) -> tuple[str, tuple[str, ...]]:
    """Result and reasons of the one signature."""
    (result,) = check(raw, known, **more).dkim  # type: ignore[arg-type]
    return result.result.value, result.reasons

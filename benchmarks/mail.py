"""Mail of 20 KB parsed, its sender authenticated and the message stored, against `email` and dkimpy alone.

    python -m benchmarks.mail [--mails 300] [--rounds 3] [--kinds sqlite postgres]

Ours is what the desk does before it acknowledges and files: reading and SPF, DKIM, DMARC and ARC in the
confined process, the message sealed and synced to the disk, the row and the ledger entry committed. The
other parses with `email` (policy.default) and verifies with dkimpy, and keeps nothing. Rounds alternate; the
DNS answers both from memory.
"""

from __future__ import annotations

import argparse
import base64
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

DOMAIN, SELECTOR, ADDRESS = "harbor-sheriff.example", "s1", "192.0.2.17"
LINES = 250
WORDS = (
    "subscriber", "records", "for", "the", "account", "named", "below", "during", "period", "stated", "in",
    "attached", "order", "and", "of", "login",
)  # fmt: skip


def main() -> None:
    """Measure each database in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kinds", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        _measure(arguments.child, arguments.mails, arguments.rounds)
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for kind in arguments.kinds:
        _in_own_process(kind, arguments)


def _in_own_process(kind: str, arguments: argparse.Namespace) -> None:
    from tests.databases import database_url

    with tempfile.TemporaryDirectory() as home, database_url(kind, Path(home)) as url:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "WRITDESK_HOME": home,
            "WRITDESK_SECRET_KEY": "only-for-benchmarks",
            "DJANGO_SETTINGS_MODULE": "benchmarks.queue_settings",
        }
        command = [
            sys.executable, "-m", "benchmarks.mail", "--child", kind,
            "--mails", str(arguments.mails), "--rounds", str(arguments.rounds),
        ]  # fmt: skip
        subprocess.run(command, env=environment, check=True)


def _measure(kind: str, many: int, rounds: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    key, record = _key()
    ours, alone = _ours(record), _alone(record)
    rates: dict[str, list[float]] = {"ours": [], "ours, 2 threads": [], "alone": []}
    _rate(ours, _mails(key, 20, seed="warm"), threads=2)
    for number in range(rounds):
        mails = _mails(key, 2 * many, seed=f"round {number}")
        rates["ours"].append(_rate(ours, mails[:many], threads=1))
        rates["ours, 2 threads"].append(_rate(ours, mails[many:], threads=2))
        rates["alone"].append(_rate(alone, mails[:many], threads=1))
    best = {name: statistics.median(found) for name, found in rates.items()}
    ratio = statistics.median(a / b for a, b in zip(rates["ours"], rates["alone"], strict=True))
    print(
        f"{kind:<9} ours {best['ours']:6.1f}/s   with two threads {best['ours, 2 threads']:6.1f}/s   "
        f"email + dkimpy alone {best['alone']:6.1f}/s   ratio {ratio:.2f}",
        flush=True,
    )


def _rate(work: Callable[[bytes], object], mails: Sequence[bytes], *, threads: int) -> float:
    began = time.perf_counter()
    if threads == 1:
        for mail in mails:
            work(mail)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, mails))
    return len(mails) / (time.perf_counter() - began)


def _ours(record: str) -> Callable[[bytes], object]:
    from django.utils import timezone

    from writdesk.actions.mail.take_in_mail import Envelope as Arrival
    from writdesk.actions.mail.take_in_mail import take_in_mail
    from writdesk.documents.mail_reading import authenticate_mail, read_mail
    from writdesk.documents.sender.results import Envelope
    from writdesk.documents.sender.zone import read_zone

    answer = read_zone(
        f'{DOMAIN}. 60 IN TXT "v=spf1 ip4:{ADDRESS} -all"\n'
        f'_dmarc.{DOMAIN}. 60 IN TXT "v=DMARC1; p=reject"\n'
        f"{SELECTOR}._domainkey.{DOMAIN}. 60 IN TXT {_quoted(record)}\n"
    ).answer
    envelope = Envelope(ip=ADDRESS, helo=f"mail.{DOMAIN}", mail_from=f"dana.ruiz@{DOMAIN}")
    arrival = Arrival(peer_ip=ADDRESS, helo=f"mail.{DOMAIN}", mail_from=f"dana.ruiz@{DOMAIN}")

    def work(raw: bytes) -> None:
        at = timezone.now()
        read_mail(raw)
        told, _answers = authenticate_mail(raw, envelope, at, answer)
        assert str(told.dmarc.result) == "pass", told
        take_in_mail(raw, arrival, transport="lmtp", at=at)

    return work


def _alone(record: str) -> Callable[[bytes], object]:
    from email import message_from_bytes, policy

    import dkim

    def dns(_name: bytes, timeout: int = 5) -> bytes:
        return record.encode()

    def work(raw: bytes) -> None:
        read = message_from_bytes(raw, policy=policy.default)
        assert read["subject"]
        body = read.get_body()
        assert body is not None
        assert body.get_content()
        assert dkim.verify(raw, dnsfunc=dns)

    return work


def _key() -> tuple[bytes, str]:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return pem, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def _quoted(record: str) -> str:
    return " ".join(f'"{record[start : start + 200]}"' for start in range(0, len(record), 200))


def _mails(key: bytes, many: int, *, seed: str) -> list[bytes]:
    import dkim

    random_ = random.Random(seed)
    mails = []
    for number in range(many):
        body = "\r\n".join(" ".join(random_.choices(WORDS, k=10)) for _ in range(LINES))
        raw = (
            f"From: Dana Ruiz <dana.ruiz@{DOMAIN}>\r\nTo: desk@clipstream.example\r\n"
            f"Subject: Subpoena GJ-26-{number:04}\r\nDate: Mon, 2 Mar 2026 09:30:00 +0000\r\n"
            f"Message-ID: <{random_.getrandbits(64):x}@{DOMAIN}>\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
        ).encode()
        headers = [b"from", b"to", b"subject", b"date", b"message-id"]
        signed = dkim.sign(
            raw, SELECTOR.encode(), DOMAIN.encode(), key, include_headers=headers,
            canonicalize=(b"relaxed", b"relaxed"),
        )  # fmt: skip
        mails.append(signed + raw)
    return mails


if __name__ == "__main__":
    main()

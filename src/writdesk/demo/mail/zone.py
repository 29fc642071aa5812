"""What the DNS says of the demo's domains: a zone of its own, with a key that is made when it is seeded."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SELECTOR = "desk"
# A string of a TXT record holds no more.
LONGEST_STRING = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Domain:
    """One domain: the one server that may send for it, and what is to be done with forgeries."""

    name: str
    server: str
    policy: str = ""


DOMAINS = {
    each.name: each
    for each in (
        Domain(name="harbor-sheriff.example", server="192.0.2.10", policy="reject"),
        Domain(name="portamity-police.example", server="192.0.2.20", policy="reject"),
        Domain(name="franklin-inquiry.example", server="192.0.2.30", policy="reject"),
        Domain(name="straits-police.example", server="192.0.2.40", policy="quarantine"),
        Domain(name="lka-nordmarsch.example", server="192.0.2.50", policy="quarantine"),
        Domain(name="pc-ribeirao.example", server="192.0.2.60"),
        Domain(name="harbor-sherriff.example", server="198.51.100.66"),
        Domain(name="quick-relay.example", server="198.51.100.70"),
        Domain(name="freepost.example", server="198.51.100.80", policy="none"),
        Domain(name="brightwater-recovery.example", server="198.51.100.90"),
    )
}


def new_key() -> rsa.RSAPrivateKey:
    """The key with which the demo's senders sign; it is kept nowhere."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def zone_text(key: rsa.RSAPrivateKey) -> str:
    """The zone file: for each domain its server, its policy and its key."""
    return "".join(line for domain in DOMAINS.values() for line in _records(domain, _public(key)))


def _records(domain: Domain, public: str) -> list[str]:
    lines = [
        _txt(domain.name, f"v=spf1 ip4:{domain.server} -all"),
        _txt(f"{SELECTOR}._domainkey.{domain.name}", f"v=DKIM1; k=rsa; p={public}"),
    ]
    if domain.policy:
        lines.append(_txt(f"_dmarc.{domain.name}", f"v=DMARC1; p={domain.policy}"))
    return lines


def _txt(name: str, text: str) -> str:
    starts = range(0, len(text), LONGEST_STRING)
    strings = " ".join(f'"{text[start : start + LONGEST_STRING]}"' for start in starts)
    return f"{name}. 3600 IN TXT {strings}\n"


def _public(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return base64.b64encode(key.public_key().public_bytes(serialization.Encoding.DER, form)).decode()

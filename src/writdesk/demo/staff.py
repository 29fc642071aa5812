"""The invented people who work at the demo's desk. Their passwords and secrets are known to everybody.

They exist only where the demo mode is on; ``seed_staff`` refuses anywhere else.
"""

from __future__ import annotations

import base64
import hashlib
import time
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """One invented member of the staff."""

    username: str
    name: str
    roles: tuple[str, ...]

    @property
    def password(self) -> str:
        """The same for everybody who reads this file."""
        return f"demo-{self.username}-2026"

    @property
    def totp_secret(self) -> str:
        """160 bits in base32, derived from the name: invented, and the same on each machine."""
        return base64.b32encode(
            hashlib.sha256(f"writdesk demo {self.username}".encode()).digest()[:20]
        ).decode()

    def otpauth_url(self) -> str:
        """What an authenticator app reads."""
        return (
            f"otpauth://totp/Writdesk%20demo:{self.username}?secret={self.totp_secret}&issuer=Writdesk%20demo"
        )


STAFF = (
    DemoPerson(username="analyst", name="Noor Haddad", roles=("analyst",)),
    DemoPerson(username="analyst2", name="Tomás Quintero", roles=("analyst",)),
    DemoPerson(username="counsel", name="Ingrid Vasquez-Lund", roles=("counsel",)),
    DemoPerson(username="counsel2", name="Desmond Achebe", roles=("counsel",)),
    DemoPerson(username="custodian", name="Mirela Popescu", roles=("custodian",)),
    DemoPerson(username="auditor", name="Haruka Fujimori", roles=("auditor",)),
    DemoPerson(username="administrator", name="Per Lindqvist", roles=("administrator",)),
)


def demo_person(username: str) -> DemoPerson:
    """The invented person of this username. Raises ``KeyError``."""
    return {person.username: person for person in STAFF}[username]


def current_code(person: DemoPerson, now: float | None = None) -> str:
    """The six digits that the person's authenticator app would show (RFC 6238, SHA-1, 30 seconds)."""
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    key = base64.b32decode(person.totp_secret)
    # SHA-1 is what authenticator apps speak; an HMAC with it is not touched by its collisions.
    totp = TOTP(key, 6, SHA1(), 30)  # noqa: S303
    return totp.generate(int(time.time() if now is None else now)).decode()


def seed_staff() -> int:
    """Puts the invented people into the database where they are not yet; how many were new.

    Raises ``PermissionError`` outside the demo mode: their passwords are public.
    """
    from django.conf import settings

    if not settings.DEMO:
        raise PermissionError(
            "The demo's people have public passwords; only a desk with WRITDESK_DEMO=1 has them"
        )
    return sum(_seed(person) for person in STAFF)


def _seed(person: DemoPerson) -> bool:
    from allauth.mfa.totp.internal.auth import TOTP
    from django.db import transaction

    from writdesk.store.people import Person

    if Person.objects.filter(username=person.username).exists():
        return False
    with transaction.atomic():
        row = Person(username=person.username, name=person.name, roles=list(person.roles))
        row.set_password(person.password)
        row.save()
        TOTP.activate(row, person.totp_secret)
    return True


def how_to_sign_in() -> str:
    """A table for the terminal: who, with what."""
    lines = [f"  {'role':<15}{'username':<15}{'password':<26}code"]
    for person in STAFF:
        code = f"make code NAME={person.username}"
        lines.append(f"  {person.roles[0]:<15}{person.username:<15}{person.password:<26}{code}")
    return "\n".join(lines)

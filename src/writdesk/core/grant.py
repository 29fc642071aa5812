"""The grant: what an approval allows to be collected, and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Purpose(StrEnum):
    """Why the grant was given: to produce records, or to preserve them sealed."""

    PRODUCTION = "production"
    PRESERVATION = "preservation"


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantedCategory:
    """One data category, its fields, and the span of days (UTC, both ends included; None is open)."""

    category: str
    fields: tuple[str, ...]
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """An approval in a form that a collector can obey.

    ``accounts`` are immutable account ids, never names. The canonical bytes are what is signed.
    """

    id: str
    reference: str
    provider: str
    guideline: str
    purpose: Purpose
    accounts: tuple[str, ...]
    categories: tuple[GrantedCategory, ...]
    granted_at: datetime
    expires_at: datetime

    def canonical(self) -> bytes:
        """The bytes that are signed: JSON with sorted keys, no spaces, UTF-8."""
        document = {
            "id": self.id,
            "reference": self.reference,
            "provider": self.provider,
            "guideline": self.guideline,
            "purpose": self.purpose.value,
            "accounts": list(self.accounts),
            "categories": [_category_document(category) for category in self.categories],
            "granted_at": self.granted_at.isoformat(),
            "expires_at": self.expires_at.isoformat(),
        }
        return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @classmethod
    def from_canonical(cls, body: bytes) -> Grant:
        """Read a grant back from its signed bytes. Raises ``ValueError`` or ``KeyError``."""
        document: dict[str, Any] = json.loads(body)
        return cls(
            id=document["id"],
            reference=document["reference"],
            provider=document["provider"],
            guideline=document["guideline"],
            purpose=Purpose(document["purpose"]),
            accounts=tuple(document["accounts"]),
            categories=tuple(_category_from(entry) for entry in document["categories"]),
            granted_at=datetime.fromisoformat(document["granted_at"]),
            expires_at=datetime.fromisoformat(document["expires_at"]),
        )


def _category_document(category: GrantedCategory) -> dict[str, Any]:
    return {
        "category": category.category,
        "fields": list(category.fields),
        "from_on": category.from_on.isoformat() if category.from_on else None,
        "until_on": category.until_on.isoformat() if category.until_on else None,
    }


def _category_from(entry: dict[str, Any]) -> GrantedCategory:
    return GrantedCategory(
        category=entry["category"],
        fields=tuple(entry["fields"]),
        from_on=date.fromisoformat(entry["from_on"]) if entry["from_on"] else None,
        until_on=date.fromisoformat(entry["until_on"]) if entry["until_on"] else None,
    )

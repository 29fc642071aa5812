"""The account holders whom the demo and the tests know by name; the other two thousand are drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from writdesk.demo.clipstream.world import account_id


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """An account holder with a part to play. ``names``: usernames and the day since which each was held."""

    number: int
    names: tuple[tuple[str, datetime], ...]
    first_name: str
    last_name: str
    phone: str | None = None
    country: str = "US"
    is_private: bool = False
    deleted_at: datetime | None = None
    released_at: datetime | None = None

    @property
    def id(self) -> str:
        """The immutable account id."""
        return account_id(self.number)


def _on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, 30, tzinfo=UTC)


# The account of the example requests.
LUCKY_LARK = Role(
    number=417,
    names=(("lucky.lark", _on(2022, 9, 14)),),
    first_name="Lucy",
    last_name="Larkin",
    phone="+12175550187",
)
# Gave up a name on 1 February 2024 …
LOUD_QUOKKA = Role(
    number=42,
    names=(("quiet.quokka", _on(2021, 8, 2)), ("loud.quokka", _on(2024, 2, 1))),
    first_name="שקד",
    last_name="ברקת",
    country="IL",
)
# … which another account took nine days later.
NEW_QUOKKA = Role(
    number=313, names=(("quiet.quokka", _on(2024, 2, 10)),), first_name="Quinn", last_name="Wexcombe"
)
# Its videos say "public", the account is private: nothing of it can be seen without following.
SHY_HERON = Role(
    number=88,
    names=(("shy.heron", _on(2022, 1, 20)),),
    first_name="نور",
    last_name="الريحاني",
    country="AE",
    is_private=True,
)
# Deleted by its holder; the name stays reserved.
GONE_GECKO = Role(
    number=277,
    names=(("gone.gecko", _on(2022, 4, 4)),),
    first_name="Jörg",
    last_name="Weißbach",
    country="DE",
    deleted_at=_on(2024, 3, 12),
)
# Deleted long ago; the name was released, its particulars purged.
LOST_LLAMA = Role(
    number=290,
    names=(("lost.llama", _on(2021, 6, 6)),),
    first_name="Harper",
    last_name="Marlowe",
    deleted_at=_on(2023, 5, 5),
    released_at=_on(2023, 11, 5),
)
# Sisters with one telephone.
EARLY_WREN = Role(
    number=501,
    names=(("early.wren", _on(2023, 3, 3)),),
    first_name="さくら",
    last_name="月ヶ瀬",
    country="JP",
    phone="+13125550110",
)
LATE_WREN = Role(
    number=502,
    names=(("late.wren", _on(2023, 3, 4)),),
    first_name="ハル",
    last_name="月ヶ瀬",
    country="JP",
    phone="+13125550110",
)

CAST = (LUCKY_LARK, LOUD_QUOKKA, NEW_QUOKKA, SHY_HERON, GONE_GECKO, LOST_LLAMA, EARLY_WREN, LATE_WREN)

"""Invents account holders: particulars, names held over time, devices, purchases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from writdesk.demo.clipstream.cast import CAST, Role
from writdesk.demo.clipstream.world import (
    CREATION_ADDRESS_KEPT_FROM,
    OPENED,
    PURGED_AFTER_DAYS,
    SNAPSHOT,
    Row,
    World,
    account_id,
    address,
    names,
    seconds,
)

_MOODS = ("amber", "blue", "brisk", "calm", "dizzy", "fuzzy", "icy", "jolly", "keen", "lazy", "merry", "odd")
_ANIMALS = [
    "badger",
    "crane",
    "dingo",
    "egret",
    "finch",
    "gecko",
    "hare",
    "ibis",
    "jay",
    "koala",
    "lemur",
    "mole",
    "newt",
    "otter",
    "panda",
    "quail",
    "raven",
]
_AREAS = (201, 206, 212, 217, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 808)
_PHONES = (
    "Pomelo 12",
    "Pomelo 12 Mini",
    "Kite A54",
    "Kite S23",
    "Fern 8 Pro",
    "Oka Note 11",
    "Tablet Loom 9",
)
_ITEMS = (("100 coins", 129), ("500 coins", 649), ("Gift: paper crane", 99), ("Gift: firework", 1999))
_BIOS = ("", "just here for the cats", "📍 nowhere", "צלמת חובבת", "dance • cook • repeat", "не бот", "@me")


def invent_people(world: World) -> None:
    """Fill accounts, username_history, devices and purchases."""
    roles = {role.number: role for role in CAST}
    random = world.random("people")
    phones = _phones(world.random("phones"))
    for number in range(world.accounts):
        role = roles.get(number)
        account = _cast_account(role, random) if role else _drawn_account(world, number, phones, random)
        world.add("accounts", account)
        _forget_if_purged(account)
        _add_devices(world, account, random)
        _add_purchases(world, account, random)


def _drawn_account(world: World, number: int, phones: list[str], random: Random) -> Row:
    created = OPENED + timedelta(seconds=random.randrange(int((SNAPSHOT - OPENED).total_seconds()) - 86400))
    language = random.choice(sorted(names()))
    username = f"{random.choice(_MOODS)}.{random.choice(_ANIMALS)}{number}"
    gone = random.random() < 0.03
    account = _account_row(number, username, created, random)
    account |= {
        "first_name": random.choice(names()[language]["given"]) if random.random() < 0.8 else None,
        "last_name": (random.choice(names()[language]["family"]) or None) if random.random() < 0.7 else None,
        "phone": phones.pop() if phones and random.random() < 0.6 else None,
        "is_private": random.random() < 0.25,
        "status": "deleted" if gone else "active",
        "deleted_at": random.randrange(seconds(created), seconds(SNAPSHOT)) if gone else None,
    }
    _add_names(world, account, random)
    return account


def _cast_account(role: Role, random: Random) -> Row:
    account = _account_row(role.number, role.names[-1][0], role.names[0][1], random)
    account |= {
        "first_name": role.first_name,
        "last_name": role.last_name,
        "phone": role.phone,
        "country": role.country,
        "is_private": role.is_private,
        "status": "deleted" if role.deleted_at else "active",
        "deleted_at": seconds(role.deleted_at) if role.deleted_at else None,
    }
    return account


def _account_row(number: int, username: str, created: datetime, random: Random) -> Row:
    stored_address = address(random)
    return {
        "id": account_id(number),
        "username": username,
        "email": f"{username}@{random.choice(('mail.example', 'post.example', 'inbox.test'))}",
        "bio": random.choice(_BIOS),
        "country": random.choice(("US", "US", "US", "CA", "GB", "DE", "IN", "JP", "AE", "IL", "BR", "ET")),
        "photo": None,
        "created_at": seconds(created),
        "created_ip": stored_address if created >= CREATION_ADDRESS_KEPT_FROM else None,
    }


def _phones(random: Random) -> list[str]:
    """Numbers that belong to nobody (555-0100 to 555-0199 in each area), each once, none of the cast's."""
    numbers = {f"+1{area}55501{last:02d}" for area in _AREAS for last in range(100)}
    pool = sorted(numbers - {role.phone for role in CAST if role.phone})
    random.shuffle(pool)
    return pool


def _forget_if_purged(account: Row) -> None:
    """What a deleted account holder told Clipstream is purged a month later; the id and the times remain."""
    purge_before = seconds(SNAPSHOT - timedelta(days=PURGED_AFTER_DAYS))
    if account["deleted_at"] and account["deleted_at"] < purge_before:
        account |= dict.fromkeys(("first_name", "last_name", "email", "phone", "bio", "created_ip"))


def _add_names(world: World, account: Row, random: Random) -> None:
    """One name in twenty was another before; the name of a deleted account stays reserved."""
    held_from = account["created_at"]
    if random.random() < 0.05:
        changed = random.randrange(held_from, seconds(SNAPSHOT))
        _add_name(world, account["id"], f"old.{account['username']}", held_from, changed)
        held_from = changed
    _add_name(world, account["id"], account["username"], held_from, None)


def add_cast_names(world: World) -> None:
    """The names of the cast, which change hands."""
    for role in CAST:
        if role.number >= world.accounts:
            continue
        ends = [since for _, since in role.names[1:]] + [role.released_at]
        for (name, since), until in zip(role.names, ends, strict=True):
            _add_name(world, role.id, name, seconds(since), seconds(until) if until else None)


def _add_name(world: World, account: str, username: str, held_from: int, held_until: int | None) -> None:
    row = {"id": world.next_id("username_history"), "account_id": account, "username": username}
    world.add("username_history", row | {"held_from": held_from, "held_until": held_until})


def _add_devices(world: World, account: Row, random: Random) -> None:
    last = (account["deleted_at"] or seconds(SNAPSHOT)) * 1000
    for _ in range(random.choice((1, 1, 1, 2, 2, 3))):
        first = random.randrange(account["created_at"] * 1000, last)
        world.add(
            "devices",
            {
                "id": world.next_id("devices"),
                "account_id": account["id"],
                "model": random.choice(_PHONES),
                "system": random.choice(("Orchard 16.4", "Orchard 17.1", "Robin 13", "Robin 14")),
                "first_seen_ms": first,
                "last_seen_ms": random.randrange(first, last),
            },
        )


def _add_purchases(world: World, account: Row, random: Random) -> None:
    how_many = random.choice((0, 0, 0, 0, 1, 3)) if account["username"] != "lucky.lark" else 4
    for _ in range(how_many):
        item, amount = random.choice(_ITEMS)
        bought = random.randrange(account["created_at"], account["deleted_at"] or seconds(SNAPSHOT))
        world.add(
            "purchases",
            {
                "id": world.next_id("purchases"),
                "account_id": account["id"],
                "bought_at": datetime.fromtimestamp(bought, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "item": item,
                "amount_minor": amount,
                "currency": random.choice(("USD", "USD", "EUR")),
                "card_last_four": f"{random.randrange(10000):04d}" if random.random() < 0.8 else None,
            },
        )

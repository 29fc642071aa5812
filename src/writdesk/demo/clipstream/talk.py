"""Invents what account holders say to one another: comments, direct messages, live chats; and its log."""

from __future__ import annotations

from random import Random

from writdesk.demo.clipstream.cast import CAST, LUCKY_LARK
from writdesk.demo.clipstream.world import SNAPSHOT, Row, World, lines, seconds

_JANUARY_2024_MS, _MARCH_2024_MS = 1704067200_000, 1709251200_000
_LIVE_AT_MS = 1709564400_000  # 4 March 2024, 15:00 UTC


def invent_talk(world: World) -> None:
    """Fill comments, conversations, messages, lives, live_chats and the log of messages."""
    _add_comments(world, world.random("comments"))
    _add_conversations(world, world.random("conversations"))
    _add_lives(world, world.random("lives"))


def _add_comments(world: World, random: Random) -> None:
    accounts, videos = world.rows["accounts"], world.rows["videos"]
    cast = _cast_rows(world)
    for number in range(world.accounts * 6):
        video = random.choice(videos)
        author = cast[number % len(cast)] if number < 40 * len(cast) else random.choice(accounts)
        start = max(video["created_at"], author["created_at"])
        end = min(video["deleted_at"] or seconds(SNAPSHOT), author["deleted_at"] or seconds(SNAPSHOT))
        if end - start < 60:
            continue
        at = random.randrange(start, end) * 1000 + random.randrange(1000)
        world.add(
            "comments",
            {
                "id": world.next_id("comments"),
                "video_id": video["id"],
                "author_id": author["id"],
                "body": random.choice(lines("comments")),
                "created_at_ms": at,
                "deleted_at_ms": at + random.randrange(10**8) if random.random() < 0.05 else None,
            },
        )


def _cast_rows(world: World) -> list[Row]:
    ids = {role.id for role in CAST}
    return [account for account in world.rows["accounts"] if account["id"] in ids] or world.rows["accounts"][
        :1
    ]


def _add_conversations(world: World, random: Random) -> None:
    accounts, cast = world.rows["accounts"], _cast_rows(world)
    for number in range(world.accounts):
        others = random.sample(accounts, random.choice((1, 1, 1, 1, 1, 3, 5)))
        first = cast[number % len(cast)] if number < 9 * len(cast) else random.choice(accounts)
        members = list({member["id"]: member for member in (first, *others)}.values())
        if len(members) < 2:
            continue
        is_secret = number % 8 == 5 or (first["id"] == LUCKY_LARK.id and number // len(cast) == 3)
        _add_conversation(world, members, random, is_secret=is_secret)


def _add_conversation(world: World, members: list[Row], random: Random, *, is_secret: bool) -> None:
    conversation = {
        "id": world.next_id("conversations"),
        "is_group": len(members) > 2,
        "is_secret": is_secret,
    }
    world.add("conversations", conversation)
    for member in members:
        row = {"conversation_id": conversation["id"], "account_id": member["id"]}
        world.add("conversation_members", row)
    lark = members[0]["id"] == LUCKY_LARK.id
    start = max(member["created_at"] for member in members) * 1000
    end = min(member["deleted_at"] or seconds(SNAPSHOT) for member in members) * 1000
    times = [random.randrange(start, end) for _ in range(random.randrange(3, 24))] if start < end else []
    if lark:
        times += [random.randrange(_JANUARY_2024_MS, _MARCH_2024_MS) for _ in range(16)]
    for at in sorted(times):
        _add_message(world, conversation, members, at, random)


def _add_message(world: World, conversation: Row, members: list[Row], at: int, random: Random) -> None:
    secret, sender = conversation["is_secret"], random.choice(members)["id"]
    message = {
        "id": world.next_id("messages"),
        "conversation_id": conversation["id"],
        "sender_id": sender,
        "body": None if secret else random.choice(lines("messages")),
        "ciphertext": random.randbytes(random.randrange(48, 160)) if secret else None,
        "sent_at_ms": at,
        "deleted_at_ms": at + random.randrange(10**7) if random.random() < 0.03 else None,
    }
    world.add("messages", message)
    for member in members:
        world.logs["message_events"].append(
            {
                "account_id": int(member["id"]),
                "event_id": len(world.logs["message_events"]) + 1,
                "conversation_id": conversation["id"],
                "sender_id": int(sender),
                "direction": "sent" if member["id"] == sender else "received",
                "at_us": at * 1000 + random.randrange(1000),
            }
        )


def _add_lives(world: World, random: Random) -> None:
    accounts, cast = world.rows["accounts"], _cast_rows(world)
    for number in range(world.accounts // 10):
        host = cast[number % len(cast)] if number < 2 * len(cast) else random.choice(accounts)
        start = random.randrange(host["created_at"], host["deleted_at"] or seconds(SNAPSHOT)) * 1000
        _add_live(world, host, start, random)
    lark = next((account for account in cast if account["id"] == LUCKY_LARK.id), None)
    if lark:
        live = _add_live(world, lark, _LIVE_AT_MS, random)
        _add_live_chat(
            world, live, lark["id"], "i am so tired of everything, goodbye all", _LIVE_AT_MS + 600_000
        )
        other = "lark where are you, please answer"
        _add_live_chat(world, live, accounts[3]["id"], other, _LIVE_AT_MS + 640_000)


def _add_live(world: World, host: Row, start: int, random: Random) -> Row:
    live = {
        "id": world.next_id("lives"),
        "host_id": host["id"],
        "title": random.choice(lines("captions")),
        "started_at_ms": start,
        "ended_at_ms": start + random.randrange(600_000, 7_200_000) if random.random() < 0.95 else None,
    }
    world.add("lives", live)
    for _ in range(random.randrange(4, 30)):
        author = random.choice((host, random.choice(world.rows["accounts"])))
        at = start + random.randrange(600_000)
        _add_live_chat(world, live, author["id"], random.choice(lines("live_chats")), at)
    return live


def _add_live_chat(world: World, live: Row, author: str, body: str, at: int) -> None:
    row = {"id": world.next_id("live_chats"), "live_id": live["id"], "author_id": author}
    world.add("live_chats", row | {"body": body, "sent_at_ms": at})

"""Clipstream's own tables, as engineers grow them: three units of time, and no flag for "public".

``accounts`` counts in seconds, ``messages`` in milliseconds, ``purchases`` in text. What everyone can
see follows from the account's privacy, the video's visibility and both deletions together.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table

TABLES = MetaData()


def _account(name: str = "account_id") -> Column[str]:
    return Column(name, String(19), nullable=False)


accounts = Table(
    "accounts",
    TABLES,
    Column("id", String(19), primary_key=True),
    Column("username", String(40), nullable=False),
    Column("first_name", String(80)),
    Column("last_name", String(80)),
    Column("email", String(120)),
    Column("phone", String(20)),
    Column("bio", String(200)),
    Column("country", String(2)),
    Column("is_private", Boolean, nullable=False),
    Column("status", String(10), nullable=False),
    Column("photo", String(120)),
    Column("created_at", BigInteger, nullable=False),
    Column("created_ip", String(45)),
    Column("deleted_at", BigInteger),
)
username_history = Table(
    "username_history",
    TABLES,
    Column("id", Integer, primary_key=True),
    _account(),
    Column("username", String(40), nullable=False, index=True),
    Column("held_from", BigInteger, nullable=False),
    Column("held_until", BigInteger),
)
devices = Table(
    "devices",
    TABLES,
    Column("id", Integer, primary_key=True),
    _account(),
    Column("model", String(60), nullable=False),
    Column("system", String(40), nullable=False),
    Column("first_seen_ms", BigInteger, nullable=False),
    Column("last_seen_ms", BigInteger, nullable=False),
)
videos = Table(
    "videos",
    TABLES,
    Column("id", String(19), primary_key=True),
    _account(),
    Column("caption", String(300), nullable=False),
    Column("visibility", String(10), nullable=False),
    Column("duration_ms", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("deleted_at", BigInteger),
    Column("file", String(120)),
    Column("thumbnail", String(120)),
    Column("sha256", String(64)),
    Column("media_type", String(40), nullable=False),
)
comments = Table(
    "comments",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("video_id", String(19), nullable=False),
    _account("author_id"),
    Column("body", String(500), nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("deleted_at_ms", BigInteger),
)
conversation_members = Table(
    "conversation_members",
    TABLES,
    Column("conversation_id", Integer, primary_key=True),
    Column("account_id", String(19), primary_key=True),
)
conversations = Table(
    "conversations",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("is_group", Boolean, nullable=False),
    Column("is_secret", Boolean, nullable=False),
)
messages = Table(
    "messages",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", Integer, nullable=False),
    _account("sender_id"),
    Column("body", String(500)),
    Column("ciphertext", LargeBinary),
    Column("sent_at_ms", BigInteger, nullable=False),
    Column("deleted_at_ms", BigInteger),
)
lives = Table(
    "lives",
    TABLES,
    Column("id", Integer, primary_key=True),
    _account("host_id"),
    Column("title", String(120), nullable=False),
    Column("started_at_ms", BigInteger, nullable=False),
    Column("ended_at_ms", BigInteger),
)
live_chats = Table(
    "live_chats",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("live_id", Integer, nullable=False),
    _account("author_id"),
    Column("body", String(300), nullable=False),
    Column("sent_at_ms", BigInteger, nullable=False),
)
purchases = Table(
    "purchases",
    TABLES,
    Column("id", Integer, primary_key=True),
    _account(),
    Column("bought_at", String(25), nullable=False),
    Column("item", String(60), nullable=False),
    Column("amount_minor", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("card_last_four", String(4)),
)

for _name, _columns in {
    "accounts": ["email", "phone"],
    "devices": ["account_id"],
    "videos": ["account_id"],
    "comments": ["author_id"],
    "conversation_members": ["account_id"],
    "messages": ["conversation_id"],
    "lives": ["host_id"],
    "live_chats": ["author_id"],
    "purchases": ["account_id"],
}.items():
    for _column in _columns:
        Index(f"{_name}_by_{_column}", TABLES.tables[_name].c[_column])
Index("username_history_by_account_id", username_history.c.account_id)

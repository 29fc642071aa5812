"""Invents videos and profile photos, with real files; and the log of uploads."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from random import Random

from writdesk.demo.clipstream.cast import CAST
from writdesk.demo.clipstream.clips import Clip, draw_clips, draw_photo
from writdesk.demo.clipstream.world import PURGED_AFTER_DAYS, SNAPSHOT, Row, World, lines, seconds, video_id

_PHOTOS = 60


def invent_uploads(world: World, media: Path) -> None:
    """Fill videos and the upload log; write the media files."""
    random = world.random("uploads")
    clips = draw_clips(world.random("clips"))
    photos = [draw_photo(world.random(f"photo/{number}")) for number in range(_PHOTOS)]
    cast = {role.id for role in CAST}
    for account in world.rows["accounts"]:
        _add_photo(account, photos, random, media)
        how_many = 14 if account["id"] in cast else random.choice((0, 0, 1, 1, 2, 4))
        for _ in range(how_many):
            _add_video(world, account, random.choice(clips), random, media)


def _add_photo(account: Row, photos: list[bytes], random: Random, media: Path) -> None:
    if account["status"] == "deleted" or random.random() < 0.2:
        return
    account["photo"] = f"photos/{account['id']}.jpg"
    _write(media / account["photo"], random.choice(photos))


def _add_video(world: World, account: Row, clip: Clip, random: Random, media: Path) -> None:
    identifier = video_id(world.next_id("videos"))
    created = random.randrange(account["created_at"], account["deleted_at"] or seconds(SNAPSHOT))
    video = {
        "id": identifier,
        "account_id": account["id"],
        "caption": random.choice(lines("captions")),
        "visibility": random.choice(("public", "public", "public", "friends", "private")),
        "duration_ms": clip.duration_ms,
        "created_at": created,
        "deleted_at": _deleted_at(account, created, random),
        "media_type": "video/webm",
        "file": None,
        "thumbnail": None,
        "sha256": None,
    }
    if not _is_purged(video):
        _write_files(video, clip, media)
    world.add("videos", video)
    _log(world, video, random)


def _deleted_at(account: Row, created: int, random: Random) -> int | None:
    """A deleted account's videos went with it; of the others one in ten was deleted on its own."""
    if random.random() < 0.1:
        return random.randrange(created, account["deleted_at"] or seconds(SNAPSHOT))
    deleted: int | None = account["deleted_at"]
    return deleted


def _is_purged(video: Row) -> bool:
    before = seconds(SNAPSHOT - timedelta(days=PURGED_AFTER_DAYS))
    return video["deleted_at"] is not None and video["deleted_at"] < before


def _write_files(video: Row, clip: Clip, media: Path) -> None:
    video["file"] = f"videos/{video['id'][-2:]}/{video['id']}.webm"
    video["thumbnail"] = f"thumbnails/{video['id'][-2:]}/{video['id']}.jpg"
    film = clip.upload(f"Clipstream upload {video['id']}")
    video["sha256"] = hashlib.sha256(film).hexdigest()
    _write(media / video["file"], film)
    _write(media / video["thumbnail"], clip.thumbnail)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _log(world: World, video: Row, random: Random) -> None:
    acts = [("created", video["created_at"])]
    if random.random() < 0.2:
        acts.append(
            ("modified", random.randrange(video["created_at"], video["deleted_at"] or seconds(SNAPSHOT)))
        )
    if video["deleted_at"]:
        acts.append(("deleted", video["deleted_at"]))
    for act, at in acts:
        world.logs["upload_events"].append(
            {
                "account_id": int(video["account_id"]),
                "event_id": len(world.logs["upload_events"]) + 1,
                "video_id": int(video["id"]),
                "act": act,
                "at_s": at,
                "file_name": f"VID_{video['created_at']}.webm",
            }
        )

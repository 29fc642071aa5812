"""Media come from below the media folder, or not at all."""

from __future__ import annotations

import hashlib
import os
import sqlite3

import pytest

from tests.clipstream import copied_to
from tests.sources.conftest import grant_of
from writdesk.demo.clipstream.cast import LUCKY_LARK
from writdesk.sources import open_platform
from writdesk.sources.errors import MediaFault
from writdesk.sources.media import media_of


def _names(records):
    return [media.name for record in records for media in record.media]


def test_every_film_is_the_file_that_the_platform_hashed(collected, category):
    records = list(collected(grant_of(category("content_data", "videos"))))
    films = [
        (record, media) for record in records for media in record.media if media.media_type == "video/webm"
    ]
    assert films
    for record, media in films:
        with media.open_stream() as stream:
            content = stream.read()
        assert hashlib.sha256(content).hexdigest() == record.values["sha256"]
        assert len(content) == media.size
        with media.open_stream() as again:
            assert again.read() == content


def test_a_purged_file_is_not_there_and_the_record_is(collected, category):
    records = list(collected(grant_of(category("video_content", "deleted_videos"))))
    purged = [record for record in records if record.values["sha256"] is None]
    assert purged
    assert all(record.media == () for record in purged)


def test_names_are_bare_and_each_its_own(collected, category):
    names = _names(collected(grant_of(category("content_data", "videos"), category("video_content"))))
    assert len(set(names)) == len(names)
    assert not [name for name in names if os.sep in name or name.startswith(".")]


@pytest.mark.parametrize(
    "path",
    [
        "../clipstream.sqlite3",
        "../../../../../../etc/passwd",
        "/etc/passwd",
        "videos/../../clipstream.sqlite3",
        "videos//x.webm",
        "./videos",
        "videos",
        "..",
        "",
        "videos\\..\\x",
        "no/such/file.webm",
        "a\0b",
    ],
)
def test_a_path_that_leads_elsewhere_stops_the_collection(collected, category, tmp_path, data_map, path):
    spoilt = copied_to(tmp_path / "clipstream")
    with sqlite3.connect(spoilt.folder / "clipstream.sqlite3") as connection:
        connection.execute("UPDATE videos SET file = ? WHERE account_id = ?", [path, LUCKY_LARK.id])
    platform = open_platform(data_map, spoilt.folder)
    with pytest.raises(MediaFault):
        list(collected(grant_of(category("content_data", "videos")), platform=platform))


def test_a_link_is_not_followed_even_below_the_media_folder(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("outside")
    root = tmp_path / "media"
    (root / "real").mkdir(parents=True)
    (root / "link.webm").symlink_to(secret)
    (root / "folder").symlink_to(tmp_path)
    for path in ("link.webm", "folder/secret"):
        with pytest.raises(MediaFault):
            media_of(root, path, stem="video-1", media_type="video/webm")


def test_a_file_that_becomes_a_link_after_it_was_listed_is_not_opened(tmp_path):
    (tmp_path / "a.webm").write_bytes(b"film")
    media = media_of(tmp_path, "a.webm", stem="video-1", media_type="video/webm")
    (tmp_path / "a.webm").unlink()
    (tmp_path / "a.webm").symlink_to("/etc/passwd")
    with pytest.raises(MediaFault):
        media.open_stream()


def test_a_pipe_is_no_media_file_and_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(MediaFault, match="no regular file"):
        media_of(tmp_path, "pipe", stem="video-1", media_type="video/webm")


@pytest.mark.parametrize(
    ("stem", "path", "name"),
    [
        ("video-71-film", "v/71.webm", "video-71-film.webm"),
        ("video-71-film", "v/71.WEBM", "video-71-film.webm"),
        ("video-71-film", "v/71.we bm", "video-71-film"),
        ("video-71-film", "v/71", "video-71-film"),
    ],
)
def test_a_name_keeps_the_files_ending_where_it_is_plain(tmp_path, stem, path, name):
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).write_bytes(b"film")
    assert media_of(tmp_path, path, stem=stem, media_type="video/webm").name == name


def test_record_ids_that_are_no_file_names_become_names_that_stay_apart(tmp_path):
    (tmp_path / "x").write_bytes(b"film")
    stems = ["video-a/b-film", "video-a:b-film", "video-\u202ea-film", "v" * 10_000, "video-CON\0-film"]
    names = [media_of(tmp_path, "x", stem=stem, media_type="video/webm").name for stem in stems]
    assert len(set(names)) == len(names)
    assert all(len(name) < 128 and name.isascii() and "/" not in name and ":" not in name for name in names)

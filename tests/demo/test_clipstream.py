"""Clipstream is invented, whole, and the same each time."""

from __future__ import annotations

import base64
import hashlib
import io
import ipaddress
import re
import sqlite3
import struct
import unicodedata

import duckdb
import pytest
from PIL import Image

from tests.clipstream import ACCOUNTS, small_clipstream
from writdesk.demo.clipstream import generate
from writdesk.demo.clipstream.cast import CAST, LUCKY_LARK
from writdesk.demo.clipstream.webm import key_frame

DOCUMENTATION = [
    ipaddress.ip_network(each)
    for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]


@pytest.fixture
def asked():
    """Answers a question about the application's database."""
    with sqlite3.connect(small_clipstream().folder / "clipstream.sqlite3") as connection:
        yield lambda question, *values: connection.execute(question, values).fetchall()


def _log(question, name):
    path = small_clipstream().folder / "logs" / f"{name}.parquet"
    return duckdb.execute(question.replace("LOG", "read_parquet(?)"), [str(path)]).fetchall()


def _digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class TestTheSameEachTime:
    def test_the_same_seed_makes_the_same_bytes_and_another_seed_does_not(self, tmp_path):
        first, second = (generate(tmp_path / name, accounts=60) for name in ("a", "b"))
        other = generate(tmp_path / "c", accounts=60, seed=7)
        assert len(_digests(first.folder)) > 100
        assert _digests(first.folder) == _digests(second.folder)
        assert _digests(first.folder) != _digests(other.folder)
        assert first.rows == second.rows

    def test_what_is_there_already_is_never_overwritten(self, tmp_path):
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "mine").write_text("keep")
        with pytest.raises(FileExistsError, match="not empty"):
            generate(tmp_path / "a", accounts=60)
        assert (tmp_path / "a" / "mine").read_text() == "keep"

    def test_a_generation_that_fails_leaves_nothing_behind(self, tmp_path, monkeypatch):
        from writdesk.demo.clipstream import logs

        monkeypatch.setattr(logs, "_write_log", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            generate(tmp_path / "a", accounts=60)
        assert list(tmp_path.iterdir()) == []


class TestInvented:
    def test_every_address_is_from_a_range_for_documentation(self, asked):
        addresses = {row[0] for row in asked("SELECT created_ip FROM accounts WHERE created_ip IS NOT NULL")}
        addresses |= {row[0] for row in _log("SELECT DISTINCT ip FROM LOG", "login_events")}
        assert len(addresses) > 500
        for each in map(ipaddress.ip_address, addresses):
            assert any(each in network for network in DOCUMENTATION if network.version == each.version)

    def test_every_mailbox_and_telephone_belongs_to_nobody(self, asked):
        rows = asked("SELECT email, phone FROM accounts")
        assert all(email is None or email.rsplit(".", 1)[1] in ("example", "test") for email, _ in rows)
        phones = [phone for _, phone in rows if phone]
        assert len(phones) > 100
        assert all(re.fullmatch(r"\+1[2-9]\d\d55501\d\d", phone) for phone in phones)

    def test_names_are_of_many_scripts_and_both_directions(self, asked):
        text = "".join(
            row[0] + (row[1] or "")
            for row in asked("SELECT first_name, last_name FROM accounts WHERE first_name IS NOT NULL")
        )
        scripts = {unicodedata.name(char).split()[0] for char in text if char.isalpha()}
        assert {"LATIN", "ARABIC", "HEBREW", "CYRILLIC", "CJK", "HANGUL", "THAI", "DEVANAGARI"} <= scripts
        assert {"R", "AL", "L"} <= {unicodedata.bidirectional(char) for char in text}


class TestLifelike:
    def test_the_account_of_the_example_requests_has_what_they_ask_for(self, asked):
        (account,) = asked("SELECT id FROM accounts WHERE username = 'lucky.lark'")
        assert account == (LUCKY_LARK.id,)
        told = (
            "SELECT count(*) FROM messages m JOIN conversation_members c USING (conversation_id)"
            " WHERE c.account_id = ?"
        )
        january_and_february = " AND m.sent_at_ms >= 1704067200000 AND m.sent_at_ms < 1709251200000"
        assert asked(told + january_and_february, LUCKY_LARK.id)[0][0] > 50
        early_march = f"account_id = {LUCKY_LARK.id} AND at_ms BETWEEN 1709251200000 AND 1709650800000"
        assert (
            _log(f"SELECT count(*) FROM LOG WHERE event = 'login' AND {early_march}", "login_events")[0][0]
            >= 9
        )
        states = {
            row[0] for row in asked("SELECT visibility FROM videos WHERE account_id = ?", LUCKY_LARK.id)
        }
        assert states >= {"public", "private"}

    def test_the_whole_cast_is_there(self, asked):
        assert {row[0] for row in asked("SELECT id FROM accounts")} >= {role.id for role in CAST}
        assert len({role.number for role in CAST}) == len(CAST)

    def test_times_come_in_seconds_milliseconds_microseconds_and_text(self, asked):
        assert len(str(asked("SELECT max(created_at) FROM accounts")[0][0])) == 10
        assert len(str(asked("SELECT max(sent_at_ms) FROM messages")[0][0])) == 13
        assert len(str(_log("SELECT max(at_us) FROM LOG", "message_events")[0][0])) == 16
        assert asked("SELECT max(bought_at) FROM purchases")[0][0].endswith("Z")

    def test_accounts_are_active_private_renamed_and_deleted(self, asked):
        assert asked("SELECT count(*) FROM accounts")[0][0] == ACCOUNTS
        assert {row[0] for row in asked("SELECT status FROM accounts")} == {"active", "deleted"}
        assert asked("SELECT count(*) FROM username_history WHERE held_until IS NOT NULL")[0][0] > 10
        assert asked("SELECT count(*) FROM accounts WHERE is_private")[0][0] > 50

    def test_no_address_of_creation_is_kept_from_before_june_2022(self, asked):
        before, after = (
            asked(f"SELECT count(created_ip) FROM accounts WHERE created_at {sign} 1654041600")[0][0]
            for sign in "<>"
        )
        assert before == 0
        assert after > 50

    def test_secret_chats_hold_ciphertext_and_others_text(self, asked):
        question = (
            "SELECT c.is_secret, count(m.body), count(m.ciphertext) FROM messages m"
            " JOIN conversations c ON c.id = m.conversation_id GROUP BY 1 ORDER BY 1"
        )
        (_, plain, none), (_, nothing, secret) = asked(question)
        assert (none, nothing) == (0, 0)
        assert plain > 1000
        assert secret > 100

    def test_some_texts_would_be_formulas_in_a_spreadsheet(self, asked):
        said = "SELECT body FROM comments UNION SELECT body FROM messages UNION SELECT caption FROM videos"
        firsts = {row[0][0] for row in asked(said) if row[0]}
        assert set("=+-@") <= firsts

    @pytest.mark.parametrize("name", ["login_events", "upload_events", "message_events"])
    def test_logs_are_sorted_by_account(self, name):
        accounts = [row[0] for row in _log("SELECT account_id FROM LOG", name)]
        assert accounts == sorted(accounts)

    def test_nothing_happens_to_an_account_before_it_exists(self, asked):
        early = (
            "SELECT count(*) FROM videos v JOIN accounts a ON a.id = v.account_id"
            " WHERE v.created_at < a.created_at"
        )
        assert asked(early) == [(0,)]
        early = (
            "SELECT count(*) FROM comments c JOIN accounts a ON a.id = c.author_id"
            " WHERE c.created_at_ms < a.created_at * 1000"
        )
        assert asked(early) == [(0,)]


class TestMedia:
    def test_every_path_in_the_tables_is_a_file_and_no_file_is_left_over(self, asked):
        media = small_clipstream().folder / "media"
        rows = asked(
            "SELECT file FROM videos UNION ALL SELECT thumbnail FROM videos"
            " UNION ALL SELECT photo FROM accounts"
        )
        named = {row[0] for row in rows if row[0]}
        assert named == {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}

    def test_every_picture_decodes(self):
        pictures = sorted(small_clipstream().folder.glob("media/**/*.jpg"))
        assert len(pictures) > 500
        for path in pictures:
            with Image.open(path) as image:
                image.load()

    def test_every_film_is_its_own_small_and_decodes_frame_by_frame(self):
        films = sorted(small_clipstream().folder.glob("media/videos/**/*.webm"))
        contents = {path.read_bytes() for path in films}
        assert len(contents) == len(films)
        assert all(8_000 < len(content) < 60_000 for content in contents)
        distinct = {content[content.index(b"\x1f\x43\xb6\x75") :] for content in contents}
        assert len(distinct) == 40
        for cluster in distinct:
            frames = list(_frames(cluster))
            assert 14 <= len(frames) <= 34
            for frame in frames:
                with Image.open(io.BytesIO(_webp(frame))) as image:
                    image.load()
                    assert image.size == (180, 320)

    def test_a_picture_that_is_no_lossy_webp_is_no_key_frame(self):
        buffer = io.BytesIO()
        Image.new("RGB", (8, 8)).save(buffer, "PNG")
        with pytest.raises(ValueError, match="WebP"):
            key_frame(buffer.getvalue())

    @pytest.mark.browser
    def test_chromium_plays_films_to_their_end(self, chromium):
        films = sorted(small_clipstream().folder.glob("media/videos/**/*.webm"))[:3]
        page = chromium.new_page()
        for film in films:
            source = "data:video/webm;base64," + base64.b64encode(film.read_bytes()).decode()
            seen = page.evaluate(PLAY, source)
            assert seen["fault"] is None
            assert (seen["width"], seen["height"]) == (180, 320)
            assert 1.3 <= seen["duration"] <= 3.5
            assert seen["ended"]
            assert seen["colours"] > 1
        page.close()


PLAY = """async source => {
    const video = document.createElement('video')
    video.muted = true
    video.src = source
    document.body.append(video)
    const fault = await new Promise(resolve => {
        video.onended = () => resolve(null)
        video.onerror = () => resolve(video.error.message)
        setTimeout(() => resolve('stalled at ' + video.currentTime), 8000)
        video.playbackRate = 4
        video.play().catch(error => resolve(error.message))
    })
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    const pen = canvas.getContext('2d')
    pen.drawImage(video, 0, 0)
    const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data
    const colours = new Set()
    for (let i = 0; i < pixels.length; i += 400) colours.add(pixels.slice(i, i + 3).join())
    return {fault, width: video.videoWidth, height: video.videoHeight, duration: video.duration,
            ended: video.ended, colours: colours.size}
}"""


def _frames(cluster):
    """The frames of a cluster, read by the rules of EBML and not by the writer's own code."""
    at = 4
    _, at = _length(cluster, at)
    while at < len(cluster):
        mark = cluster[at]
        size, at = _length(cluster, at + 1)
        if mark == 0xA3:
            assert cluster[at] == 0x81
            yield cluster[at + 4 : at + size]
        at += size


def _length(content, at):
    width = 9 - content[at].bit_length()
    raw = int.from_bytes(content[at : at + width], "big")
    return raw & ~(1 << (7 * width)), at + width


def _webp(frame):
    chunk = b"VP8 " + struct.pack("<I", len(frame)) + frame + b"\0" * (len(frame) % 2)
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk

"""An emergency wakes the people on call, turn by turn, until somebody has it."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.actions.story import Story
from tests.factories import EMERGENCY, NOW
from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.actions.on_call.quiet_alarm import quiet_alarm
from writdesk.actions.on_call.set_on_call import set_on_call
from writdesk.actions.review.assign_request import assign_request
from writdesk.adapters.webhook import Webhook, WebhookMisconfigured, WebhookRefused, webhook_from
from writdesk.jobs.worker import run_all
from writdesk.store.ledger import LedgerEntry
from writdesk.store.on_call import Alarm, OnCall, Paged
from writdesk.store.people import Person

pytestmark = pytest.mark.django_db
MINUTES = 10


@pytest.fixture
def night(story: Story) -> Story:
    """Two people in turn 1, one in turn 2; an emergency has arrived and nobody has looked."""
    for name in ("analyst", "analyst2", "counsel"):
        Person.objects.filter(username=name).update(email=f"{name}@desk.example")
        story.people[name].refresh_from_db()
    story.people["administrator"] = Person.objects.create(username="admin", roles=["administrator"])
    turns = {story.people["analyst"]: 1, story.people["analyst2"]: 1, story.people["counsel"]: 2}
    set_on_call(turns, by=story.by("administrator"), at=story.tick())
    return story.received(EMERGENCY)


def after(story: Story, minutes: int) -> None:
    """The worker looks, so many minutes after the request came."""
    now = story.fresh().received_at + timedelta(minutes=minutes)
    run_all(lambda: now)


def woken(mailoutbox: list[Any]) -> list[str]:
    """Who got a page, in order; the officer's receipt is none."""
    return [mail.to[0].partition("@")[0] for mail in mailoutbox if "Emergency waits" in mail.subject]


def test_the_first_turn_is_paged_at_once_then_the_second_then_everybody(
    night: Story, mailoutbox: list[Any]
) -> None:
    after(night, 0)
    assert woken(mailoutbox) == ["analyst", "analyst2"]
    after(night, MINUTES - 1)
    assert len(woken(mailoutbox)) == 2
    after(night, MINUTES)
    assert woken(mailoutbox)[2:] == ["counsel"]
    after(night, 2 * MINUTES)
    assert woken(mailoutbox)[3:] == ["analyst", "analyst2", "counsel"]


def test_a_page_names_the_request_and_nothing_that_it_says(night: Story, mailoutbox: list[Any]) -> None:
    after(night, 0)
    mail = mailoutbox[-1]
    assert night.reference in mail.body
    for said in (EMERGENCY["emergency"]["nature"], EMERGENCY["officer"]["name"], "lucky.lark"):
        assert said not in mail.body + mail.subject


def test_whoever_has_it_ends_the_paging(night: Story, mailoutbox: list[Any]) -> None:
    after(night, 0)
    quiet_alarm(night.reference, by=night.by("analyst2"), at=night.tick())
    after(night, 5 * MINUTES)
    assert len(woken(mailoutbox)) == 2
    with pytest.raises(InputRefused, match="Analyst2 has it already"):
        quiet_alarm(night.reference, by=night.by("analyst"), at=night.tick())


def test_taking_the_request_ends_the_paging_too(night: Story, mailoutbox: list[Any]) -> None:
    after(night, 0)
    assign_request(night.reference, to=night.people["analyst"], by=night.by("analyst"), at=night.tick())
    after(night, 5 * MINUTES)
    assert len(woken(mailoutbox)) == 2


def test_each_round_is_one_entry_of_the_ledger(night: Story) -> None:
    after(night, 0)
    last = json.loads(LedgerEntry.objects.latest("index").body)
    assert last["code"] == "alarm.people_paged"
    assert last["facts"] == {"round": 1, "pages": 2, "failed": 0}


def test_a_page_that_does_not_leave_keeps_no_other_back(
    night: Story, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.mail import EmailMessage

    sent = EmailMessage.send

    def send(mail: EmailMessage, *args: Any, **named: Any) -> int:
        if mail.to == ["analyst@desk.example"]:
            raise ConnectionRefusedError
        return int(sent(mail, *args, **named))

    monkeypatch.setattr(EmailMessage, "send", send)
    after(night, 0)
    assert woken(mailoutbox) == ["analyst2"]
    assert list(Paged.objects.order_by("id").values_list("has_left", flat=True)) == [False, True]


def test_nobody_on_call_is_written_down_once(story: Story) -> None:
    story.received(EMERGENCY)
    after(story, 0)
    after(story, 3 * MINUTES)
    assert Alarm.objects.get().rounds == 1
    assert not Paged.objects.exists()


def test_a_request_that_is_no_emergency_wakes_nobody(night: Story, mailoutbox: list[Any]) -> None:
    mailoutbox.clear()
    night.received()
    after(night, 0)
    assert Alarm.objects.filter(request=night.fresh()).count() == 0


def test_only_who_decides_and_has_an_address_can_be_on_call(night: Story) -> None:
    for name in ("custodian", "counsel2"):
        with pytest.raises(InputRefused):
            set_on_call({night.people[name]: 1}, by=night.by("administrator"), at=night.tick())
    with pytest.raises(InputRefused, match="from 1 to 5"):
        set_on_call({night.people["analyst"]: 9}, by=night.by("administrator"), at=night.tick())
    with pytest.raises(NotAllowed):
        set_on_call({}, by=night.by("analyst"), at=night.tick())
    assert OnCall.objects.count() == 3


class Rota(HTTPServer):
    """A rota of somebody's own, on loopback: it keeps what was posted and answers what it is told to."""

    def __init__(self) -> None:
        self.posted: list[tuple[dict[str, str], bytes]] = []
        self.answer = 204
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/page?team=desk"


class _Handler(BaseHTTPRequestHandler):
    server: Rota

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((dict(self.headers), body))
        self.send_response(self.server.answer)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@pytest.fixture
def rota() -> Iterator[Rota]:
    server = Rota()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


SECRET = b"0123456789abcdef0123456789abcdef"


def test_the_webhook_is_told_signed_and_without_content(
    night: Story, rota: Rota, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.ON_CALL_WEBHOOK = Webhook(url=rota.url, secret=SECRET)
    after(night, 0)
    ((headers, body),) = rota.posted
    assert json.loads(body)["reference"] == night.reference
    assert EMERGENCY["officer"]["name"].encode() not in body
    seconds, signed = (part.partition("=")[2] for part in headers["Writdesk-Signature"].split(","))
    assert signed == hmac.new(SECRET, seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert Paged.objects.filter(person=None, has_left=True).count() == 1


@pytest.mark.parametrize("answer", [302, 404, 500])
def test_a_webhook_that_does_not_take_it_is_a_page_that_failed(
    night: Story, rota: Rota, settings: Any, answer: int
) -> None:
    rota.answer = answer
    settings.ON_CALL_WEBHOOK = Webhook(url=rota.url, secret=SECRET)
    after(night, 0)
    assert len(rota.posted) == 1, "no redirect is followed"
    assert Paged.objects.get(person=None).has_left is False


def test_a_webhook_that_is_not_there_says_so_without_its_address() -> None:
    gone = Webhook(url="http://127.0.0.1:1/secret-path", secret=SECRET)
    with pytest.raises(WebhookRefused) as refused:
        gone.post({}, at=NOW)
    assert "secret-path" not in str(refused.value) + repr(gone)


def test_a_webhook_of_the_settings_is_https_with_a_secret(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET + b"\n")
    url, file = "WRITDESK_ON_CALL_WEBHOOK", "WRITDESK_ON_CALL_WEBHOOK_SECRET_FILE"
    assert webhook_from({}) is None
    made = webhook_from({url: "https://rota.example/hook", file: str(secret)})
    assert made is not None
    assert made.secret == SECRET
    for wrong in (
        {url: "http://rota.example/hook", file: str(secret)},
        {url: "ftp://rota.example/", file: str(secret)},
        {url: "https://rota.example/hook"},
        {url: "https://rota.example/hook", file: str(tmp_path / "none")},
    ):
        with pytest.raises(WebhookMisconfigured, match="WRITDESK_ON_CALL"):
            webhook_from(wrong)

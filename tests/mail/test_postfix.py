"""Mail sent with a real client through a real Postfix reaches the desk, with the true client's address."""

from __future__ import annotations

import shutil
import smtplib
import subprocess
import time
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone

from tests.bad_input.place import LiveStory, Place, Processes
from tests.bad_input.test_two_at_once import entered
from tests.databases import BOTH
from tests.factories import PNG
from tests.mail.conftest import as_receiver, letter, raw_of
from tests.mail.servers import DESK_ADDRESS, RELAY, free_port, postfix, wait_for_port
from writdesk.adapters.vault import open_json
from writdesk.jobs.worker import run_all
from writdesk.store.agencies import Agency, AgencyDomain
from writdesk.store.mail import Mail

pytestmark = pytest.mark.mail
SENDER = "dana.ruiz@springfield-pd.example"
CLIENT = {"NAME": "mail.springfield-pd.example", "ADDR": "192.0.2.7", "HELO": "mail.springfield-pd.example"}


def wait_until(so: Callable[[], Any], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not so() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert so()


@pytest.mark.parametrize("protocol", ["lmtp", "smtp"])
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_postfix_hands_over_and_says_who_the_client_was(
    live: LiveStory, place: Place, processes: Processes, protocol: str
) -> None:
    port = free_port()
    processes.start("receive_mail", settings=as_receiver(port, protocol=protocol))
    transport = {"lmtp": f"lmtp:inet:127.0.0.1:{port}", "smtp": f"smtp:[127.0.0.1]:{port}"}[protocol]
    with postfix(transport=transport) as server:
        with smtplib.SMTP("127.0.0.1", server.port) as client:
            client.ehlo()
            client.docmd("XCLIENT", " ".join(f"{name}={value}" for name, value in CLIENT.items()))
            client.sendmail(SENDER, [DESK_ADDRESS], letter("one"))
        wait_until(Mail.objects.exists)
    mail = Mail.objects.get()
    known = open_json(mail.data_key, mail.envelope_sealed, "mail.envelope")
    assert known == {
        "peer_ip": "192.0.2.7",
        "helo": "mail.springfield-pd.example",
        "mail_from": SENDER,
        "recipients": [DESK_ADDRESS],
        "is_head_only": False,
    }
    raw = raw_of(mail)
    assert raw.endswith(letter("one"))
    assert f"by {RELAY}".encode() in raw
    assert mail.transport == protocol


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_swaks_sends_a_letter_with_an_attachment(live: LiveStory, place: Place, processes: Processes) -> None:
    if shutil.which("swaks") is None:
        pytest.skip("there is no swaks (apt-get install swaks)")
    port, paper = free_port(), place.home / "order.pdf"
    paper.write_bytes(b"%PDF-1.4 an order\n" * 1000)
    processes.start("receive_mail", settings=as_receiver(port))
    with postfix(transport=f"lmtp:inet:127.0.0.1:{port}") as server:
        command = ["swaks", "--server", "127.0.0.1", "--port", str(server.port), "--from", SENDER]
        command += ["--to", DESK_ADDRESS, "--header", "Subject: Search warrant", "--attach", f"@{paper}"]
        sent = subprocess.run(command, capture_output=True, text=True, check=False)
        assert sent.returncode == 0, sent.stdout
        wait_until(Mail.objects.exists)
    assert b"Subject: Search warrant" in raw_of(Mail.objects.get())


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_while_the_desk_is_away_postfix_waits(live: LiveStory, place: Place, processes: Processes) -> None:
    port = free_port()
    with postfix(transport=f"lmtp:inet:127.0.0.1:{port}") as server:
        with smtplib.SMTP("127.0.0.1", server.port) as client:
            client.sendmail(SENDER, [DESK_ADDRESS], letter("one"))
        wait_until(lambda: server.waiting() == 1)
        processes.start("receive_mail", settings=as_receiver(port))
        wait_for_port(port)
        server.flush()
        wait_until(Mail.objects.exists)
        wait_until(lambda: server.waiting() == 0)
    assert entered()["mail.arrived"] == 1


@pytest.mark.parametrize("place", BOTH, indirect=True)
def test_a_letter_by_mail_becomes_a_request(live: LiveStory, place: Place, processes: Processes) -> None:
    """From a real client, through Postfix and the receiver, by the worker, to the queue."""
    agency = Agency.objects.create(name="Springfield Police Department", country="US")
    AgencyDomain.objects.create(
        agency=agency,
        domain="springfield-pd.example",
        standing="law_enforcement",
        source="a test",
        set_at=timezone.now(),
    )
    port = free_port()
    processes.start("receive_mail", settings=as_receiver(port))
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = SENDER, DESK_ADDRESS, "Subpoena GJ-26-0117"
    message.set_content("Please find our grand jury subpoena for the account @lucky.lark.\n")
    message.add_attachment(PNG, maintype="image", subtype="png", filename="subpoena.png")
    with postfix(transport=f"lmtp:inet:127.0.0.1:{port}") as server:
        with smtplib.SMTP("127.0.0.1", server.port) as client:
            client.send_message(message)
        wait_until(Mail.objects.exists)
    run_all()
    request = Mail.objects.get().request
    assert request is not None
    assert (request.channel, request.agency) == ("email", "Springfield Police Department")
    assert request.documents.count() == 2
    assert entered()["request.received"] == entered()["mail.filed"] == 1

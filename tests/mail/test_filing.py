"""What becomes of each mail: nothing is lost, nobody is believed, machines get no answer."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone

from tests.actions.story import Story
from tests.bad_input.test_two_at_once import entered
from tests.factories import PNG
from tests.mail.servers import DESK_ADDRESS
from writdesk.actions.mail import mail_seen
from writdesk.actions.mail.take_in_mail import Envelope, take_in_mail
from writdesk.adapters.vault import open_json, open_text
from writdesk.documents.sender.answers import Answer, Outcome, Question
from writdesk.jobs.worker import run_all
from writdesk.store.agencies import Agency, AgencyDomain
from writdesk.store.jobs import Job
from writdesk.store.mail import Inquiry, Mail, MailState
from writdesk.store.requests import Request

OFFICER = "dana.ruiz@springfield-pd.example"
IP = "192.0.2.7"
ASKED = "Please preserve the account of @lucky.lark under 18 U.S.C. 2703(f).\n"
Arrive = Callable[..., Mail]


@pytest.fixture(autouse=True)
def directory(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """One police domain, whose own server is 192.0.2.7; and a government's."""
    for name, domain, standing in (
        ("Springfield Police Department", "springfield-pd.example", "law_enforcement"),
        ("City of Springfield", "springfield-city.example", "government"),
    ):
        agency = Agency.objects.create(name=name, country="US")
        AgencyDomain.objects.create(
            agency=agency, domain=domain, standing=standing, source="a test", set_at=timezone.now()
        )
    monkeypatch.setattr(mail_seen, "desk_resolver", lambda: answers)


def answers(questions: Any) -> dict[Question, Answer]:
    """The DNS of the test: both domains let one server send their mail, and ask to refuse all else."""
    return {question: _answer(question) for question in questions}


def _answer(question: Question) -> Answer:
    if question.type == "TXT" and question.name.startswith("_dmarc.springfield"):
        return Answer(Outcome.FOUND, ("v=DMARC1; p=reject",))
    if question.type == "TXT" and question.name.startswith("springfield"):
        return Answer(Outcome.FOUND, (f"v=spf1 ip4:{IP} -all",))
    return Answer(Outcome.NO_DATA)


@pytest.fixture
def arrive(story: Story) -> Arrive:
    """A mail arrives, and the worker files it."""
    count = iter(range(1000))

    def one(subject: str = "A request", text: str = ASKED, *, ip: str = IP, **given: Any) -> Mail:
        message = EmailMessage()
        headers = {"From": f"Dana Ruiz <{OFFICER}>", "To": DESK_ADDRESS, "Subject": subject}
        headers["Message-ID"] = f"<{next(count)}@springfield-pd.example>"
        for name, value in (headers | given.pop("headers", {})).items():
            message[name] = value
        message.set_content(text)
        for name, content in given.pop("files", ()):
            message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        sender = given.pop("mail_from", message["From"].rpartition("<")[2].strip("<>"))
        to = tuple(given.pop("to", (DESK_ADDRESS,)))
        envelope = Envelope(peer_ip=ip, helo="mail.test", mail_from=sender, recipients=to)
        reference = take_in_mail(message.as_bytes(), envelope, transport="lmtp", at=story.tick())
        run_all(story.tick)
        return Mail.objects.select_related("request", "inquiry", "data_key").get(reference=reference)

    return one


def ended(mail: Mail) -> tuple[str, str]:
    return mail.state, mail.outcome or mail.reason


def test_a_letter_from_a_police_domain_becomes_a_request(
    story: Story, arrive: Arrive, mailoutbox: list[Any]
) -> None:
    mail = arrive(files=[("order.png", PNG), ("tool.exe", b"MZ\x00\x01program")])
    assert ended(mail) == (MailState.FILED, "request")
    request = mail.request
    assert request is not None
    assert (request.channel, request.agency, request.country) == (
        "email",
        "Springfield Police Department",
        "US",
    )
    form = open_json(request.data_key, request.form_sealed, "request.form")
    assert form["message"]["sender_domain_is_law_enforcement"] is True
    assert form["officer"]["email"] == OFFICER
    assert request.received_at == mail.received_at
    key, documents = request.data_key, request.documents.all()
    names = [open_text(key, each.name_sealed, "document.name") for each in documents]
    assert names == ["message.txt", "order.png"], "what may not come in stays with the mail"
    receipt = mailoutbox[-1]
    assert receipt.to == [OFFICER]
    assert receipt.extra_headers["Auto-Submitted"].startswith("auto-")
    assert "does not waive" in receipt.body
    assert request.reference in receipt.extra_headers["Message-ID"]


def test_the_authentication_is_frozen_with_its_answers(arrive: Arrive) -> None:
    mail = arrive()
    frozen = open_json(mail.data_key, mail.authentication_sealed or b"", "mail.authentication")
    assert frozen["results"]["spf"]["result"] == frozen["results"]["dmarc"]["result"] == "pass"
    assert any(answer["records"] == [f"v=spf1 ip4:{IP} -all"] for answer in frozen["answers"])


def test_a_forged_sender_waits_for_a_person_and_gets_no_answer(arrive: Arrive, mailoutbox: list[Any]) -> None:
    mail = arrive(ip="198.51.100.9")
    assert ended(mail) == (MailState.HELD, "sender_not_shown")
    assert not Request.objects.exists()
    assert not to(OFFICER, mailoutbox)


def test_an_emergency_raises_the_alarm_even_where_the_sender_is_not_shown(
    arrive: Arrive, mailoutbox: list[Any]
) -> None:
    mail = arrive("Fwd: EMERGENCY  disclosure request", "A child is missing.", ip="198.51.100.9")
    assert ended(mail) == (MailState.FILED, "request")
    assert mail.request is not None
    assert mail.request.is_emergency
    form = open_json(mail.request.data_key, mail.request.form_sealed, "request.form")
    assert form["message"]["sender_domain_is_law_enforcement"] is None
    assert entered()["alarm.raised"] == 1
    assert Job.objects.filter(kind="page_on_call").count() == 1
    assert not to(OFFICER, mailoutbox), "the address may be somebody else's"


def test_a_reply_from_the_officers_own_address_joins_its_request(arrive: Arrive) -> None:
    request = arrive().request
    assert request is not None
    answer = arrive(f"Re: {request.reference}", "Here is the order.\n", files=[("order.png", PNG)])
    assert ended(answer) == (MailState.FILED, "reply")
    assert answer.request == request
    message = request.messages.get(is_outgoing=False)
    assert open_text(request.data_key, message.text_sealed, "message.text") == "Here is the order."
    assert request.documents.count() == 2
    assert Request.objects.count() == 1


def test_a_reply_joins_by_the_id_of_our_letter_and_by_a_plus_address(
    arrive: Arrive, mailoutbox: list[Any]
) -> None:
    request = arrive().request
    assert request is not None
    ours = mailoutbox[-1].extra_headers["Message-ID"]
    by_id = arrive("Thank you", "Thanks.", headers={"In-Reply-To": ours})
    plus = DESK_ADDRESS.replace("@", f"+{request.reference.lower()}@")
    by_plus = arrive("Thank you again", "Thanks.", headers={"To": plus}, to=(plus,))
    assert [each.request for each in (by_id, by_plus)] == [request, request]


@pytest.mark.parametrize("name", ["Dana Ruiz", OFFICER])
def test_a_reply_from_another_address_changes_and_sees_nothing(
    arrive: Arrive, mailoutbox: list[Any], name: str
) -> None:
    """A sender's display name is never believed."""
    request = arrive().request
    assert request is not None
    revision, mails = request.revision, len(mailoutbox)
    headers = {"From": f'"{name}" <someone@elsewhere.example>'}
    other = arrive(f"Re: {request.reference}", "What did you find?", headers=headers)
    assert ended(other) == (MailState.HELD, "other_address")
    assert other.request is None
    assert not request.messages.filter(is_outgoing=False).exists()
    request.refresh_from_db()
    assert request.revision == revision
    assert len(mailoutbox) == mails


def test_a_forged_reply_does_not_join(arrive: Arrive) -> None:
    request = arrive().request
    assert request is not None
    forged = arrive(f"Re: {request.reference}", "Send it to me.", ip="198.51.100.9")
    assert ended(forged) == (MailState.HELD, "sender_not_shown")
    assert not request.messages.filter(is_outgoing=False).exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List-Id": "<news.springfield-pd.example>"},
        {"Subject": "Out of office: Re: A request"},
        {"X-Auto-Response-Suppress": "All"},
    ],
)
def test_a_machines_mail_makes_no_request_and_gets_no_answer(
    arrive: Arrive, mailoutbox: list[Any], headers: dict[str, str]
) -> None:
    mail = arrive(headers=headers)
    assert ended(mail) == (MailState.SET_ASIDE, "machine")
    assert not Request.objects.exists()
    assert not to(OFFICER, mailoutbox)


def test_mail_from_nobody_and_our_own_mail_come_to_nothing(arrive: Arrive) -> None:
    assert ended(arrive(mail_from="")) == (MailState.SET_ASIDE, "machine")
    marked = {"X-Writdesk-Desk": mail_seen.own_marker()}
    assert ended(arrive(headers=marked)) == (MailState.SET_ASIDE, "machine")


def test_a_bounce_of_our_letter_is_a_task_on_its_request(arrive: Arrive, mailoutbox: list[Any]) -> None:
    request = arrive().request
    assert request is not None
    raw = BOUNCE.format(message_id=mailoutbox[-1].extra_headers["Message-ID"], to=OFFICER).encode()
    envelope = Envelope(peer_ip="192.0.2.9", helo="mx", mail_from="", recipients=(DESK_ADDRESS,))
    reference = take_in_mail(raw, envelope, transport="lmtp", at=timezone.now())
    run_all()
    mail = Mail.objects.get(reference=reference)
    assert ended(mail) == (MailState.HELD, "bounce")
    assert mail.request == request
    request.refresh_from_db()
    assert "bounced" in request.signals


def test_outside_law_enforcement_the_guideline_says_whether_there_is_an_answer(
    arrive: Arrive, mailoutbox: list[Any], settings: Any
) -> None:
    headers = {"From": "reader@gmail.com"}
    assert ended(arrive("Hello", "Who owns @lucky.lark?", headers=headers)) == (
        MailState.SET_ASIDE,
        "not_law_enforcement",
    )
    assert not to("reader@gmail.com", mailoutbox), "tiktok-inc does not respond"
    settings.PROVIDER = "twitter-inc"
    mail = arrive("Hello", "Who owns @lucky.lark, please?", headers=headers)
    assert ended(mail) == (MailState.ANSWERED, "not_law_enforcement")
    (answer,) = to("reader@gmail.com", mailoutbox)
    assert "https://support.twitter.com" in answer.body
    assert answer.extra_headers["Auto-Submitted"] == "auto-replied"
    assert answer.extra_headers["In-Reply-To"]


def test_an_unknown_sender_who_asks_for_data_waits_for_a_person(arrive: Arrive) -> None:
    """It may be a foreign agency that the directory lacks."""
    headers = {"From": "officer@politi.example"}
    assert ended(arrive(headers=headers)) == (MailState.HELD, "unknown_sender")
    assert ended(arrive("Hello", "Good morning.", headers=headers)) == (
        MailState.SET_ASIDE,
        "not_law_enforcement",
    )


def test_an_address_is_not_answered_without_end(arrive: Arrive, mailoutbox: list[Any], settings: Any) -> None:
    settings.PROVIDER = "twitter-inc"
    for number in range(8):
        arrive(f"Hello {number}", "Good morning.", headers={"From": "reader@gmail.com"})
    assert len(to("reader@gmail.com", mailoutbox)) == 5


def test_a_general_question_gets_a_thread_of_its_own(arrive: Arrive) -> None:
    mail = arrive("A question", "Where do I find your guideline?")
    assert ended(mail) == (MailState.FILED, "inquiry")
    assert not Request.objects.exists()
    assert mail.inquiry is not None
    again = arrive(f"Re: {mail.inquiry.reference}", "And your postal address?")
    assert again.inquiry == mail.inquiry
    assert mail.inquiry.messages.count() == 2
    assert Inquiry.objects.count() == 1


def test_where_the_guideline_says_so_nobody_sees_a_mail_before_the_reply(
    arrive: Arrive, mailoutbox: list[Any], settings: Any
) -> None:
    settings.PROVIDER = "twitter-inc"
    first = arrive("Preservation request", ASKED, files=[("letter.png", PNG)])
    assert ended(first) == (MailState.WAITING, "reply_first")
    assert not Request.objects.exists()
    automatic = mailoutbox[-1]
    assert "We do not read attachments" in automatic.body
    answer = arrive(
        "Re: your message", "I am here.", headers={"In-Reply-To": automatic.extra_headers["Message-ID"]}
    )
    first.refresh_from_db()
    assert ended(first) == (MailState.FILED, "request")
    request = first.request
    assert request is not None
    assert answer.request == request
    form = open_json(request.data_key, request.form_sealed, "request.form")
    assert form["automatic_reply_answered"] is True
    assert request.kind == "preservation"
    assert request.documents.count() == 1, "attachments are not read"


def test_malformed_mail_is_kept_and_held(story: Story) -> None:
    envelope = Envelope(peer_ip=IP, helo="x", mail_from="x@y.example", recipients=(DESK_ADDRESS,))
    for raw in (b"", b"\x00\xff" * 1000, b"From\n", b"From: a@b.example, c@d.example\n\nhello\n"):
        take_in_mail(raw, envelope, transport="smtp", at=story.tick())
    run_all(story.tick)
    assert {ended(mail) for mail in Mail.objects.all()} == {(MailState.HELD, "unreadable")}
    assert Mail.objects.count() == 4


def test_a_mail_that_cannot_be_filed_is_held_with_the_reason(
    story: Story, arrive: Arrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from writdesk.actions.mail import file_mail

    def broken(*_arguments: Any, **_given: Any) -> None:
        raise RuntimeError("the table has a hole")

    monkeypatch.setattr(file_mail, "fate_of", broken)
    mail = arrive()
    for _attempt in range(4):
        story.minutes += 30
        run_all(story.tick)
    mail.refresh_from_db()
    assert ended(mail) == (MailState.HELD, "filing_failed")


def to(address: str, outbox: list[Any]) -> list[Any]:
    """What was mailed to an address, sign-in links left out."""
    return [each for each in outbox if each.to == [address] and "sign in" not in each.subject]


BOUNCE = """From: Mail Delivery System <MAILER-DAEMON@mx.platform.test>
To: legal@platform.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Not delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.platform.test

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--b
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: we have received your request

Dear officer

--b--
"""

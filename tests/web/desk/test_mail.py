"""The pages of mail: the list, one mail, filing by hand, inquiries, and paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import MakePerson
from tests.factories import PNG
from tests.web.desk.conftest import SignedIn
from writdesk.actions.mail import mail_seen
from writdesk.actions.mail.take_in_mail import Envelope, take_in_mail
from writdesk.adapters.vault import open_text
from writdesk.documents.sender.answers import Answer, Outcome, Question
from writdesk.jobs.worker import run_all
from writdesk.store.agencies import Agency, AgencyDomain
from writdesk.store.ledger import LedgerEntry
from writdesk.store.mail import Inquiry, Mail, MailState
from writdesk.store.people import Role
from writdesk.store.requests import Request

OFFICER = "dana.ruiz@springfield-pd.example"
DESK = ("legal@platform.test",)
ASKED = "Please preserve the account of @lucky.lark under 18 U.S.C. 2703(f).\n"
FORGED = {"ip": "198.51.100.9"}
Arrive = Callable[..., Mail]
pytestmark = pytest.mark.django_db


@pytest.fixture
def arrive(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Arrive:
    """A mail arrives at a desk that knows one police domain, and the worker files it."""
    settings.BASE_DIR = tmp_path
    agency = Agency.objects.create(name="Springfield Police Department", country="US")
    AgencyDomain.objects.create(
        agency=agency,
        domain="springfield-pd.example",
        standing="law_enforcement",
        source="a test",
        set_at=timezone.now(),
    )
    monkeypatch.setattr(mail_seen, "desk_resolver", lambda: answers)
    count = iter(range(1000))

    def one(
        subject: str = "A request", text: str = ASKED, *, sender: str = OFFICER, ip: str = "192.0.2.7"
    ) -> Mail:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, "legal@platform.test", subject
        message["Message-ID"] = f"<{next(count)}@springfield-pd.example>"
        message.set_content(text)
        if text == ASKED:
            message.add_attachment(PNG, maintype="image", subtype="png", filename="order.png")
        envelope = Envelope(
            peer_ip=ip, helo="mail.test", mail_from=sender, recipients=("legal@platform.test",)
        )
        reference = take_in_mail(message.as_bytes(), envelope, transport="lmtp", at=timezone.now())
        run_all()
        return Mail.objects.get(reference=reference)

    return one


def answers(questions: Any) -> dict[Question, Answer]:
    """One domain lets one server send its mail, and asks to refuse all else."""
    return {question: _answer(question) for question in questions}


def _answer(question: Question) -> Answer:
    if question.type == "TXT" and question.name == "_dmarc.springfield-pd.example":
        return Answer(Outcome.FOUND, ("v=DMARC1; p=reject",))
    if question.type == "TXT" and question.name == "springfield-pd.example":
        return Answer(Outcome.FOUND, ("v=spf1 ip4:192.0.2.7 -all",))
    return Answer(Outcome.NO_DATA)


def page_of(mail: Mail) -> str:
    return reverse("desk_mail_one", kwargs={"reference": mail.reference})


def file(client: Client, mail: Mail, act: str, **given: str) -> Any:
    """File it by hand, having seen it as it is now."""
    mail.refresh_from_db()
    return client.post(page_of(mail), {"act": act, "revision": mail.revision, **given})


def test_an_empty_list_says_what_to_do(signed_in: SignedIn) -> None:
    assert "No mail has arrived yet" in signed_in(Role.ANALYST).get(reverse("desk_mail")).content.decode()


def test_the_list_shows_what_became_of_each(signed_in: SignedIn, arrive: Arrive) -> None:
    filed, forged = arrive(), arrive("Urgent", **FORGED)
    request = Request.objects.get()
    client = signed_in(Role.ANALYST)
    shown = client.get(reverse("desk_mail")).content.decode()
    assert request.reference in shown
    assert "sender may be forged" in shown
    held = client.get(reverse("desk_mail") + "?state=held").content.decode()
    assert forged.reference in held
    assert filed.reference not in held
    of_request = client.get(reverse("desk_mail") + f"?q={request.reference}").content.decode()
    assert filed.reference in of_request
    assert forged.reference not in of_request
    direct = client.get(reverse("desk_mail") + f"?q={forged.reference.lower()}")
    assert direct.headers["Location"] == page_of(forged)
    assert client.get(reverse("desk_mail") + "?q=nonsense").status_code == 400
    assert "1 mail held" in client.get(reverse("desk_home")).content.decode()


def test_one_mail_says_who_sent_it_and_shows_its_text_as_text(signed_in: SignedIn, arrive: Arrive) -> None:
    mail = arrive("<script>alert(1)</script>")
    client = signed_in(Role.COUNSEL)
    shown = client.get(page_of(mail)).content.decode()
    assert "The mail comes from springfield-pd.example" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    assert "order.png" in shown
    picture = client.get(f"{page_of(mail)}attachments/1/pages/1.png")
    assert picture.headers["Content-Type"] == "image/png"
    assert client.get(f"{page_of(mail)}attachments/2/pages/1.png").status_code == 404


def test_the_request_of_a_mail_says_what_the_mail_showed(signed_in: SignedIn, arrive: Arrive) -> None:
    mail = arrive()
    page = reverse("desk_request", kwargs={"reference": Request.objects.get().reference})
    shown = signed_in(Role.ANALYST).get(page).content.decode()
    assert "The mail comes from springfield-pd.example: vouched for by the sending server." in shown
    assert page_of(mail) in shown
    for_custodian = signed_in(Role.CUSTODIAN).get(page).content.decode()
    assert "The mail comes from springfield-pd.example" in for_custodian
    assert page_of(mail) not in for_custodian, "a custodian reads no mail"


def test_what_makes_the_reader_stop_stands_first_and_stays_as_it_was(
    signed_in: SignedIn, arrive: Arrive
) -> None:
    mail = arrive(sender="Springfield <d.ruiz@springfieId-pd.example>")
    client = signed_in(Role.ANALYST)
    signs = client.get(page_of(mail)).context["page"].signs_of_sender
    assert signs[0].word == "Alarm"
    assert "looks like springfield-pd.example" in signs[0].sentence
    AgencyDomain.objects.all().delete()
    assert client.get(page_of(mail)).context["page"].signs_of_sender == signs


def test_a_held_mail_becomes_a_request_by_hand(signed_in: SignedIn, arrive: Arrive) -> None:
    mail = arrive(**FORGED)
    client = signed_in(Role.ANALYST)
    assert file(client, mail, "make").status_code == 400
    assert file(client, mail, "make", kind="preservation").status_code == 302
    request = Request.objects.get()
    assert (request.kind, request.received_at) == ("preservation", mail.received_at)
    mail.refresh_from_db()
    assert (mail.state, mail.request) == (MailState.FILED, request)
    assert file(client, mail, "make", kind="legal").status_code == 409
    assert Request.objects.count() == 1


def test_a_held_mail_is_joined_by_hand(signed_in: SignedIn, arrive: Arrive) -> None:
    arrive()
    request = Request.objects.get()
    other = arrive(f"Re: {request.reference}", sender="colleague@springfield-pd.example")
    client = signed_in(Role.ANALYST)
    assert file(client, other, "join", request="LR-2026-999999").status_code == 400
    assert file(client, other, "join", request=request.reference.lower()).status_code == 302
    other.refresh_from_db()
    assert other.request == request
    assert request.messages.filter(is_outgoing=False).count() == 1


def test_a_mail_is_set_aside_with_a_reason(signed_in: SignedIn, arrive: Arrive) -> None:
    mail = arrive(**FORGED)
    client = signed_in(Role.ANALYST)
    assert file(client, mail, "aside", reason=" ").status_code == 400
    assert file(client, mail, "aside", reason="The agency says it is forged.").status_code == 302
    assert "The agency says it is forged." in client.get(page_of(mail)).content.decode()


def test_where_to_turn_is_sent_by_hand_and_never_to_a_forged_address(
    signed_in: SignedIn, arrive: Arrive, mailoutbox: list[Any]
) -> None:
    client = signed_in(Role.ANALYST)
    assert file(client, arrive(**FORGED), "away").status_code == 409
    unknown = arrive(sender="officer@politi.example")
    assert file(client, unknown, "away").status_code == 302
    run_all()
    assert [each.to for each in mailoutbox] == [["officer@politi.example"]]


def test_a_held_mail_is_tried_again(signed_in: SignedIn, arrive: Arrive) -> None:
    mail = arrive(sender="dana@new-pd.example")
    assert mail.reason == "unknown_sender"
    agency = Agency.objects.get()
    AgencyDomain.objects.create(
        agency=agency, domain="new-pd.example", standing="law_enforcement", source="x", set_at=timezone.now()
    )
    assert file(signed_in(Role.ANALYST), mail, "again").status_code == 302
    run_all()
    mail.refresh_from_db()
    assert mail.state == MailState.FILED


def test_who_looked_at_an_older_state_is_told(signed_in: SignedIn, arrive: Arrive) -> None:
    mail = arrive(**FORGED)
    old = mail.revision - 1
    sent = signed_in(Role.ANALYST).post(page_of(mail), {"act": "aside", "reason": "x", "revision": old})
    assert sent.status_code == 409
    assert "nothing of yours was done" in sent.content.decode()


def test_an_inquiry_is_answered_and_opens_again(
    signed_in: SignedIn, arrive: Arrive, mailoutbox: list[Any]
) -> None:
    arrive("A question", "Where do I find your guideline?")
    inquiry = Inquiry.objects.get()
    client = signed_in(Role.ANALYST)
    page = reverse("desk_inquiry", kwargs={"reference": inquiry.reference})
    shown = client.get(page).content.decode()
    assert "Where do I find your guideline?" in shown
    assert "Cite the guideline" in shown
    assert client.post(page, {"text": " ", "revision": inquiry.revision}).status_code == 400
    refused = client.post(page, {"text": " ", "cite": "2", "revision": inquiry.revision})
    assert [chapter.is_open for chapter in refused.context["page"].chapters].count(True) == 1
    answer = {"text": "Here: …", "cite": "1", "revision": inquiry.revision}
    assert client.post(page, answer).status_code == 302
    run_all()
    assert mailoutbox[-1].to == [OFFICER]
    assert inquiry.reference in mailoutbox[-1].subject
    assert "Our guideline says, under" in mailoutbox[-1].body
    inquiry.refresh_from_db()
    assert not inquiry.is_open
    arrive(f"Re: {inquiry.reference}", "Thank you. And the address?")
    inquiry.refresh_from_db()
    assert inquiry.is_open


def test_an_inquiry_waits_in_a_list_is_closed_without_an_answer_and_opens_again(
    signed_in: SignedIn, arrive: Arrive, mailoutbox: list[Any]
) -> None:
    client = signed_in(Role.COUNSEL)
    waiting, closed = reverse("desk_inquiries"), f"{reverse('desk_inquiries')}?state=closed"
    assert "No question waits" in client.get(waiting).content.decode()
    assert "No inquiry is closed yet" in client.get(closed).content.decode()
    arrive("Thank you", "Thank you for last month.")
    inquiry = Inquiry.objects.get()
    page = reverse("desk_inquiry", kwargs={"reference": inquiry.reference})
    assert page in client.get(waiting).content.decode()
    assert "Inquiries: 1 waits" in client.get(reverse("desk_mail")).content.decode()
    close = {"act": "close", "revision": inquiry.revision}
    assert client.post(page, {**close, "why": "tired"}).status_code == 400
    assert client.post(page, {**close, "why": "asks_nothing"}).status_code == 302
    assert "Closed without an answer" in client.get(page).content.decode()
    assert client.post(page, {"act": "close", "why": "asks_nothing"}).status_code == 409
    assert page not in client.get(waiting).content.decode()
    assert "closed without an answer" in client.get(closed).content.decode()
    run_all()
    assert not mailoutbox
    arrive(f"Re: {inquiry.reference}", "And a question, after all.")
    assert "wrote again" in client.get(waiting).content.decode()
    (entry,) = LedgerEntry.objects.filter(body__contains='"inquiry.closed"')
    assert '"reason":"asks_nothing"' in entry.body


def test_the_list_of_inquiries_keeps_its_queries_at_fifty_rows(
    signed_in: SignedIn, arrive: Arrive, django_assert_max_num_queries: Any
) -> None:
    for number in range(51):
        arrive(f"Question {number}", "Good morning.")
    client = signed_in(Role.ANALYST)
    client.get(reverse("desk_inquiries"))
    with django_assert_max_num_queries(10):
        first = client.get(reverse("desk_inquiries"))
    assert [row.subject for row in first.context["page"].rows][:2] == ["Question 0", "Question 1"]
    second = client.get(first.context["page"].next_url).content.decode()
    assert "Question 50" in second
    assert "Question 1<" not in second


def test_a_letter_is_registered_from_its_scan(signed_in: SignedIn, settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    client = signed_in(Role.ANALYST)
    page = reverse("desk_paper")
    token = client.get(page).context["page"].token
    yesterday = timezone.now() - timedelta(days=1)
    said = {
        "token": token,
        "kind": "legal",
        "channel": "fax",
        "agency": "Springfield Police Department",
        "country": "US",
        "officer": "Dana Ruiz",
        "arrived_on": f"{yesterday:%Y-%m-%d}",
        "arrived_at": "09:30",
        "note": "Page 2 is hard to read.",
    }
    empty = client.post(page, {"token": token, "kind": "legal"})
    assert empty.status_code == 400
    assert "Add the scan" in empty.content.decode()
    for _twice in range(2):
        sent = client.post(page, {**said, "documents": scan()})
        assert sent.status_code == 302
    request = Request.objects.get()
    assert (request.channel, request.agency) == ("fax", "Springfield Police Department")
    assert f"{request.received_at:%H:%M}" == "09:30"
    key, documents = request.data_key, request.documents.all()
    names = [open_text(key, each.name_sealed, "document.name") for each in documents]
    assert names == ["fax.png", "note of the desk.txt"]
    assert client.get(sent.headers["Location"]).status_code == 200


def test_a_letter_cannot_come_from_the_future(signed_in: SignedIn) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    said = {"kind": "legal", "channel": "post", "arrived_on": f"{tomorrow:%Y-%m-%d}", "documents": scan()}
    sent = signed_in(Role.ANALYST).post(reverse("desk_paper"), said)
    assert "in the future" in sent.content.decode()


def scan() -> io.BytesIO:
    """A scan, as a browser sends it."""
    file = io.BytesIO(PNG)
    file.name = "fax.png"
    return file


def test_the_list_keeps_its_queries_at_fifty_rows(
    signed_in: SignedIn, arrive: Arrive, django_assert_max_num_queries: Any
) -> None:
    arrive("first", **FORGED)
    client = signed_in(Role.ANALYST)
    client.get(reverse("desk_mail"))
    for number in range(52):
        arrive(f"Mail {number}", "Good morning.")
    with django_assert_max_num_queries(12):
        first = client.get(reverse("desk_mail"))
    assert "Next 50" in first.content.decode()
    second = client.get(first.context["page"].next_url).content.decode()
    assert "first" in second
    assert "Next 50" not in second


def test_custodians_and_auditors_do_not_read_mail(make_person: MakePerson, signed_in: SignedIn) -> None:
    del make_person
    for role in (Role.CUSTODIAN, Role.AUDITOR, Role.ADMINISTRATOR):
        assert signed_in(role).get(reverse("desk_mail")).status_code == 404

"""Second factors that change or are lost: each leaves an entry and a mail, and a reset opens no door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.actions.story import Story
from tests.conftest import MakePerson, sign_in
from tests.factories import later
from tests.web.test_sign_in import SECRET, code_of, try_to_sign_in
from writdesk.actions.actor import DESK, Actor
from writdesk.actions.errors import InputRefused, NotAllowed, NotYet, SecondPersonNeeded
from writdesk.actions.people.reset_second_factor import find_account, reset_second_factor
from writdesk.actions.producing.deliver_production import deliver_production
from writdesk.actions.producing.download_production import download_production
from writdesk.adapters.vault import desk_keys, open_text
from writdesk.ledger.entry import decode
from writdesk.ledger.errors import LedgerUnwritable
from writdesk.store import ledger
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.people import Person, Role
from writdesk.store.productions import Production
from writdesk.store.second_factors import SecondFactorReset
from writdesk.web.desk.next_steps import WITHHELD, next_steps

pytestmark = pytest.mark.django_db
WHY = "She came to the desk in person; the telephone was stolen."


def entries_since(size: int) -> list[Any]:
    return [decode(body_of(index)) for index in range(size, current_frontier().size)]


@pytest.fixture
def analyst(make_person: MakePerson) -> Person:
    person = make_person(Role.ANALYST)
    person.email = "ada@desk.example"
    person.save()
    return person


@pytest.fixture
def administrator(make_person: MakePerson) -> Actor:
    return Actor(person=make_person(Role.ADMINISTRATOR))


def set_up(client: Client) -> str:
    try_to_sign_in(client, "analyst")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return str(secret)


def test_a_new_second_factor_is_entered_and_its_owner_is_told(
    client: Client, analyst: Person, django_capture_on_commit_callbacks: Any
) -> None:
    size = current_frontier().size
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)
    entry = next(entry for entry in entries_since(size) if entry.code == "second_factor.added")
    assert entry.facts == {"factor": "totp", "has_new_codes": True}
    assert entry.actor == desk_keys().reference(f"person:{analyst.pk}")
    assert entry.role == "analyst"
    assert mail.outbox[0].to == ["ada@desk.example"]
    assert "an authenticator app" in mail.outbox[0].body


def test_without_the_ledger_no_second_factor_is_added(
    client: Client, analyst: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> None:
        raise LedgerUnwritable("no room")

    try_to_sign_in(client, "analyst")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    monkeypatch.setattr(ledger, "_append", fails)
    with pytest.raises(LedgerUnwritable):
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert not Authenticator.objects.exists()


def test_a_recovery_code_that_is_used_is_entered_and_its_owner_is_told(
    client: Client, analyst: Person, django_capture_on_commit_callbacks: Any
) -> None:
    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    again, size = Client(), current_frontier().size
    try_to_sign_in(again, "analyst")
    with django_capture_on_commit_callbacks(execute=True):
        again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert [entry.code for entry in entries_since(size)] == ["recovery_codes.used", "staff.signed_in"]
    assert "recovery code was used" in mail.outbox[-1].body


def test_without_the_ledger_a_recovery_code_stays_unused(
    client: Client, analyst: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> None:
        raise LedgerUnwritable("no room")

    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    again = Client()
    try_to_sign_in(again, "analyst")
    with monkeypatch.context() as patched:
        patched.setattr(ledger, "_append", fails)
        with pytest.raises(LedgerUnwritable):
            again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    row = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert row.data["used_mask"] == 0
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302


def test_a_wrong_code_or_one_of_the_app_leaves_no_entry_of_a_recovery_code(
    client: Client, analyst: Person
) -> None:
    TOTP.activate(analyst, SECRET)
    try_to_sign_in(client, "analyst")
    size = current_frontier().size
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not entries_since(size)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert [entry.code for entry in entries_since(size)] == ["staff.signed_in"]


def test_a_mail_server_that_is_down_does_not_undo_a_change(
    client: Client, analyst: Person, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_new_recovery_codes_are_entered(client: Client, analyst: Person) -> None:
    set_up(client)
    size = current_frontier().size
    client.post(reverse("mfa_generate_recovery_codes"))
    assert [entry.code for entry in entries_since(size)] == ["recovery_codes.made"]


def test_a_reset_takes_away_every_factor_and_ends_every_session(
    client: Client, analyst: Person, administrator: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    TOTP.activate(analyst, SECRET)
    sign_in(client, analyst)
    assert client.get(reverse("desk_home")).status_code == 200
    size = current_frontier().size
    with django_capture_on_commit_callbacks(execute=True):
        assert reset_second_factor(analyst, reason=WHY, by=administrator, at=later(1)) == 1
    assert client.get(reverse("desk_home")).headers["Location"].startswith(reverse("account_login"))
    assert not Authenticator.objects.exists()
    (entry,) = entries_since(size)
    assert entry.code == "second_factor.reset"
    assert entry.facts == {"of": desk_keys().reference(f"person:{analyst.pk}"), "was": "staff", "factors": 1}
    assert mail.outbox[-1].to == ["ada@desk.example"]
    assert "taken away" in mail.outbox[-1].subject
    again = Client()
    try_to_sign_in(again, "analyst")
    assert again.get(reverse("desk_home")).headers["Location"] == reverse("mfa_activate_totp")


def test_the_reason_of_a_reset_is_kept_sealed(analyst: Person, administrator: Actor) -> None:
    reset_second_factor(analyst, reason=f" {WHY} ", by=administrator, at=later(1))
    row = SecondFactorReset.objects.get()
    assert WHY.encode() not in bytes(row.reason_sealed)
    assert open_text(row.data_key, row.reason_sealed, "second_factor_reset.reason") == WHY


def test_nobody_resets_their_own_and_only_an_administrator_resets(
    analyst: Person, administrator: Actor
) -> None:
    with pytest.raises(SecondPersonNeeded):
        reset_second_factor(administrator.somebody, reason=WHY, by=administrator, at=later(1))
    with pytest.raises(NotAllowed):
        reset_second_factor(administrator.somebody, reason=WHY, by=Actor(person=analyst), at=later(1))
    with pytest.raises(InputRefused):
        reset_second_factor(analyst, reason="lost", by=administrator, at=later(1))
    assert not SecondFactorReset.objects.exists()


def test_the_desk_itself_resets_from_its_command_line(administrator: Actor) -> None:
    size = current_frontier().size
    reset_second_factor(administrator.somebody, reason=WHY, by=DESK, at=later(1))
    assert entries_since(size)[0].role == "system"


def test_without_the_ledger_nothing_is_reset(
    analyst: Person, administrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> None:
        raise LedgerUnwritable("no room")

    TOTP.activate(analyst, SECRET)
    monkeypatch.setattr(ledger, "_append", fails)
    with pytest.raises(LedgerUnwritable):
        reset_second_factor(analyst, reason=WHY, by=administrator, at=later(1))
    assert Authenticator.objects.exists()
    assert Person.objects.get(pk=analyst.pk).sessions_ended == 0


@pytest.mark.parametrize("who", ["", "nobody", "nobody@agency.example", "analys"])
def test_an_account_that_is_not_there_is_not_found(analyst: Person, who: str) -> None:
    with pytest.raises(InputRefused):
        find_account(who)


def test_an_officer_is_found_by_the_address_of_the_account(story: Story) -> None:
    from tests.actions.test_second_factors import address_of_story

    assert find_account(f" {address_of_story(story).upper()} ") == story.officer.person


def address_of_story(story: Story) -> str:
    from writdesk.actions.correspondence.tell_person import address_of

    return address_of(story.officer.person)


class TestOfficers:
    """A reset is what the thief of an officer's mailbox asks for."""

    def reset(self, story: Story) -> None:
        reset_second_factor(story.officer.person, reason=WHY, by=DESK, at=story.tick())

    def test_the_next_delivery_waits_for_a_call_back_again(self, story: Story) -> None:
        story.delivered()
        self.reset(story)
        story.built()
        with pytest.raises(NotYet, match="reset"):
            deliver_production(story.reference, by=story.by("custodian"), at=story.tick())
        story.called_back()
        deliver_production(story.reference, by=story.by("custodian"), at=story.tick())

    def test_a_call_back_from_before_the_reset_does_not_count(self, story: Story) -> None:
        story.built().called_back()
        self.reset(story)
        with pytest.raises(NotYet, match="reset"):
            deliver_production(story.reference, by=story.by("custodian"), at=story.tick())

    def test_a_package_delivered_before_waits_as_well(self, story: Story) -> None:
        story.delivered()
        self.reset(story)
        with pytest.raises(NotYet, match="call your agency back"):
            download_production(story.reference, by=story.by("officer"), at=story.tick())
        assert Production.objects.get().downloads == 0
        Production.objects.update(available_until=timezone.now() + timedelta(days=1))
        officer = Client()
        sign_in(officer, Person.objects.get(pk=story.officer.person.pk))
        page = officer.get(reverse("officer_package", args=[story.reference])).content.decode()
        assert "You cannot download it yet" in page
        assert f"Download {story.reference}" not in page
        story.called_back()
        assert download_production(story.reference, by=story.by("officer"), at=story.tick()).downloads == 1

    def test_the_officer_is_told_and_the_entry_says_it_was_an_officer(
        self, story: Story, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        size = current_frontier().size
        with django_capture_on_commit_callbacks(execute=True):
            self.reset(story)
        assert mailoutbox[-1].to == ["dana.ruiz@springfield-pd.example"]
        assert "call your agency back" in " ".join(mailoutbox[-1].body.split())
        assert entries_since(size)[0].facts["was"] == "officer"


def test_whoever_waits_at_the_page_for_the_code_goes_on_after_a_reset(
    client: Client, analyst: Person, administrator: Actor
) -> None:
    TOTP.activate(analyst, SECRET)
    try_to_sign_in(client, "analyst")
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    reset_second_factor(analyst, reason=WHY, by=administrator, at=later(1))
    page = client.get(reverse("mfa_authenticate"), follow=True)
    assert page.request["PATH_INFO"] == reverse("account_login")
    assert page.status_code == 200
    try_to_sign_in(client, "analyst")
    assert client.get(reverse("desk_home")).headers["Location"] == reverse("mfa_activate_totp")


def test_the_desk_is_told_what_waits_after_a_reset(story: Story) -> None:
    story.delivered()
    request, person = story.fresh(), story.people["analyst"]
    assert not [step for step in next_steps(request, person, against=0).steps if step.label == "Call back"]
    reset_second_factor(story.officer.person, reason=WHY, by=DESK, at=story.tick())
    bar = next_steps(request, person, against=0)
    assert bar.turn == WITHHELD
    assert [step for step in bar.steps if step.label == "Call back"]
    story.called_back()
    assert next_steps(request, person, against=0).turn != WITHHELD

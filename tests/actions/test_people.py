"""Staff are added, invited, changed, closed and opened again; each act once in the ledger, without a name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.actions.story import Story
from tests.actions.test_second_factors import entries_since
from tests.conftest import MakePerson
from tests.factories import EMERGENCY, NOW
from writdesk.actions.actor import DESK, Actor
from writdesk.actions.errors import ActionRefused, InputRefused, NotAllowed, NotYet, SecondPersonNeeded
from writdesk.actions.on_call.quiet_alarm import quiet_alarm
from writdesk.actions.on_call.raise_alarm import raise_alarm
from writdesk.actions.people.accept_invitation import accept_invitation
from writdesk.actions.people.add_person import add_person
from writdesk.actions.people.change_password import change_password
from writdesk.actions.people.change_person import change_person
from writdesk.actions.people.close_account import close_account
from writdesk.actions.people.invite_again import invite_again
from writdesk.actions.people.inviting import Invited
from writdesk.actions.people.open_account import open_account
from writdesk.actions.people.set_roles import set_roles
from writdesk.adapters.single_sign_on import single_sign_on_from
from writdesk.adapters.vault import desk_keys
from writdesk.store.invitations import Invitation
from writdesk.store.jobs import Job
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.on_call import Alarm, OnCall
from writdesk.store.people import Person, Role, has_staff

pytestmark = pytest.mark.django_db
STRONG = "anvil harbour plum seventeen"
NOOR = {"username": "n.haddad", "name": "Noor Haddad", "email": "noor@desk.example", "roles": ["analyst"]}


@pytest.fixture
def admin(make_person: MakePerson) -> Actor:
    return Actor(person=make_person(Role.ADMINISTRATOR))


def added(by: Actor, at: datetime = NOW, **changes: Any) -> Invited:
    return add_person(**{**NOOR, **changes}, by=by, at=at)


def token_of(invited: Invited) -> str:
    return invited.link.split("/invitation/")[1].strip("/")


def accepted(invited: Invited, at: datetime = NOW) -> Person:
    return accept_invitation(token_of(invited), password=STRONG, again=STRONG, at=at)


def test_somebody_is_added_invited_and_chooses_a_password(admin: Actor) -> None:
    size = current_frontier().size
    invited = added(admin)
    assert not invited.person.has_usable_password()
    person = accepted(invited)
    assert person.check_password(STRONG)
    first, second = entries_since(size)
    assert (first.code, first.facts["roles"], first.role) == ("person.added", "analyst", "administrator")
    assert first.facts["of"] == desk_keys().reference(f"person:{person.pk}") == second.actor
    assert (second.code, second.role) == ("invitation.accepted", "analyst")
    whole = b"".join(body_of(index) for index in range(size, current_frontier().size))
    assert b"noor" not in whole.lower()
    assert b"haddad" not in whole.lower()


def test_only_the_hash_of_a_link_is_kept(admin: Actor) -> None:
    token = token_of(added(admin))
    assert token not in str(list(Invitation.objects.values_list("token_hash", flat=True)))


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"name": "  "}, "name"),
        ({"name": "N" * 300}, "name"),
        ({"name": "Noor\u202eHaddad"}, "name"),
        ({"username": "Noor Haddad"}, "username"),
        ({"username": "officer-1"}, "username"),
        ({"username": "ADMINISTRATOR"}, "username"),
        ({"email": "noor"}, "email"),
        ({"roles": []}, "roles"),
        ({"roles": ["officer"]}, "roles"),
        ({"roles": ["king"]}, "roles"),
    ],
)
def test_a_fault_in_an_account_is_named_at_its_field(
    admin: Actor, changes: dict[str, Any], place: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        added(admin, **changes)
    assert [where for where, _said in refused.value.faults] == [place]
    assert Person.objects.count() == 1


def test_two_people_cannot_have_one_address(admin: Actor) -> None:
    added(admin)
    with pytest.raises(InputRefused, match="Somebody else here has this address"):
        added(admin, username="second", email="NOOR@desk.example")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_touches_an_account(
    admin: Actor, make_person: MakePerson, role: Role
) -> None:
    other = Actor(person=make_person(role, username="other"))
    noor = added(admin).person
    size = current_frontier().size
    for act in (
        lambda: added(other, username="third", email=""),
        lambda: invite_again(noor, by=other, at=NOW),
        lambda: change_person(noor, name="X", email="", by=other, at=NOW),
        lambda: set_roles(noor, ["counsel"], by=other, at=NOW),
        lambda: close_account(noor, by=other, at=NOW),
        lambda: open_account(noor, by=other, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert current_frontier().size == size


def test_an_officer_is_never_taken_for_staff(admin: Actor, story: Story) -> None:
    officer = story.people["officer"]
    for act in (
        lambda: invite_again(officer, by=admin, at=NOW),
        lambda: set_roles(officer, ["administrator"], by=admin, at=NOW),
        lambda: close_account(officer, by=admin, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_link_works_once_for_72_hours_and_only_the_newest(admin: Actor) -> None:
    first = added(admin)
    second = invite_again(first.person, by=admin, at=NOW)
    late = NOW + timedelta(hours=72, seconds=1)
    for invited, at in ((first, NOW), (second, late)):
        with pytest.raises(NotAllowed, match="has run out"):
            accepted(invited, at)
    accepted(second, NOW + timedelta(hours=71))
    with pytest.raises(NotAllowed, match="used already"):
        accepted(second, NOW)


def test_a_weak_password_leaves_the_link_good(admin: Actor) -> None:
    invited = added(admin)
    for password, again in (("short", "short"), ("noor haddad 26", "noor haddad 26"), (STRONG, STRONG + "x")):
        with pytest.raises(InputRefused):
            accept_invitation(token_of(invited), password=password, again=again, at=NOW)
    accepted(invited)


def test_a_link_that_was_not_used_dies_with_the_account(admin: Actor) -> None:
    invited = added(admin)
    close_account(invited.person, by=admin, at=NOW)
    with pytest.raises(NotAllowed):
        accepted(invited)
    with pytest.raises(NotYet, match="Open it again"):
        invite_again(invited.person, by=admin, at=NOW)
    open_account(invited.person, by=admin, at=NOW)
    with pytest.raises(NotAllowed):
        accepted(invited)


def test_the_mail_brings_the_link_where_a_server_is_named(
    admin: Actor, settings: Any, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    settings.MAIL_IS_SET_UP = True
    with django_capture_on_commit_callbacks(execute=True):
        invited = added(admin)
    assert invited.has_left
    assert invited.link in mailoutbox[0].body
    assert mailoutbox[0].to == ["noor@desk.example"]


def test_a_server_that_is_down_loses_the_mail_and_not_the_account(
    admin: Actor, settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def down(*_args: object) -> None:
        raise ConnectionRefusedError

    settings.MAIL_IS_SET_UP = True
    monkeypatch.setattr("writdesk.actions.people.inviting.send_mail", down)
    with django_capture_on_commit_callbacks(execute=True):
        invited = added(admin)
    assert not invited.has_left
    accepted(invited)


def test_with_single_sign_on_only_there_is_no_password_and_an_address_is_needed(
    admin: Actor, settings: Any
) -> None:
    environment = {
        "WRITDESK_SSO_ISSUER": "https://sign-on.example",
        "WRITDESK_SSO_CLIENT_ID": "desk",
        "WRITDESK_SSO_CLIENT_SECRET": "secret",
        "WRITDESK_SSO_ONLY": "1",
    }
    settings.SINGLE_SIGN_ON = single_sign_on_from(environment)
    with pytest.raises(InputRefused, match="single sign-on only"):
        added(admin, email="")
    invited = added(admin)
    assert invited.is_single_sign_on
    assert invited.link.endswith("/sign-in/")
    assert not Invitation.objects.exists()


def test_roles_are_set_and_what_they_opened_goes_back(
    admin: Actor, story: Story, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    story.received()
    analyst = story.people["analyst"]
    Person.objects.filter(pk=analyst.pk).update(email="ada@desk.example")
    story.request.assigned_to = analyst
    story.request.save()
    OnCall.objects.create(person=analyst, turn=1)
    size = current_frontier().size
    with django_capture_on_commit_callbacks(execute=True):
        set_roles(analyst, ["auditor"], by=admin, at=NOW)
    (entry,) = entries_since(size)
    assert entry.facts["was"] == "analyst"
    assert (entry.facts["roles"], entry.facts["requests"]) == ("auditor", 1)
    assert story.fresh().assigned_to is None
    assert not OnCall.objects.exists()
    assert "Your roles at the desk are now: auditor." in mailoutbox[-1].body


def test_other_roles_that_still_read_keep_the_requests(admin: Actor, story: Story) -> None:
    story.received()
    story.request.assigned_to = story.people["analyst"]
    story.request.save()
    set_roles(story.people["analyst"], ["counsel", "custodian"], by=admin, at=NOW)
    assert story.fresh().assigned_to == story.people["analyst"]


def test_a_closed_account_gives_back_what_it_held_and_keeps_its_history(admin: Actor, story: Story) -> None:
    story.received()
    analyst = story.people["analyst"]
    story.request.assigned_to = analyst
    story.request.save()
    revision = story.fresh().revision
    OnCall.objects.create(person=analyst, turn=1)
    size = current_frontier().size
    assert close_account(analyst, by=admin, at=NOW) == 1
    (entry,) = entries_since(size)
    assert entry.code == "person.closed"
    assert (entry.facts["requests"], entry.facts["was_on_call"]) == (1, True)
    assert (story.fresh().assigned_to, story.fresh().revision) == (None, revision + 1)
    assert Person.objects.get(pk=analyst.pk).sessions_ended == 1
    open_account(analyst, by=admin, at=NOW)
    assert entries_since(size)[-1].code == "person.opened"
    for again in (open_account, lambda *a, **k: (close_account(*a, **k), close_account(*a, **k))):
        with pytest.raises(InputRefused, match="already"):
            again(analyst, by=admin, at=NOW)


def test_an_emergency_that_only_a_closed_person_had_is_paged_anew(admin: Actor, story: Story) -> None:
    story.received(EMERGENCY)
    raise_alarm(story.fresh(), at=NOW)
    quiet_alarm(story.request.reference, by=story.by("analyst"), at=NOW)
    before = Job.objects.count()
    close_account(story.people["analyst"], by=admin, at=NOW)
    assert Alarm.objects.get().quiet_at is None
    assert Job.objects.count() == before + 1


def test_nobody_changes_their_own_roles_or_closes_their_own_account(admin: Actor) -> None:
    for act in (
        lambda: set_roles(admin.somebody, ["analyst"], by=admin, at=NOW),
        lambda: close_account(admin.somebody, by=admin, at=NOW),
        lambda: invite_again(admin.somebody, by=admin, at=NOW),
    ):
        with pytest.raises(SecondPersonNeeded):
            act()


def test_the_last_administrator_stays_even_at_the_command_line(admin: Actor) -> None:
    for act in (
        lambda: close_account(admin.somebody, by=DESK, at=NOW),
        lambda: set_roles(admin.somebody, ["analyst"], by=DESK, at=NOW),
    ):
        with pytest.raises(InputRefused, match="last administrator"):
            act()
    second = added(admin, roles=["administrator"]).person
    close_account(admin.somebody, by=DESK, at=NOW)
    with pytest.raises(ActionRefused):
        close_account(second, by=admin, at=NOW)


def test_a_new_address_is_told_to_the_old_one(
    admin: Actor, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    noor = added(admin).person
    size = current_frontier().size
    with django_capture_on_commit_callbacks(execute=True):
        change_person(noor, name="Noor  Haddad", email="n.haddad@desk.example", by=admin, at=NOW)
    assert [mail.to[0] for mail in mailoutbox] == ["noor@desk.example", "n.haddad@desk.example"]
    (entry,) = entries_since(size)
    assert (entry.facts["has_new_name"], entry.facts["has_new_address"]) == (False, True)
    with pytest.raises(InputRefused, match="as before"):
        change_person(noor, name="Noor Haddad", email="n.haddad@desk.example", by=admin, at=NOW)
    OnCall.objects.create(person=noor, turn=1)
    with pytest.raises(InputRefused, match="is on call"):
        change_person(noor, name="Noor Haddad", email="", by=admin, at=NOW)


def test_a_password_is_changed_with_the_current_one(admin: Actor, make_person: MakePerson) -> None:
    analyst = Actor(person=make_person(Role.ANALYST))
    size = current_frontier().size
    with pytest.raises(InputRefused, match="not your password"):
        change_password(current="wrong", password=STRONG, again=STRONG, by=analyst, at=NOW)
    change_password(current="a long enough password", password=STRONG, again=STRONG, by=analyst, at=NOW)
    assert [entry.code for entry in entries_since(size)] == ["password.changed"]
    officer = Actor(person=make_person(Role.OFFICER))
    with pytest.raises(NotAllowed):
        change_password(current="a long enough password", password=STRONG, again=STRONG, by=officer, at=NOW)


def test_a_desk_begins_without_staff(story: Story) -> None:
    assert has_staff()
    Person.objects.filter(officer__isnull=True).delete()
    assert not has_staff()


def test_the_desk_itself_makes_the_first_administrator() -> None:
    size = current_frontier().size
    added(DESK, roles=["administrator"], at=timezone.now())
    assert [(entry.code, entry.role) for entry in entries_since(size)] == [("person.added", "system")]

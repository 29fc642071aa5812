"""writdesk people: staff are added, closed and given roles, and a lost second factor is reset."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from click.testing import CliRunner
from django.utils import timezone
from tests.conftest import MakePerson
from tests.web.test_sign_in import SECRET

from writdesk.actions.people.accept_invitation import accept_invitation
from writdesk.cli import main
from writdesk.store.people import Role

pytestmark = pytest.mark.django_db
RESET = ["people", "reset-second-factor", "administrator", "--reason"]
WHY = "Came by in person; the telephone was stolen."


def test_a_lost_second_factor_is_reset_after_a_question(make_person: MakePerson) -> None:
    TOTP.activate(make_person(Role.ADMINISTRATOR), SECRET)
    refused = CliRunner().invoke(main, [*RESET, WHY], input="n\n")
    assert (refused.exit_code, Authenticator.objects.count()) == (1, 1)
    done = CliRunner().invoke(main, [*RESET, WHY], input="y\n")
    assert done.exit_code == 0, done.output
    assert "1 second factor" in done.output
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([*RESET, "lost"], "at least twenty"),
        (["people", "reset-second-factor", "nobody", "--reason", WHY], "Nobody here"),
    ],
)
def test_a_reset_that_cannot_be_done_says_why(
    make_person: MakePerson, arguments: list[str], words: str
) -> None:
    make_person(Role.ADMINISTRATOR)
    result = CliRunner().invoke(main, [*arguments, "--yes"])
    assert result.exit_code == 1
    assert words in result.output


ADD = ["people", "add", "n.haddad", "--name", "Noor Haddad", "--role", "administrator"]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    return result.exit_code, result.output


def test_the_first_administrator_is_added_and_the_link_printed() -> None:
    assert run("people", "list") == (0, "Nobody works here yet. Add the first: writdesk people add --help\n")
    code, said = run(*ADD, "--email", "noor@desk.example")
    assert code == 0, said
    token = said.split("/invitation/")[1].split("/")[0]
    person = accept_invitation(
        token, password="anvil harbour plum 17", again="anvil harbour plum 17", at=timezone.now()
    )
    assert person.roles == ["administrator"]
    assert "open" in run("people", "list")[1]


def test_staff_are_invited_again_closed_opened_and_given_other_roles(make_person: MakePerson) -> None:
    make_person(Role.ADMINISTRATOR)
    run(*ADD)
    assert "/invitation/" in run("people", "invite", "n.haddad")[1]
    roles = ("--role", "auditor", "--role", "analyst")
    assert run("people", "set-roles", "n.haddad", *roles) == (0, "n.haddad: analyst, auditor\n")
    assert "went back to the queue: 0" in run("people", "close", "n.haddad", "--yes")[1]
    assert "closed" in run("people", "list")[1]
    assert run("people", "open", "n.haddad")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["people", "close", "administrator", "--yes"], "last administrator"),
        (["people", "set-roles", "administrator", "--role", "analyst"], "last administrator"),
        (["people", "open", "administrator"], "open already"),
        (["people", "invite", "nobody"], "writdesk people list"),
        (["people", "add", "administrator", "--name", "A", "--role", "analyst"], "already"),
        (["people", "add", "second", "--name", "A"], "at least one role"),
    ],
)
def test_what_cannot_be_done_to_an_account_says_why(
    make_person: MakePerson, arguments: list[str], words: str
) -> None:
    make_person(Role.ADMINISTRATOR)
    code, said = run(*arguments)
    assert code == 1
    assert words in said

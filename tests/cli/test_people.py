"""writdesk people: a lost second factor is reset from the command line."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from click.testing import CliRunner
from tests.conftest import MakePerson
from tests.web.test_sign_in import SECRET

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

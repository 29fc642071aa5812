"""Looking through records in a real browser: keys, choosing, leaving out; nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import MakePerson
from tests.web.desk.conftest import OnTheDesk
from tests.web.desk.test_in_browser import Desk, worker_works
from tests.web.desk.test_review import approve  # noqa: F401  the fixture
from writdesk.store.people import Role
from writdesk.store.productions import left_out_of
from writdesk.store.requests import Request

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clipstream"),
]


def test_a_custodian_looks_through_leaves_out_and_certifies(
    open_page: Callable[..., Desk],
    make_person: MakePerson,
    on_the_desk: OnTheDesk,
    approve: Callable[[], Request],  # noqa: F811
) -> None:
    request = approve()
    custodian = Desk(open_page(person=make_person(Role.CUSTODIAN, username="mirela", name="Mirela Popescu")))
    address = f"/desk/requests/{request.reference}/collected/"
    custodian.open(address, "collecting")
    worker_works()
    custodian.page.get_by_role("heading", name="Left out").wait_for()
    custodian.look("collected")
    custodian.follow("Direct message")
    custodian.look("section")
    page = custodian.page
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.get_by_role("button", name="Leave out the chosen (2)").is_visible()
    page.get_by_role("button", name="Leave out the chosen").click()
    custodian.look("section-refused")
    assert page.locator('input[name="record"]:checked').count() == 2
    page.get_by_label("Reason").select_option("privileged")
    page.get_by_label("In words").fill("Letters to the account holder’s lawyer.")
    page.get_by_role("button", name="Leave out the chosen").click()
    page.get_by_text("Left out: Privileged").first.wait_for()
    custodian.look("section-left-out")
    custodian.open(address, "collected-left-out")
    page.get_by_role("link", name="Look at the counts and certify").click()
    custodian.look("certify-left-out")
    assert sum(last - first + 1 for first, last in left_out_of(request.collections.get())) == 2


def test_records_are_looked_through_without_scripts(
    open_page: Callable[..., Desk],
    make_person: MakePerson,
    approve: Callable[[], Request],  # noqa: F811
) -> None:
    request = approve()
    worker_works()
    person = make_person(Role.CUSTODIAN, username="mirela", name="Mirela Popescu")
    page = open_page(person=person, scripts=False)
    page.goto(f"/desk/requests/{request.reference}/collected/user_interactions/direct_message/")
    page.locator('input[name="record"]').nth(1).check()
    page.get_by_label("Reason").select_option("duplicate")
    page.get_by_role("button", name="Leave out the chosen").click()
    assert page.get_by_text("Left out: A duplicate").is_visible()

"""What the tests share: a desk that answers, people who are signed in, and a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest

# Playwright's own loop runs in the thread of the test; Django would take it for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The same examples each time, and no fault because a machine is slow.
hypothesis.settings.register_profile(
    "desk",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
)
hypothesis.settings.load_profile("desk")

MakePerson = Callable[..., Any]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = {
    "browser": "WRITDESK_REQUIRE_BROWSER",
    "postgres": "WRITDESK_REQUIRE_POSTGRES",
    "mail": "WRITDESK_REQUIRE_MAIL",
}
QUIET_FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where the environment requires a browser or PostgreSQL, a skipped test of it is a failure."""
    outcome: Any = yield
    report = outcome.get_result()
    for marker, variable in REQUIRED.items():
        if report.skipped and os.environ.get(variable) == "1" and item.get_closest_marker(marker):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped though {variable}=1: {report.longrepr}"


def browser_path() -> str | None:
    """The system's Chromium, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests empty the tables between them. Triggers of the ledger forbid that; they have their own tests."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for the session; it talks to loopback only."""
    from playwright.sync_api import sync_playwright

    path = browser_path()
    if path is None:
        pytest.skip("There is no Chromium; install one (apt-get install chromium) to run the browser tests")
    flags = [*QUIET_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else QUIET_FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page on the live desk: ``open_page(width=390, dark=True)``. No page may log an error."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_one(*, width: int = 1280, dark: bool = False, person: Any = None, scripts: bool = True) -> Any:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        if person is not None:
            context.add_cookies([session_cookie(person, live_server.url)])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    expected = "the server responded with a status of 4"
    assert not [fault for fault in faults if expected not in fault]


def session_cookie(person: Any, url: str) -> dict[str, str]:
    """The cookie of a session that showed both factors."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    sign_in(client, person)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key or "", "url": url}


def sign_in(client: Any, person: Any, *, has_second_factor: bool = True) -> None:
    """Signs a person in as the pages would, without typing."""
    client.force_login(person)
    session = client.session
    methods = ["password", "mfa"] if has_second_factor else ["password"]
    session["account_authentication_methods"] = [
        {"method": method, "at": 4_000_000_000} for method in methods
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


@pytest.fixture
def make_person(db: None) -> MakePerson:
    """Makes a person with these roles."""
    from writdesk.store.people import Person

    def make(*roles: str, username: str = "", name: str = "") -> Person:
        username = username or "-".join(roles) or "nobody"
        person = Person(username=username, name=name or username.title(), roles=list(roles))
        person.set_password("a long enough password")
        person.save()
        return person

    return make


@pytest.fixture(autouse=True)
def _fresh_limits(request: pytest.FixtureRequest) -> None:
    """Limits on sign-in begin anew with each test."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        from django.core.cache import cache

        cache.clear()

"""What was typed and uploaded when a session had ended: kept, sealed, until its own officer is back.

A browser remembers, signed, which officer last worked in it. Only for that officer something is kept, only
the same officer is shown it again, and only for as long as the new session lasts. Uploads lie as blobs sealed
with a key that is in that session alone; no row names them, so the sweep takes what nobody came back for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from time import time
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase

from writdesk.actions.errors import NoRoom
from writdesk.actions.intake.uploads import Upload, put_aside, take_back
from writdesk.adapters.vault import desk_keys
from writdesk.store.people import Person, Role
from writdesk.web.uploads import OversizedUpload

KEPT, FILES = "officer_kept", "officer_kept_files"
MOST_BYTES = 200_000
MOST_SECONDS = 2 * 3600
OFFICER_PAGES = "/officer/"
NOT_KEPT = {"csrfmiddlewaretoken"}
REMEMBERED_SECONDS = 7 * 24 * 3600
WRITTEN_AGAIN_AFTER = 3600


@dataclass(frozen=True, kw_only=True)
class _LastOfficer:
    """The officer who last worked in this browser, as a signed keyed reference in a cookie."""

    name: str

    def read(self, request: HttpRequest, max_age: int = REMEMBERED_SECONDS) -> str:
        """The reference; empty where there is none that holds."""
        with suppress(signing.BadSignature):
            return self._signer().unsign(request.COOKIES.get(self.name, ""), max_age=max_age)
        return ""

    def write(self, response: HttpResponseBase, reference: str) -> None:
        """Remember the officer."""
        response.set_cookie(
            self.name,
            self._signer().sign(reference),
            max_age=REMEMBERED_SECONDS,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )

    def _signer(self) -> signing.TimestampSigner:
        return signing.TimestampSigner(salt="writdesk.last-officer")


class LastOfficerMiddleware:
    """Lets a browser remember which officer works in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Writes the cookie at most once an hour."""
        response = self.get_response(request)
        if request.path.startswith(OFFICER_PAGES):
            reference = _person_reference(request)
            if reference and _cookie().read(request, WRITTEN_AGAIN_AFTER) != reference:
                _cookie().write(response, reference)
        return response


def keep_typed(request: HttpRequest) -> None:
    """Keep a form of our own page, for its own officer to send."""
    by = _person_reference(request) or _cookie().read(request)
    if not by or not _is_our_form(request):
        return
    frame = {"path": request.path, "by": by, "at": time()}
    typed = {name: value for name, value in request.POST.items() if name not in NOT_KEPT}
    if sum(len(name) + len(str(value)) for name, value in typed.items()) <= MOST_BYTES:
        request.session[KEPT] = frame | {"typed": typed}
    files = _put_aside(request.FILES.getlist("documents"))
    if files:
        request.session[FILES] = frame | {"files": files}


def has_kept(request: HttpRequest) -> bool:
    """Whether something waits for its officer."""
    return KEPT in request.session or FILES in request.session


def take_kept(request: HttpRequest) -> dict[str, str]:
    """What this officer typed on this very page before the session ended; once."""
    if request.method != "GET" or KEPT not in request.session:
        return {}
    kept = request.session[KEPT]
    if not _is_own(request, kept):
        del request.session[KEPT]
        return {}
    if kept["path"] != request.path:
        return {}
    del request.session[KEPT]
    typed: dict[str, str] = kept["typed"]
    return typed


def kept_names(request: HttpRequest) -> tuple[str, ...]:
    """The names of the files that wait to be sent again from this page."""
    kept = request.session.get(FILES)
    if not kept or not _is_own(request, kept) or not kept["path"].startswith(request.path):
        return ()
    return tuple(each["name"] for each in kept["files"])


def take_kept_files(request: HttpRequest) -> list[Upload]:
    """The files that wait for this page; once. What cannot be opened any more is left out."""
    if not kept_names(request):
        return []
    found = []
    for each in request.session.pop(FILES)["files"]:
        with suppress(FileNotFoundError):
            found.append(take_back(each["name"], each["blob"], bytes.fromhex(each["key"])))
    return found


def _put_aside(files: Sequence[object]) -> list[dict[str, str]]:
    """Sealed, each with a key of its own; nothing where there is no room: the officer chooses them again."""
    aside: list[dict[str, str]] = []
    with suppress(NoRoom):
        for file in files:
            if isinstance(file, UploadedFile) and not isinstance(file, OversizedUpload):
                upload = Upload(name=file.name or "", source=BytesIO(file.read()))
                blob, key = put_aside(upload)
                aside.append({"name": upload.name, "blob": blob, "key": key.hex()})
    return aside


def _is_own(request: HttpRequest, kept: dict[str, Any]) -> bool:
    is_fresh = time() - float(kept.get("at", 0)) < MOST_SECONDS
    return is_fresh and kept.get("by") == _person_reference(request)


def _person_reference(request: HttpRequest) -> str:
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not person.is_authenticated or not person.has_role(Role.OFFICER):
        return ""
    return desk_keys().reference("browser", str(person.pk))


def _cookie() -> _LastOfficer:
    return _LastOfficer(name=settings.LAST_OFFICER_COOKIE_NAME)


def _is_our_form(request: HttpRequest) -> bool:
    """A form that another site sends is not kept: the token against forged forms is checked only later."""
    if request.method != "POST" or not request.path.startswith(OFFICER_PAGES):
        return False
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"

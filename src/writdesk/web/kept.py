"""What was typed when a session had ended: kept, sealed, in the new session until the officer is back."""

from __future__ import annotations

from django.http import HttpRequest

KEPT = "officer_kept"
MOST_BYTES = 200_000
OFFICER_PAGES = "/officer/"
NOT_KEPT = {"csrfmiddlewaretoken"}


def keep_typed(request: HttpRequest) -> None:
    """Keep the fields of a form of our own page. They are only shown again, for the officer to send."""
    if not _is_our_form(request):
        return
    typed = {name: value for name, value in request.POST.items() if name not in NOT_KEPT}
    if sum(len(name) + len(str(value)) for name, value in typed.items()) <= MOST_BYTES:
        request.session[KEPT] = {"path": request.path, "typed": typed}


def has_kept(request: HttpRequest) -> bool:
    """Whether something was typed that waits for its officer."""
    return KEPT in request.session


def take_kept(request: HttpRequest) -> dict[str, str]:
    """What was typed on this very page before the session ended; once."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return {}
    del request.session[KEPT]
    typed: dict[str, str] = kept["typed"]
    return typed


def _is_our_form(request: HttpRequest) -> bool:
    """A form that another site sends is not kept: the token against forged forms is checked only later."""
    if request.method != "POST" or not request.path.startswith(OFFICER_PAGES):
        return False
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"

"""What a person may not see, and what is not there, is the same page of absence."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404
from django.http.response import HttpResponseBase

from writdesk.store.access import NotFound

AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)


def answers_absence(view: Callable[..., AnyResponse]) -> Callable[..., AnyResponse]:
    """The view, with ``NotFound`` answered as 404."""

    @functools.wraps(view)
    def answer(*arguments: Any, **names: Any) -> AnyResponse:
        try:
            return view(*arguments, **names)
        except NotFound as absence:
            raise Http404 from absence

    return answer

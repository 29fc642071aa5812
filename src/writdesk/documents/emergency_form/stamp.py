"""The form's stamp: which form of which guideline it is, so that it is known again when it comes back."""

from __future__ import annotations

import re

STAMP_ID = "writdesk.form"
FORMAT = 1
_STAMP = re.compile(r"emergency-form/(\d{1,3}) ([a-z0-9-]{1,60}@[A-Za-z0-9.-]{1,40})")


def stamp_of(guideline_name: str) -> str:
    """The stamp of a guideline's form.

    >>> stamp_of("tiktok-inc@2020-08-13")
    'emergency-form/1 tiktok-inc@2020-08-13'
    """
    return f"emergency-form/{FORMAT} {guideline_name}"


def guideline_in(stamp: str) -> str | None:
    """The guideline's name; None for what is no stamp, or one of a form that is made otherwise.

    >>> guideline_in("emergency-form/1 tiktok-inc@2020-08-13")
    'tiktok-inc@2020-08-13'
    """
    found = _STAMP.fullmatch(stamp.strip())
    return found[2] if found and int(found[1]) == FORMAT else None

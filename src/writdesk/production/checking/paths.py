"""Which paths may stand in a bag, on every system at once."""

from __future__ import annotations

import re

_DRIVE = re.compile(r"\A[A-Za-z]:")
_CONTROL = re.compile("[\x00-\x1f\x7f]")


def fault_of_path(path: str) -> str | None:
    r"""What makes a path unsafe, or None.

    >>> fault_of_path("data/a.txt"), fault_of_path("data/../../etc/passwd"), fault_of_path("C:\\x")
    (None, "has '..' in it", 'has a backslash in it')
    """
    parts = path.split("/")
    faults = (
        (not path, "is empty"),
        (bool(_CONTROL.search(path)), "has a control character in it"),
        ("\\" in path, "has a backslash in it"),
        (path.startswith("/"), "is absolute"),
        (bool(_DRIVE.match(path)), "begins with a drive letter"),
        (".." in parts, "has '..' in it"),
        ("" in parts or "." in parts, "has an empty part or '.' in it"),
        (path.startswith("~"), "begins with '~'"),
        (any("\ud800" <= sign <= "\udfff" for sign in path), "is not UTF-8"),
    )
    return next((words for is_wrong, words in faults if is_wrong), None)

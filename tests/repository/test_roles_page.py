"""The table of roles in docs/people.md says what web/access.py does."""

from __future__ import annotations

import re
from pathlib import Path

from writdesk.store.people import Role
from writdesk.web.access import ACCESS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "people.md"
COLUMNS = (Role.ANALYST, Role.COUNSEL, Role.CUSTODIAN, Role.AUDITOR, Role.ADMINISTRATOR)


def rows() -> dict[str, set[Role]]:
    """Each page of the desk that the table names, and the roles with a yes."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        for name in re.findall(r"`(desk_\w+)`", cells[-1]) if len(cells) == len(COLUMNS) + 2 else ():
            found[name] = {role for role, cell in zip(COLUMNS, cells[1:-1], strict=True) if cell == "yes"}
    return found


def test_every_page_of_the_desk_stands_in_the_table_of_roles() -> None:
    missing = {name for name in ACCESS if name.startswith("desk_")} - set(rows())
    assert not missing, f"name them in the table of docs/people.md: {sorted(missing)}"


def test_the_table_of_roles_says_who_may() -> None:
    wrong = {
        name: sorted(roles)
        for name, roles in rows().items()
        if name not in ACCESS or roles != set(ACCESS[name].roles or ())
    }
    assert not wrong, f"mend the table of docs/people.md by web/access.py: {wrong}"

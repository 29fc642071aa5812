"""`make docs`: writes the pages of docs/ that are made from the code; `--check` says which are stale."""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import django

DOCS = Path(__file__).resolve().parents[1] / "docs"
MADE = "This page is made from the code by `make docs`; change the code instead.\n"
ERROR_MODULES = (
    "writdesk.core.errors",
    "writdesk.core.lifecycle",
    "writdesk.core.letters",
    "writdesk.guidelines.errors",
    "writdesk.sealing.errors",
    "writdesk.documents.errors",
    "writdesk.sources.errors",
    "writdesk.production.errors",
    "writdesk.ledger.errors",
    "writdesk.store.access",
    "writdesk.adapters.errors",
    "writdesk.actions.errors",
    "writdesk.actions.holding",
    "writdesk.jobs.worker",
)


def pages() -> dict[str, str]:
    """Every made page: its name in docs/ and its text."""
    return {
        "lifecycle.md": lifecycle_page(),
        "commands.md": commands_page(),
        "errors.md": errors_page(),
        "ledger-codes.md": ledger_codes_page(),
    }


def lifecycle_page() -> str:
    """The transition table and its diagram."""
    from writdesk.core.lifecycle import TRANSITIONS, diagram

    rows = [
        f"| {row.event} | {', '.join(row.sources)} | {row.target} | {', '.join(row.parties)} "
        f"| {', '.join(row.kinds)} | {row.must} |"
        for row in TRANSITIONS
    ]
    head = "| event | from | to | who | kinds | what must be true |\n|---|---|---|---|---|---|\n"
    drawn = f"```mermaid\n{diagram()}```\n"
    return f"# The life of a request\n\n{MADE}\n{drawn}\n{head}" + "\n".join(rows) + "\n"


def commands_page() -> str:
    """Every command with its help, as it prints it."""
    from writdesk.cli import main

    parts = ["# The command line\n", MADE]
    for words, command in _commands("writdesk", main):
        context = click.Context(command, info_name=words, max_content_width=100)
        parts.append(f"## `{words}`\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def _commands(words: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=words)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _commands(f"{words} {name}", inner)


def errors_page() -> str:
    """Every error that a person or a program can meet, with its stable code."""
    rows = []
    for name in ERROR_MODULES:
        module = importlib.import_module(name)
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Exception) and found.__module__ == name and hasattr(found, "code"):
                meaning = (found.__doc__ or "").strip().splitlines()[0]
                rows.append(f"| `{found.code}` | `{name}.{found.__name__}` | {meaning} |")
    head = "| code | error | meaning |\n|---|---|---|\n"
    return f"# Errors\n\n{MADE}\n{head}" + "\n".join(sorted(rows)) + "\n"


def ledger_codes_page() -> str:
    """Every code that an entry can have, and the facts that it may carry."""
    from writdesk.ledger.codes import CODES

    rows = [
        f"| `{code}` | {rule.meaning} | {', '.join(f'`{f}`' for f in sorted({**rule.must, **rule.may}))} |"
        for code, rule in CODES.items()
    ]
    head = "| code | what happened | facts it may carry |\n|---|---|---|\n"
    return f"# What the ledger enters\n\n{MADE}\n{head}" + "\n".join(rows) + "\n"


def main() -> int:
    """Write, or with ``--check`` compare."""
    os.environ.setdefault("WRITDESK_SECRET_KEY", "for-the-documentation")
    os.environ["DJANGO_SETTINGS_MODULE"] = "writdesk.settings"
    django.setup()
    stale = [name for name, text in pages().items() if not _is_current(DOCS / name, text)]
    if "--check" in sys.argv:
        print("\n".join(f"docs/{name} is not current; run: make docs" for name in stale))
        return bool(stale)
    for name in stale:
        (DOCS / name).write_text(pages()[name], encoding="utf-8")
        print(f"docs/{name}")
    return 0


def _is_current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())

"""Tables for ``docs/``, made and never edited: provisions of each guideline, conditions, circumstances."""

from __future__ import annotations

from pathlib import Path

from writdesk.core.conditions import CONDITIONS, FILES, Condition
from writdesk.core.conditions.circumstances import CIRCUMSTANCES
from writdesk.core.guideline import Basis, Guideline
from writdesk.guidelines.catalogue import Catalogue
from writdesk.guidelines.render import markdown_table
from writdesk.guidelines.words import applies_in_words

FORMAT_PAGE = "guideline-format.md"
MADE = "made by `writdesk guideline table --write docs/provisions`; do not edit"


def provision_table(guideline: Guideline) -> str:
    """The provisions of one guideline: id, applies to, condition, what follows, sentence."""
    rows = [
        [
            provision.id,
            applies_in_words(provision),
            _condition(provision.condition, provision.parameters),
            provision.if_not_met.value + (" (a person decides)" if provision.person_decides else ""),
            provision.text + ("" if provision.basis is Basis.TEXT else " (good practice)"),
        ]
        for provision in guideline.provisions
    ]
    table = markdown_table(["id", "applies to", "condition", "if not met", "sentence"], rows)
    about = f"{guideline.title}, {guideline.provider}."
    return f"# Provisions of {guideline.name}\n\n<!-- {MADE} -->\n\n{about}\n\n{table}\n"


def _condition(name: str, parameters: object) -> str:
    assert isinstance(parameters, dict)
    values = [
        f"{key} = {', '.join(sorted(value)) if isinstance(value, frozenset) else value}"
        for key, value in parameters.items()
    ]
    return f"{name} ({'; '.join(values)})" if values else name


def condition_table() -> str:
    """Every condition of the closed list, by the file of its noun."""
    parts = []
    for module in FILES:
        about = (module.__doc__ or "").strip().rstrip(".")
        rows = [
            _condition_row(each) for each in CONDITIONS.values() if each.check.__module__ == module.__name__
        ]
        parts += [f"**{about}**", markdown_table(["condition", "what must be so", "fact", "example"], rows)]
    return "\n\n".join(parts)


def _condition_row(condition: Condition) -> list[str]:
    mark = " ☞" if condition.judged_by_person else ""
    never = (
        f" Never {' or '.join(each.replace('_', ' ') for each in condition.never)}."
        if condition.never
        else ""
    )
    example = f'condition = "{condition.name}"'
    if condition.example:
        example += f", {condition.example}"
    return [condition.name + mark, condition.asks + never, condition.fact, example]


def circumstance_table() -> str:
    """Every circumstance that ``when`` may name."""
    rows = [[each.name, each.says, f'when = "{each.name}"'] for each in CIRCUMSTANCES.values()]
    return markdown_table(["circumstance", "the provision is asked when", "example"], rows)


def with_tables(page: str) -> str:
    """The page on the format, with the tables of conditions and circumstances brought up to date."""
    for name, table in (("conditions", condition_table()), ("circumstances", circumstance_table())):
        head, _, rest = page.partition(f"<!-- {name}: ")
        comment, _, rest = rest.partition("-->\n")
        _, _, tail = rest.partition(f"<!-- end of {name} -->")
        page = f"{head}<!-- {name}: {comment}-->\n\n{table}\n\n<!-- end of {name} -->{tail}"
    return page


def table_files(shelf: Catalogue, folder: Path) -> dict[Path, str]:
    """What every generated file should hold: one table a guideline, and the page on the format."""
    files = {folder / f"{each.id}-{each.version}.md": provision_table(each) for each in shelf.all()}
    page = folder.parent / FORMAT_PAGE
    if page.exists():
        files[page] = with_tables(page.read_text(encoding="utf-8"))
    return files

"""The scan that says on which line each key of a TOML file stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from writdesk.guidelines.catalogue import default_folder, guideline_files
from writdesk.guidelines.toml_lines import Lines

TRICKY = '''\
# a remark with ] and = and "
[guideline]
id = "x" # remark
text = """
[not.a.heading]
neither = "a key"
"""
"quoted key" = 1
list = [
  "a = b", # ]
  ["c"],
]
'single' = \'\'\'
[[no]]
\'\'\'
dotted.inner.key = 2

[[category]]
id = "one"
  [[category.in_part]]
  process = "p"
[[category]]
id = "two"
inline = { a = 1, b = "}" }
[[category.in_part]]
process = "q"
[[category.in_part]]
process = "r"
[routing]
by = "x"
'''


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("$.guideline", "[guideline]"),
        ("$.guideline.id", 'id = "x"'),
        ("$.guideline.text", "text ="),
        ("$.guideline.quoted key", '"quoted key"'),
        ("$.guideline.list", "list ="),
        ("$.guideline.single", "'single'"),
        ("$.guideline.dotted.inner.key", "dotted"),
        ("$.category[0].id", 'id = "one"'),
        ("$.category[0].in_part[0].process", '  process = "p"'),
        ("$.category[1].inline", "inline"),
        ("$.category[1].in_part[0].process", 'process = "q"'),
        ("$.category[1].in_part[1].process", 'process = "r"'),
        ("$.routing.by", "by ="),
    ],
)
def test_every_key_has_the_line_on_which_it_stands(path: str, start: str) -> None:
    tomllib.loads(TRICKY)
    line = Lines(TRICKY).of(path)
    assert TRICKY.splitlines()[line - 1].startswith(start)


def test_what_does_not_stand_in_the_file_has_the_line_of_its_nearest_parent() -> None:
    lines = Lines(TRICKY)
    assert lines.of("$.category[1].section") == lines.of("$.category[1]")
    assert lines.of("$.guideline.list[1]") == lines.of("$.guideline.list")
    assert lines.of("$.nothing.at[3].all") == 1


def paths(document: Any, at: str = "$") -> list[str]:
    if isinstance(document, dict):
        return [
            path for key, value in document.items() for path in (f"{at}.{key}", *paths(value, f"{at}.{key}"))
        ]
    if isinstance(document, list) and document and isinstance(document[0], dict):
        return [path for index, value in enumerate(document) for path in paths(value, f"{at}[{index}]")]
    return []


@pytest.mark.parametrize("file", guideline_files(default_folder()), ids=lambda file: file.parent.name)
def test_each_key_of_the_shipped_files_is_found_on_a_line_that_names_it(file: Any) -> None:
    text = file.read_text(encoding="utf-8")
    lines = Lines(text)
    for path in paths(tomllib.loads(text)):
        name = path.rsplit(".", 1)[1]
        assert name.split("[")[0] in text.splitlines()[lines.of(path) - 1], path

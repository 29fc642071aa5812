"""A small guideline file that passes the check, as text for tests to spoil."""

from __future__ import annotations

from pathlib import Path

SMALL = """\
[guideline]
id = "clipstream"
version = "2024"
title = "Guidelines for law enforcement"
provider = "Clipstream Ltd."
in_force_from = 2024-01-01
text_source = "https://clipstream.example/law"
request_types = ["legal"]

[routing]
by = "officer_jurisdiction"
serves = "*"

[[channel]]
id = "email"
takes = ["legal"]
text = "Write to law@clipstream.example."
section = "How to write"

[[process]]
id = "warrant"
kind = "warrant"
title = "Search warrant"
text = "We answer to a warrant."
section = "Process"

[[category]]
id = "videos"
title = "Videos"
fields = ["title", "file"]
reached_by = ["warrant"]
text = "Videos need a warrant."
section = "Data"

[[provision]]
id = "officer-name"
applies_to = ["legal"]
condition = "officer_name_given"
if_not_met = "clarify"
remedy = "Give your name."
text = "Give your name."
section = "Who you are"
"""

SMALL_CASES = """\
[base.legal]
kind = "legal"
received_at = 2024-03-04T15:20:00Z
channel = "email"

[base.legal.officer]
name = "Dana Ruiz"

[[case]]
name = "An officer gives a name"
base = "legal"
expect.findings.officer-name = "met"

[[case]]
name = "An officer without a name is asked for it"
base = "legal"
unset = ["officer.name"]
expect.findings.officer-name = "not_met"
"""


def write_small(folder: Path, text: str = SMALL, name: str = "2024", cases: str = SMALL_CASES) -> Path:
    """Write the file, and its cases, where a catalogue of this folder finds them."""
    path = folder / "clipstream" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.with_suffix(".cases.toml").write_text(cases, encoding="utf-8")
    return path

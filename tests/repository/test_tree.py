"""What the repository promises of itself. Each failure says the mend."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import writdesk

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "writdesk"
MOST_LINES = 400
# What a repository that anyone may clone does not name.
NOT_HERE = re.compile(
    r"/work/|/root/|/tmp/brief|pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian\.org"
)
BANNED_NAMES = {"utils.py", "helpers.py", "common.py", "manager.py", "misc.py"}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_file_of_code_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in tracked("*.py", "*.html", "*.css", "*.typ")
        if len(path.read_text().splitlines()) > MOST_LINES and "migrations" not in path.parts
    }
    assert not long, f"split by noun or verb: {long}"


def test_no_file_is_named_after_nothing() -> None:
    found = [str(path.relative_to(ROOT)) for path in tracked("*.py") if path.name in BANNED_NAMES]
    assert not found, f"name it after what it holds: {found}"


def test_every_package_says_what_belongs_there() -> None:
    names = [m.name for m in pkgutil.walk_packages(writdesk.__path__, "writdesk.") if m.ispkg]
    silent = [n for n in names if not n.endswith("migrations") and not importlib.import_module(n).__doc__]
    assert not silent, f"give their __init__.py a line: {silent}"


def test_the_repository_names_no_machine_and_no_registry() -> None:
    text_files = tracked("*.py", "*.md", "*.toml", "*.txt", "*.html", "*.css", "*.sh", "Makefile", ".ci/run")
    here = Path(__file__).resolve()
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in text_files
        if path != here and (match := NOT_HERE.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert not found, f"take it out: {found}"


def test_the_made_pages_of_the_documentation_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "tools/write_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_from_the_environment_is_documented() -> None:
    pattern = re.compile(r"[\"'](WRITDESK_[A-Z_]+|DATABASE_URL)[\"']")
    read = {name for path in tracked("src/*.py") for name in pattern.findall(path.read_text())}
    page = (ROOT / "docs" / "settings.md").read_text()
    missing = sorted(name for name in read if name not in page)
    assert not missing, f"describe them in docs/settings.md: {missing}"


def test_every_page_that_the_documentation_links_to_is_there() -> None:
    broken = [
        f"{page.relative_to(ROOT)} → {target}"
        for page in tracked("*.md")
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "guidelines" not in page.parts and not (page.parent / target).exists()
    ]
    assert not broken, f"mend the links: {broken}"


@pytest.mark.parametrize("path", sorted((SOURCE / "actions").rglob("*.py")), ids=lambda path: path.stem)
def test_an_action_enters_each_act_once(path: Path) -> None:
    for node in ast.parse(path.read_text()).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        calls = [
            n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        ]
        acts = [name for name in calls if name in {"act_on", "enter"}]
        assert len(acts) <= 1, f"{path.name}:{node.name} makes {len(acts)} entries; an act makes one"


def test_no_action_can_be_told_to_skip_a_duty() -> None:
    duties = re.compile(r"skip_|no_ledger|without_|force|log_action|check=")
    found = [
        f"{path.name}:{argument.arg}"
        for path in (SOURCE / "actions").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        for argument in (*node.args.args, *node.args.kwonlyargs)
        if duties.search(argument.arg)
    ]
    assert not found, f"an action has no off-switch: {found}"

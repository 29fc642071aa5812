"""What can go wrong with guidelines.

GuidelineError
├── UnknownGuideline     no guideline of this id or version, or none in force on that day
└── FaultyGuideline      the file does not load; every problem with file and line
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Problem:
    """One thing wrong with a guideline file. ``line`` counts from 1; ``code`` is stable."""

    file: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        """As compilers print it: file, line, what is wrong and how to mend it."""
        return f"{self.file}:{self.line}: {self.message} [{self.code}]"


class GuidelineError(Exception):
    """Anything wrong with a guideline. ``code`` is stable."""

    code = "guideline"


class UnknownGuideline(GuidelineError):
    """No such guideline or version, or none in force on the day asked about."""

    code = "unknown_guideline"


class FaultyGuideline(GuidelineError):
    """A guideline file that does not load. ``problems`` holds all of them."""

    code = "faulty_guideline"

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems apart and join them for whoever prints the error."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

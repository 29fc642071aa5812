"""The letters' files: top-level folder ``letters/``, one folder a letter, one file a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from writdesk.core.letters import CitedProvision, Letter, LetterFault, compose


def letter_from_file(
    letter: str,
    particulars: Mapping[str, str],
    provisions: Sequence[CitedProvision] = (),
    *,
    language: str = "en",
) -> Letter:
    """The letter in a language, English where that language has no file yet. Raises ``LetterFault``."""
    return compose(letter, _template(Path(settings.LETTERS_DIR), letter, language), particulars, provisions)


@lru_cache(maxsize=128)
def _template(folder: Path, letter: str, language: str) -> str:
    for candidate in (folder / letter / f"{language}.txt", folder / letter / "en.txt"):
        if candidate.is_file():
            return candidate.read_text(encoding="utf-8")
    raise LetterFault(f"There is no letter {letter} in {folder}.")

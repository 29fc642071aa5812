"""docs/data-map.md says every word that a data map may use and every error that an operator may meet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from writdesk.core.collected import Holding
from writdesk.sources import errors
from writdesk.sources.data_map import Conversion, KeyType, TimeUnit, Undated, Written

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "data-map.md").read_text("utf-8")
WORDS = {
    str(word) for words in (Holding, KeyType, TimeUnit, Written) for word in words
} | {str(word) for word in Conversion if word is not Conversion.AS_IS} | {str(Undated.PROVIDE)}  # fmt: skip
KEYS = re.findall(
    r"\w+",
    """guidelines media_root url url_env parquet id_pattern held_from held_until pattern written account_type
    time undated joins on only_when columns unit as party third_parties media media_type publicly_available
    like fields holding note also leaves_out_publicly_available""",
)
ERRORS = [
    each for each in vars(errors).values() if isinstance(each, type) and each.__base__ is errors.SourcesError
]


@pytest.mark.parametrize("word", sorted(WORDS) + KEYS)
def test_every_word_of_the_format_is_on_the_page(word):
    assert any(f"{mark}{word}{end}" in PAGE for mark in '`"[.{ \n' for end in '`" ]=\n'), word


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_every_error_is_on_the_page_and_in_the_tree(error):
    assert f"| `{error.__name__}` | `{error.code}` |" in PAGE
    assert error.__name__ in (errors.__doc__ or "")
    assert error.code in (errors.__doc__ or "")


def test_there_are_errors_to_look_for():
    assert len(ERRORS) == 5

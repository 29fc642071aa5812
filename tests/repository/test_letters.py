"""Every letter in letters/ can be filled with what the desk has."""

from __future__ import annotations

from pathlib import Path

import pytest

from writdesk.core.letters import CitedProvision, LetterFault, compose

LETTERS = Path(__file__).resolve().parents[2] / "letters"
PARTICULARS = {
    name: f"<{name}>"
    for name in (
        "reference", "kind", "officer", "received_at", "received_on", "link", "service", "provider",
        "granted", "refer_to", "because", "available_until", "sha256", "minutes",
        "begun_on", "until", "happened", "at", "onward", "to", "words", "text", "username",
    )
}  # fmt: skip
PROVISION = CitedProvision(
    remedy="Give a street address.", text="P.O Box will not be accepted", section="Party"
)


@pytest.mark.parametrize("path", sorted(LETTERS.glob("*/*.txt")), ids=lambda path: path.parent.name)
def test_a_letter_has_a_subject_and_names_only_what_is_filled(path: Path) -> None:
    letter = compose(path.parent.name, path.read_text(encoding="utf-8"), PARTICULARS, [PROVISION])
    assert letter.subject
    assert "$" not in letter.subject + letter.text


def test_there_is_an_english_text_of_each_letter() -> None:
    folders = {path.parent for path in LETTERS.glob("*/*.txt")}
    assert folders
    assert all((folder / "en.txt").is_file() for folder in folders)


def test_a_letter_cites_provisions_by_number_with_their_sentence() -> None:
    letter = compose("x", "Subject: s\n\n$provisions", {}, [PROVISION, PROVISION])
    assert "1. Give a street address." in letter.text
    assert "2. Give" in letter.text
    assert "“P.O Box will not be accepted”" in letter.text


@pytest.mark.parametrize("template", ["No subject\n\nText", "Subject: s\n\n$unknown", "Subject: s\n\n100 $"])
def test_a_letter_with_a_fault_is_refused_by_name(template: str) -> None:
    with pytest.raises(LetterFault, match=r"[Tt]he letter"):
        compose("broken", template, {})

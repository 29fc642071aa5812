"""Names of strangers' files, made safe."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writdesk.core.names import EMPTY_NAME, LONGEST_NAME, LONGEST_NAME_BYTES, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Subpoena 12.pdf", "Subpoena 12.pdf"),
        ("Überprüfung № 5.pdf", "Überprüfung № 5.pdf"),
        ("令状.pdf", "令状.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\system.ini", "system.ini"),
        ("C:\\fakepath\\order.pdf", "order.pdf"),
        ("/absolute/order.pdf", "order.pdf"),
        ("folder/", "folder"),
        ("order\0.pdf", "order.pdf"),
        ("order.pdf\0.exe", "order.pdf.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ("\x1b[31mred.pdf", "[31mred.pdf"),
        ("order\u202efdp.exe", "orderfdp.exe"),
        ("order\u2066\u200f\u200e\u061c\u2069.pdf", "order.pdf"),
        ("or\u200bd\u00ader\ufeff.pdf", "order.pdf"),
        ("order\U000e0041.pdf", "order.pdf"),
        ("nul", "_nul"),
        ("COM1.pdf", "_COM1.pdf"),
        ("con .tar.pdf", "_con .tar.pdf"),
        ("lpt¹.txt", "_lpt¹.txt"),
        ("console.txt", "console.txt"),
        (".bashrc", "bashrc"),
        ("....pdf", "pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("~root.pdf", "root.pdf"),
        ("order.pdf. . ", "order.pdf"),
        ("   a \u00a0\u2003 b.pdf ", "a b.pdf"),
        ('a<b>c"d|e?f*g.pdf', "a_b_c_d_e_f_g.pdf"),
        ("a\u037eb.pdf", "a_b.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("\ud800.pdf", "pdf"),
        ("", EMPTY_NAME),
        ("..", EMPTY_NAME),
        ("\u202e\0/", EMPTY_NAME),
        (" ./. ", EMPTY_NAME),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_ten_thousand_characters_are_cut_and_the_extension_stays() -> None:
    assert safe_name("a" * 10_000 + ".pdf") == "a" * (LONGEST_NAME - 4) + ".pdf"
    assert safe_name("a." + "b" * 10_000) == "a." + "b" * (LONGEST_NAME - 2)
    wide = safe_name("令" * 10_000 + ".pdf")
    assert wide.endswith("令.pdf")
    assert len(wide.encode()) <= LONGEST_NAME_BYTES


WORST = st.text(
    st.one_of(st.characters(), st.sampled_from("/\\.:\0\n \u202e\u200f\u0301\u0338\u1100\u1161~-%conul123")),
    max_size=300,
)


@settings(max_examples=400, deadline=None)
@given(WORST)
def test_no_name_stays_unsafe_and_safe_again_is_the_same(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe_name(safe) == safe
    assert unicodedata.is_normalized("NFC", safe)
    assert len(safe) <= LONGEST_NAME
    assert len(safe.encode()) <= LONGEST_NAME_BYTES
    assert safe[0] not in ". -~"
    assert safe[-1] not in ". "
    assert not set(safe) & set('<>:"|?*\\/%')
    assert not {unicodedata.category(character)[0] for character in safe} & {"C"}
    assert not {unicodedata.bidirectional(character) for character in safe} & {
        "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI",
    }  # fmt: skip

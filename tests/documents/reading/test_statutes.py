"""Statutes in their many forms become one."""

from __future__ import annotations

import pytest

from writdesk.documents.reading.facts.statutes import sections_of, statutes_in


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("18 U.S.C. § 2703(d)", ["18 U.S.C. § 2703(d)"]),
        ("18 USC 2703 (f)", ["18 U.S.C. § 2703(f)"]),
        ("18 U.S.C. \n§ 2703(f)(2)", ["18 U.S.C. § 2703(f)(2)"]),
        ("Title 18, United States Code, Section 2703(f)", ["18 U.S.C. § 2703(f)"]),
        ("Section 2703(d) of Title 18, United States Code", ["18 U.S.C. § 2703(d)"]),
        (
            "18 U.S.C. §§ 2703(c)(2), 2703(d) and 2705(b)",
            ["18 U.S.C. § 2703(c)(2)", "18 U.S.C. § 2703(d)", "18 U.S.C. § 2705(b)"],
        ),
        ("18 U.S.C. § 2702(b)(8) and (c)(4)", ["18 U.S.C. § 2702(b)(8)", "18 U.S.C. § 2702(c)(4)"]),
        ("18 U.S.C. $ 2703(d)", ["18 U.S.C. § 2703(d)"]),
        ("18 U.S.C.S 2703(d)", ["18 U.S.C. § 2703(d)"]),
        ("47 U.S.C. 223(a)", ["47 U.S.C. § 223(a)"]),
        ("California Penal Code section 1546.1", ["Cal. Penal Code § 1546.1"]),
        ("Superior Court of California [Penal Code\n§ 1326]", ["Cal. Penal Code § 1326"]),
        ("Article 20A.251, Texas Code of Criminal Procedure,", ["Tex. Code Crim. Proc. art. 20A.251"]),
        ("section 27.04, Florida Statutes", ["Fla. Stat. § 27.04"]),
        ("725 ILCS 5/115-17", ["725 ILCS 5/115-17"]),
        ("Section 39 of the Criminal Procedure Code 2010", ["Criminal Procedure Code 2010 s 39 (Singapore)"]),
        ("section 420 of the Penal Code 1871", ["Penal Code 1871 s 420 (Singapore)"]),
        (
            "Article 588 ter of the Spanish Code of Criminal Procedure",
            ["Code of Criminal Procedure art. 588 ter (Spain)"],
        ),
        ("Article 5 of Regulation (EU) 2023/1543", ["Regulation (EU) 2023/1543 art. 5"]),
        ("no law at all in 2703 words", []),
    ],
)
def test_each_form_becomes_the_canonical_one(written: str, values: list[str]) -> None:
    assert [value for value, _, _ in statutes_in(written, country="Singapore")] == values


def test_a_bare_paragraph_belongs_to_the_section_before_it() -> None:
    assert sections_of("2705(b)(2), (3)") == ["2705(b)(2)", "2705(b)(3)"]

"""Domains: the registrable one by the Public Suffix List, and both ways of writing international ones."""

from __future__ import annotations

from functools import cache

from publicsuffixlist import PublicSuffixList


@cache
def suffixes() -> PublicSuffixList:
    """The list, read once from the installed package. An unknown last label counts as a suffix of its own."""
    return PublicSuffixList(accept_unknown=True)


def ascii_domain(domain: str) -> str:
    """The domain in punycode, lower case and without a final dot; as it is where it cannot be written so.

    >>> ascii_domain("bücher.example.")
    'xn--bcher-kva.example'
    """
    bare = domain.strip().rstrip(".").lower()
    if bare.isascii():
        return bare
    try:
        return ".".join(label if label.isascii() else _ascii_label(label) for label in bare.split("."))
    except (UnicodeError, ValueError):
        return bare


def _ascii_label(label: str) -> str:
    import idna

    try:
        return idna.encode(label, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        # What no registry would register is shown all the same, in the form in which it would be asked for.
        return "xn--" + label.encode("punycode").decode("ascii")


def unicode_domain(domain: str) -> str:
    """The domain as people see it.

    >>> unicode_domain("xn--bcher-kva.example")
    'bücher.example'
    """
    labels = []
    for label in domain.lower().split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError, OverflowError):
            labels.append(label)
    return ".".join(labels)


def organizational_domain(domain: str) -> str:
    """The domain that somebody registered; the domain itself where it is a public suffix.

    >>> organizational_domain("mail.pd.springfield.gov.uk")
    'springfield.gov.uk'
    """
    bare = ascii_domain(domain)
    try:
        return suffixes().privatesuffix(bare) or bare
    except (UnicodeError, ValueError):
        return bare


def public_suffix(domain: str) -> str:
    """What stands behind the registrable part."""
    try:
        return suffixes().publicsuffix(ascii_domain(domain)) or ""
    except (UnicodeError, ValueError):
        return ""


def are_aligned(one: str, other: str, *, strictly: bool = False) -> bool:
    """Whether two domains are the same, or (unless strictly) belong to the same organisation."""
    first, second = ascii_domain(one), ascii_domain(other)
    if not first or not second:
        return False
    return first == second or (not strictly and organizational_domain(first) == organizational_domain(second))

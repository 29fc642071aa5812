# ruff: noqa: E501 - a pattern is read as one line
"""Reads what documents say: words with places, facts from a grammar of our own. Imports core and documents."""

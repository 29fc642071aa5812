# ruff: noqa: E501 - a pattern is read as one line
"""One module a fact: each reads a paper and yields what it says. Pure: text in, facts out; nothing is raised."""

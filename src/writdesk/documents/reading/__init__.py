"""Reads what documents say: words with places, facts from a grammar of our own. Imports core and documents."""

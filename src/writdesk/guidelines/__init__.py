"""Loads guideline files strictly; checks, renders, compares and explains them. Imports core."""

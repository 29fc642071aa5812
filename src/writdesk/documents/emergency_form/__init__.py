"""The emergency form, made from a guideline and read back when it returns. Imports guidelines and core."""

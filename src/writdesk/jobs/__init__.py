"""The background worker: a lease table, and what it runs. Imports actions."""

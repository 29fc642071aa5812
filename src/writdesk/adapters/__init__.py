"""The world outside: blob storage, key files, mail. Imports store and everything inside it."""

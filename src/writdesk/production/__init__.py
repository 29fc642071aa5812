"""Builds and verifies the package that an officer receives. Imports core and sealing."""

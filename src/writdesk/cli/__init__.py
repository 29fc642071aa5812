"""The command line, one group a file. Heavy libraries are imported where they are used."""

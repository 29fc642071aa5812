"""``python -m writdesk``: the command line."""

from writdesk.cli import main

if __name__ == "__main__":
    main(prog_name="writdesk")

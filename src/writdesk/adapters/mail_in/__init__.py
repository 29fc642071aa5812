"""How mail comes in: a receiver that a mail server hands messages to, and a poller of a mailbox."""

"""Where account data lies: connectors and data maps; given a signed grant, streams records. Imports core and sealing."""

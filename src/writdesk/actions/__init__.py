"""Every write, one verb a file: authorise, decide (core), save, enter in the ledger, send on commit."""

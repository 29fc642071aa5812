"""The rules of the job: pure, frozen, typed. Imports nothing of Writdesk, no clock, no I/O."""

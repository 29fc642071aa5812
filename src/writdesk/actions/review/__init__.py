"""A request is judged: who has it, what its papers say, what is decided."""

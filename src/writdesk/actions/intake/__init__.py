"""How a request comes in: its form and files kept as they came."""

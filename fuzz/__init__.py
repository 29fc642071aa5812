"""Targets for `make fuzz`: each module has ``SEEDS`` and ``run(data)``, which may neither raise nor stall."""

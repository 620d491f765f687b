"""What a log may say of an error: its kind and its place. Its own words could quote a cell, and a cell a child."""

import traceback
from pathlib import Path


def place(error):
    """`ValueError in compute.py, line 123`: the innermost place of ours, with the way to it."""
    steps = traceback.extract_tb(error.__traceback__)
    way = " < ".join(f"{Path(step.filename).name}:{step.lineno}" for step in reversed(steps[-6:]))
    return f"{type(error).__name__} at {way}"

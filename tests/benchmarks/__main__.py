"""Measure this product beside what it is set against: `python -m tests.benchmarks`.

Prints a table for the README. Only ratios mean anything from one machine to another. Some minutes on two cores.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import click

from tests.benchmarks import computing, drawing, loading, ready, serving
from tests.benchmarks.timing import markdown

PARTS = {"loading": loading, "computing": computing, "drawing": drawing, "serving": serving, "ready": ready}


@click.command(help=__doc__)
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--rows", default=1_000_000, show_default=True, help="Rows to compute over; a tenth of them to load.")
@click.option("--repeat", default=5, show_default=True, help="Times each piece is done; the median counts.")
@click.option("--others", type=click.Path(exists=True, dir_okay=False), help="A Python that has Vizro, Streamlit and waitress, for `ready`; made in a temporary folder otherwise.")
def main(parts: tuple[str, ...], rows: int, repeat: int, others: str | None) -> None:
    results = []
    for part in parts or PARTS:
        click.echo(f"{part} ...", err=True)
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            given = {"others": others} if part == "ready" else {}
            results += PARTS[part].measure(Path(folder), rows // 10 if part == "loading" else rows, repeat, **given)
    click.echo(markdown(results))
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "numpy", "duckdb", "dash", "openpyxl"))
    click.echo(f"\nMedian of {repeat}; {os.cpu_count()} cores, Python {platform.python_version()}, {packages}.")
    sys.exit(any(result.is_met is False for result in results))


if __name__ == "__main__":
    main()

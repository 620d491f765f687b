"""What holds for the code as a whole: its layout, the direction of its imports, and that no child's data can be committed."""

import ast
import csv
import io
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
OURS = {"app", "dashboard", "loaders", "metrics"}
MAY_IMPORT = {"metrics": set(), "loaders": set(), "dashboard": {"metrics"}, "app": {"dashboard", "loaders", "metrics"}}
TOP_LEVEL = {"app.py", "loaders", "metrics", "dashboard", "data", "assets", "tests", "requirements.txt", "README.md"}
#: Modules that only a Unix has, or only a Windows.
NOT_EVERYWHERE = {"resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog", "posix", "crypt", "winreg", "msvcrt", "winsound", "curses", "readline"}


def committed():
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=HOME, capture_output=True, check=True, text=True).stdout
        return sorted(Path(name) for name in listed.split("\0") if name)
    except (OSError, subprocess.CalledProcessError):  # not a clone but an unpacked archive: all there is was committed
        ignored = {".venv", ".git", "__pycache__", ".pytest_cache", ".hypothesis", ".ruff_cache"}
        found = (p.relative_to(HOME) for p in HOME.rglob("*") if p.is_file())
        return sorted(p for p in found if not ignored & set(p.parts) and p.parts[:2] not in (("data", "store"), ("data", "extracts")))


MODULES = [p for p in committed() if p.suffix == ".py" and p.parts[0] in {"app.py", *OURS} and (HOME / p).exists()]
every_module = pytest.mark.parametrize("path", MODULES, ids=lambda p: p.as_posix())


@cache
def tree_of(path):
    return ast.parse((HOME / path).read_text("utf-8"))


def imported(path, tree):
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module if not node.level else ".".join([*path.parts[: -node.level], node.module or ""]).strip(".")


# --- layout -----------------------------------------------------------------------------------------------------------


def test_the_top_level_is_fixed():
    assert {p.parts[0] for p in committed() if not p.parts[0].startswith(".")} <= TOP_LEVEL


def test_there_are_modules_to_look_at():
    assert {p.parts[0] for p in MODULES} == {"app.py", "dashboard", "loaders", "metrics"}


@every_module
def test_imports_point_one_way(path):
    own = path.parts[0].removesuffix(".py")
    others = {name.split(".")[0] for name in imported(path, tree_of(path))} & OURS - {own}
    assert others <= MAY_IMPORT[own]


@every_module
def test_no_module_needs_a_test_to_run(path):
    assert "tests" not in {name.split(".")[0] for name in imported(path, tree_of(path))}


@every_module
def test_no_module_needs_a_unix(path):
    """What only a Unix has is imported in a `try` that knows what to do without it."""
    tree = tree_of(path)
    guarded = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Try) and "ImportError" in ast.dump(node) for inner in ast.walk(node)}
    plain = [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom)) and id(n) not in guarded]
    assert not {name.split(".")[0] for name in imported(path, ast.Module(plain, []))} & NOT_EVERYWHERE


@every_module
def test_nothing_is_printed_but_by_the_command_line(path):
    """What is printed may be a child's name, and what scripts read must stand alone on standard output."""
    calls = [n.func for n in ast.walk(tree_of(path)) if isinstance(n, ast.Call)]
    assert "print" not in {f.id for f in calls if isinstance(f, ast.Name)}
    if path.parts[0] in ("loaders", "metrics"):
        names = {name.split(".")[0] for name in imported(path, tree_of(path))}
        assert not names & {"logging", "warnings", "click"}


def test_nothing_that_loads_or_counts_needs_the_dashboard():
    code = "import sys, loaders.load, metrics.compute; sys.exit(any(m.split('.')[0] in ('dash', 'flask', 'dashboard', 'app') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=HOME).returncode == 0


# --- no data of real people -------------------------------------------------------------------------------------------

SPREADSHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".parquet", ".feather", ".sqlite", ".db", ".duckdb", ".zip", ".7z", ".gz", ".msg", ".eml", ".docx", ".pdf"}


def test_no_file_of_data_is_committed_but_the_reference_data():
    found = [p.as_posix() for p in committed() if p.suffix.lower() in SPREADSHEETS and p.parts[:2] != ("data", "reference")]
    assert found == []


def test_nothing_of_the_drop_folder_or_the_store_is_committed():
    assert [p for p in committed() if p.parts[:2] in (("data", "extracts"), ("data", "store")) and p.name not in ("README.md", ".gitkeep")] == []


def test_git_ignores_what_is_dropped_and_stored():
    ignored = {line.rstrip("*") for line in (HOME / ".gitignore").read_text("utf-8").split()}
    assert {"data/extracts/", "data/store/"} <= ignored


@pytest.mark.parametrize("path", [p for p in committed() if p.parts[:2] == ("data", "reference")], ids=str)
def test_the_reference_data_are_not_about_children(path):
    assert path.suffix in (".csv", ".md")
    if path.suffix == ".csv":
        headings = next(csv.reader(io.StringIO((HOME / path).read_text("utf-8-sig"))))
        assert not {h.casefold().replace(" ", "_") for h in headings} & {"child_id", "person_id", "mosaic_id", "worker_id", "worker", "date_of_birth", "dob", "postcode"}

"""What holds for every check, those not yet written included."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from loaders.checks import checks
from loaders.checks.shared import Tables, check
from loaders.extracts import extracts
from tests.loaders.random_rows import random_rows

HERE = Path(__file__).parent
every_check = pytest.mark.parametrize("one", checks().values(), ids=list(checks()))


@cache
def rows():
    return random_rows(seed=3)


def tables_of(stored):
    def sightings(table):
        days = np.array(["2024-05-31", "2024-06-30"], dtype="datetime64[D]")
        places = stored[table].frame["row"].to_numpy() if table in stored else np.empty(0, dtype=int)
        return SimpleNamespace(first=days[places % 2], last=days[(places % 3 > 0).astype(int)], days=days)

    return Tables(stored, ["Ash", "Birch", "Cedar"], ["duty"], sightings=sightings)


def with_frames(change):
    return {name: SimpleNamespace(**vars(t) | {"frame": change(t.frame)}) for name, t in rows().items()}


def valueless(frame):
    keep = ("child_id", "file", "sheet", "row")
    return frame.assign(**{c: frame[c].mask(np.ones(len(frame), dtype=bool)) for c in frame if c not in keep})


MADE = {
    "usual": rows,
    "crowded": lambda: random_rows(seed=4, n=500, children=5),  # few children of whom there is a great deal
    "sparse": lambda: random_rows(seed=5, n=30, children=50),  # many of whom there is hardly anything
    "shuffled": lambda: with_frames(lambda frame: frame.sample(frac=1, random_state=7)),
    "without rows": lambda: with_frames(lambda frame: frame[:0]),
    "without values": lambda: with_frames(valueless),
}


@cache
def tables(kind="usual"):
    """Tables of one of these kinds, made once for all checks, as checks are handed them in earnest."""
    return tables_of(MADE[kind]())


@cache
def tables_without(table):
    return tables_of({name: stored for name, stored in rows().items() if name != table})


def found_by(one, tables):
    """(table, row as its file numbers it) of the rows that fail, and of those that were looked at."""
    fails, of = set(), set()
    for found in one.run(tables):
        numbers = tables[found.table].frame["row"].to_numpy()
        fails |= {(found.table, n) for n in numbers[found.fails]}
        of |= {(found.table, n) for n in numbers[found.of]}
    return fails, of


@every_check
def test_has_a_test_of_its_own(one):
    assert (HERE / f"test_{one.id}.py").exists()


@every_check
def test_says_in_whole_sentences_why_it_matters_and_what_to_do(one):
    assert one.title[0].isupper() and not one.title.endswith(".")
    for text in (one.why, one.do):
        assert text[0].isupper() or text[0] == "'"
        assert text.endswith(".")
    assert [other.title for other in checks().values()].count(one.title) == 1


@every_check
def test_finds_something_among_random_rows_and_not_everything(one):
    fails, of = map(set.union, *(found_by(one, tables(kind)) for kind in ("usual", "crowded", "sparse")))
    if one.id == "id_stored_as_number":  # it is the reader that tells of these
        assert not fails
    else:
        assert fails and fails < of


@every_check
def test_the_columns_it_names_are_columns_of_the_table(one):
    for found in one.run(tables()):
        assert set(found.columns) <= set(tables()[found.table].extract.columns)


@every_check
def test_does_not_depend_on_the_order_of_rows(one):
    fails, of = found_by(one, tables())
    shuffled = found_by(one, tables("shuffled"))
    if one.id in ("recorded_twice", "overlapping", "placement_gap"):  # of two alike, the one that stands later in the table is told
        assert len(shuffled[0]) == len(fails)
        return
    assert shuffled == (fails, of)


@every_check
def test_stands_tables_without_rows_and_without_values(one):
    assert found_by(one, tables("without rows")) == (set(), set())
    found_by(one, tables("without values"))


@every_check
def test_looks_at_nothing_where_what_it_needs_is_not_loaded(one):
    for table in one.needs:
        assert found_by(one, tables_without(table)) == (set(), set())


@pytest.mark.parametrize("table", extracts())
def test_all_run_whatever_other_table_or_column_is_not_loaded(table):
    bare = tables_of(rows() | {table: SimpleNamespace(**vars(rows()[table]) | {"columns": frozenset({"child_id"})})})
    for one in checks().values():
        assert table not in {found.table for found in one.run(tables_without(table))}
        one.run(bare)


def test_a_check_that_needs_what_there_is_not_is_refused():
    with pytest.raises(ValueError, match="it needs 'plans', which is no table"):
        check(title="A", why="B", do="C", needs={"plans": ()})(lambda tables: [])
    with pytest.raises(ValueError, match=r"it needs \['begun_on'\] of cp_plans"):
        check(title="A", why="B", do="C", needs={"cp_plans": ("begun_on",)})(lambda tables: [])
    with pytest.raises(ValueError, match="do is empty"):
        check(title="A", why="B", do=" ")(lambda tables: [])

"""What an authority calls things: its own codes and its teams' other names, also on rows that were loaded before anybody said."""

import pandas as pd

import loaders.extracts
import loaders.headings
from loaders.local import Local
from loaders.schema import Extract, day, id_
from loaders.store import Store

HEADINGS = ["Contact ID", "Person ID", "Contact Received", "Contact Outcome", "Contact Source", "Team"]


def rows(*outcomes):
    return [HEADINGS, *([n, 500 + n, "04/03/2024", outcome, "Martian", "MASH"] for n, outcome in enumerate(outcomes, 1))]


def outcomes(store):
    return store.snapshot().tables["contacts"].frame["outcome_code"].tolist()


def test_an_unmapped_value_is_kept_and_counted(store, write_xlsx, load_one):
    load_one(write_xlsx(rows("Ring back later", "NFA", "Ring back later", "Other thing")))
    assert outcomes(store) == ["unmapped", "no_further_action", "unmapped", "unmapped"]
    assert store.snapshot().unmapped.values.tolist() == [
        ["contacts", "source_code", "Martian", 4], ["contacts", "outcome_code", "Ring back later", 2], ["contacts", "outcome_code", "Other thing", 1],
    ]  # fmt: skip


def test_a_mapping_reaches_the_rows_already_loaded(store, write_xlsx, load_one):
    load_one(write_xlsx(rows("Ring back later", "NFA", "RING BACK  later")))
    mapped = Store(store.folder, Local(codes={("contacts", "outcome_code", "Ring Back Later"): "advice", ("", "source_code", "Martian"): "9"}))
    assert outcomes(mapped) == ["advice", "no_further_action", "advice"]
    assert mapped.snapshot().tables["contacts"].frame["source_code"].tolist() == ["9"] * 3
    assert mapped.snapshot().unmapped.empty
    assert outcomes(store) == ["unmapped", "no_further_action", "unmapped"], "the store itself is as it was"


def test_a_mapping_of_one_table_says_nothing_of_another(store, write_xlsx, load_one):
    load_one(write_xlsx(rows("Ring back later")))
    other = Store(store.folder, Local(codes={("referrals", "outcome_code", "Ring back later"): "early_help"}))
    assert outcomes(other) == ["unmapped"]


# --- tables that ride along, fill others or complete them ---------------------------------------------------------------


def test_children_are_known_from_every_extract_that_says_something_of_them(store, write_xlsx, load_one):
    first = load_one(write_xlsx([["Data as at 31/03/2024"], [*HEADINGS, "DOB", "Gender"], [1, 501, "04/03/2024", "NFA", "9", "MASH", "01/02/2012", ""]], "a.xlsx"))
    load_one(write_xlsx([["Data as at 30/04/2024"], ["Referral ID", "Person ID", "Referral Received", "Gender", "DOB"], [7, 501, "04/04/2024", "b) Female", ""], [8, 502, "04/04/2024", "", ""]], "b.xlsx"))
    assert first["sheets"][0]["also"] == {"children": 1}
    assert first["sheets"][0]["unknown_headings"] == []
    frame = store.snapshot().tables["children"].frame
    assert frame[["child_id", "born_on", "sex_code", "file", "row"]].astype(object).values.tolist() == [["501", pd.Timestamp("2012-02-01"), "female", "b.xlsx", 3]]


def test_a_table_that_another_fills_is_there_and_is_not_loaded_beside_it(store, write_xlsx, load_one, monkeypatch):
    def periods(frames):
        episodes = frames["episodes"]
        first = episodes.groupby("child_id", observed=True).head(1)
        return first[["child_id", "started_on", "file", "sheet", "row"]]

    episodes = Extract(
        table="episodes", row_is="one episode", key=("child_id", "started_on"), fills={"care_periods": periods},
        columns={"child_id": id_("CHILD", required=True), "started_on": day("DECOM", required=True)},
    )  # fmt: skip
    known = {**loaders.extracts.extracts(), "episodes": episodes}
    for module in ("recognise", "headings", "reading", "store", "load", "local"):
        monkeypatch.setattr(f"loaders.{module}.every_kind", lambda: known)
    loaders.headings.columns_by_heading.cache_clear()
    try:
        assert load_one(write_xlsx([["CHILD", "DECOM"], ["A1", "01/02/2024"], ["A1", "01/03/2024"]], "e.xlsx"))["outcome"] == "loaded"
        care = store.snapshot().tables["care_periods"]
        assert care.frame[["child_id", "started_on", "row"]].astype(object).values.tolist() == [["A1", pd.Timestamp("2024-02-01"), 2]]
        assert care.columns == {"child_id", "started_on"}
        refused = load_one(write_xlsx([["Person ID", "Care Start"], ["A1", "01/02/2024"]], "c.xlsx"))
        assert refused["outcome"] == "refused" and "care_periods is already loaded" in refused["reason"]
    finally:
        loaders.headings.columns_by_heading.cache_clear()

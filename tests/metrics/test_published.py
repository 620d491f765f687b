"""The newest release of a figure stands, what earlier ones gave is kept, and what is not printed is worked out as DfE does."""

from pathlib import Path

import pandas as pd
import pytest

from metrics.published import Brought, Released, revision
from metrics.reference import BadReference, Reference

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "reference"
ENGLAND, HEREFORDSHIRE, SOMERSET = "E92000001", "E06000019", "E06000066"
ORDER = {"CIN": 7, "CLA": 8, "CSWW": 5}
SHIPPED_ONLY = Reference.read(SHIPPED)


def figure(indicator, year, area, release, value=None, numerator=None, denominator=None, symbol="", **more):
    of_population = indicator.endswith("_rate") and not indicator.startswith("cla")
    flags = {"joint": "", "is_printed": value is not None or bool(symbol), "of_population": of_population, "where_nothing_better": False}
    return {
        "indicator": indicator, "year": year, "area": area, "release": release, "value": float("nan") if value is None else value,
        "numerator": numerator, "denominator": denominator, "symbol": symbol, **flags, **more,
    }  # fmt: skip


def brought(*figures, populations=()):
    """Reference data with these figures, and populations: area, mid-year, children, the last mid-year of their release."""
    frame = pd.DataFrame(figures)
    numbers = ["value", "numerator", "denominator"]
    frame = frame.astype(dict.fromkeys(numbers, float)) if len(frame) else frame
    names = sorted({one["release"] for one in figures})
    ends = [pd.Timestamp(int(name[-4:]), 3, 31) + pd.DateOffset(months=ORDER[name[:-5]]) for name in names]
    releases = pd.DataFrame({
        "release": names, "publication": [f"{name} in full" for name in names], "publisher": "DfE", "order": ends, "loaded_at": "2026-11-21T10:00:00", "file": "some.csv",
    })  # fmt: skip
    people = pd.DataFrame(list(populations), columns=["area", "mid_year", "children_0_17", "release_year"])
    return SHIPPED_ONLY.with_brought(Brought(frame, people, releases))


def standing(reference, key, year, area):
    rows = reference.published(key)
    (row,) = rows[(rows["period_end"].dt.year == year) & (rows["area"] == area)].to_dict("records")
    return row


# --- which release stands ---------------------------------------------------------------------------------------------


def test_a_newer_release_stands_in_place_of_what_is_shipped_and_brings_its_new_year():
    reference = brought(
        figure("cla_rate", 2025, HEREFORDSHIRE, "CLA 2026", 101, 347, 34439), figure("cla_rate", 2026, HEREFORDSHIRE, "CLA 2026", 95, 326, 34300),
    )  # fmt: skip
    assert [(r["value"], r["release"]) for r in (standing(reference, "cla_rate", y, HEREFORDSHIRE) for y in (2024, 2025, 2026))] == [
        (113, "CLA 2025"), (101, "CLA 2026"), (95, "CLA 2026"),
    ]  # fmt: skip
    assert reference.published_on("cla_rate", "2026-12-31")[0] == pd.Timestamp("2026-03-31")
    assert reference.published("cla_rate")["period_end"].is_monotonic_increasing


def test_an_older_release_stands_nowhere_that_a_newer_one_gives_the_figure():
    reference = brought(figure("cla_rate", 2023, HEREFORDSHIRE, "CLA 2023", 121, 412, 34031), figure("cla_rate", 2018, HEREFORDSHIRE, "CLA 2022", 90, 300, 34000))
    assert standing(reference, "cla_rate", 2023, HEREFORDSHIRE)["value"] == 122
    assert standing(reference, "cla_rate", 2018, HEREFORDSHIRE)["release"] == "LAIT 2026-04"


def test_a_file_of_the_shipped_release_is_a_correction_of_it():
    reference = brought(figure("cla_rate", 2025, HEREFORDSHIRE, "CLA 2025", 99, 341, 34439))
    assert standing(reference, "cla_rate", 2025, HEREFORDSHIRE)["value"] == 99
    assert [one.value for one in reference.releases_of("cla_rate", 2025, HEREFORDSHIRE)] == [99]


def test_a_release_whose_day_is_known_counts_from_that_day():
    """The interactive tool of April 2026 is newer than children in need 2025 of October 2025, and older than that of 2026."""
    older = brought(figure("icpc_15wd_pct", 2025, ENGLAND, "CIN 2025", None, 58660, 72100))
    newer = brought(figure("icpc_15wd_pct", 2025, ENGLAND, "CIN 2026", None, 58660, 72100))
    assert standing(older, "icpc_15wd_pct", 2025, ENGLAND)["release"] == "LAIT 2026-04"
    assert standing(newer, "icpc_15wd_pct", 2025, ENGLAND)["release"] == "CIN 2026"


def test_what_cannot_be_worked_out_does_not_replace_what_was_printed_and_stands_where_nothing_was():
    bands = {"symbol": "c", "is_printed": False, "where_nothing_better": True}
    reference = brought(figure("icpc_15wd_pct", 2025, HEREFORDSHIRE, "CIN 2026", **bands), figure("icpc_15wd_pct", 2026, HEREFORDSHIRE, "CIN 2026", **bands))
    assert standing(reference, "icpc_15wd_pct", 2025, HEREFORDSHIRE)["value"] == 83.3
    assert standing(reference, "icpc_15wd_pct", 2026, HEREFORDSHIRE)["symbol"] == "c"
    assert reference.releases_of("icpc_15wd_pct", 2025, HEREFORDSHIRE) == [Released("CIN 2025", 83.3)]


def test_an_unknown_area_or_indicator_is_passed_over():
    reference = brought(figure("cla_rate", 2026, "E06000099", "CLA 2026", 95, 1, 1), figure("cla_unheard_of", 2026, ENGLAND, "CLA 2026", 95, 1, 1), figure("cla_rate", 2026, ENGLAND, "CLA 2026", 66, 1, 1))
    assert set(reference.published_on("cla_rate", "2026-03-31")[1]) == {ENGLAND}


# --- what is worked out -----------------------------------------------------------------------------------------------


def test_a_rate_is_the_count_over_the_population_of_the_mid_year_before():
    reference = brought(figure("referral_rate", 2026, HEREFORDSHIRE, "CIN 2026", numerator=1722), populations=[(HEREFORDSHIRE, 2025, 34440, 2025)])
    row = standing(reference, "referral_rate", 2026, HEREFORDSHIRE)
    assert (row["value"], row["numerator"], row["denominator"], row["note"]) == (500.0, 1722, 34440, "")


def test_until_its_population_is_out_a_rate_takes_the_last_there_is_and_says_so():
    row = standing(brought(figure("referral_rate", 2026, HEREFORDSHIRE, "CIN 2026", numerator=1722)), "referral_rate", 2026, HEREFORDSHIRE)
    assert (row["denominator"], row["note"]) == (34439, "population of mid-2024")


def test_a_newer_population_does_not_rewrite_the_rates_of_a_release_before_it():
    revised = [(HEREFORDSHIRE, year, 40000, 2025) for year in range(2012, 2026)]
    reference = brought(
        figure("referral_rate", 2025, HEREFORDSHIRE, "CIN 2025", numerator=1806), figure("referral_rate", 2024, HEREFORDSHIRE, "CIN 2026", numerator=1000),
        figure("referral_rate", 2026, HEREFORDSHIRE, "CIN 2026", numerator=1000), populations=revised,
    )  # fmt: skip
    assert [standing(reference, "referral_rate", year, HEREFORDSHIRE)["value"] for year in (2024, 2025, 2026)] == [250.0, 524.4, 250.0]
    assert reference.population(HEREFORDSHIRE, 2026) == (40000, 2025)


def test_an_older_population_file_replaces_nothing():
    reference = brought(populations=[(HEREFORDSHIRE, 2023, 99999, 2023)])
    assert reference.population(HEREFORDSHIRE, 2024) == SHIPPED_ONLY.population(HEREFORDSHIRE, 2024)


def test_a_suppressed_count_gives_its_symbol_and_an_area_without_a_population_none():
    reference = brought(
        figure("referral_rate", 2026, HEREFORDSHIRE, "CIN 2026", symbol="c", is_printed=False), figure("referral_rate", 2026, "E10000021", "CIN 2026", numerator=5),
        figure("s47_to_icpc_pct", 2026, HEREFORDSHIRE, "CIN 2026", None, 0, 0),
    )  # fmt: skip
    assert [standing(reference, *which)["symbol"] for which in (("referral_rate", 2026, HEREFORDSHIRE), ("referral_rate", 2026, "E10000021"), ("s47_to_icpc_pct", 2026, HEREFORDSHIRE))] == ["c", "x", "z"]


def test_halves_are_rounded_up_as_dfe_does():
    reference = brought(figure("s47_to_icpc_pct", 2026, HEREFORDSHIRE, "CIN 2026", None, 245, 2000))
    assert standing(reference, "s47_to_icpc_pct", 2026, HEREFORDSHIRE)["value"] == 12.3  # of 12.25


def test_a_joint_return_is_named_so_that_a_mean_takes_it_once():
    (row,) = [standing(brought(figure("csww_agency_rate_pct", 2026, "E06000061", "CSWW 2026", 19.5, joint="E06000061 / E06000062")), "csww_agency_rate_pct", 2026, "E06000061")]
    assert row["note"] == "joint return: North Northamptonshire and West Northamptonshire"


# --- what rests on them -----------------------------------------------------------------------------------------------


def test_a_target_beside_england_follows_the_newest_release():
    reference = brought(figure("cpp_second_or_subsequent_pct", 2026, ENGLAND, "CIN 2026", 23.9, 239, 1000))
    before, after = (r.targets("cp_repeat_plans", "", "2026-10-31") for r in (SHIPPED_ONLY, reference))
    assert (before.value, after.value, after.period_end) == (24.5, 23.9, pd.Timestamp("2026-03-31"))


# --- what can be said of a release ------------------------------------------------------------------------------------


def test_herefordshires_rate_of_2023_was_revised():
    given = SHIPPED_ONLY.releases_of("cla_rate", 2023, HEREFORDSHIRE)
    assert given == [Released("CLA 2023", 121), Released("CLA 2024", 122), Released("CLA 2025", 122)]
    assert revision(given, 0) == "First published as 121 (CLA 2023), 122 since CLA 2024."


def test_a_figure_that_was_never_revised_or_never_given_has_nothing_to_say():
    assert revision([Released("CLA 2024", 90), Released("CLA 2025", 90)], 0) == revision([], 0) == ""
    assert SHIPPED_ONLY.releases_of("cla_rate", 1999, HEREFORDSHIRE) == []


def test_a_figure_withheld_at_first_says_so():
    assert revision([Released("CIN 2024", None, "u"), Released("CIN 2025", 21.4)], 1) == "First published as 'u' (CIN 2024), 21.4 since CIN 2025."


def test_a_release_that_nobody_described_is_named_from_its_file():
    reference = brought(figure("cla_rate", 2026, ENGLAND, "CLA 2026", 66, 80000, 12200000))
    newest = reference.release_of("cla_rate")
    assert (newest.release, newest.publication, newest.published_on, newest.remark) == ("CLA 2026", "CLA 2026 in full", None, "named from the file some.csv")
    assert reference.release_of("cla_rate", 2025).published_on == pd.Timestamp("2025-11-26")
    with pytest.raises(KeyError):
        reference.release_of("cla_rate", 1999)


def test_holdings_name_every_release_the_newest_first():
    held = brought(figure("cla_rate", 2025, ENGLAND, "CLA 2026", 66, 1, 1), figure("cla_rate", 2026, ENGLAND, "CLA 2026", 66, 1, 1)).holdings.set_index("release")
    assert held.index[0] == "CLA 2026" and held.index.is_unique
    assert held.loc["CLA 2026", ["first_year", "last_year", "n_figures", "n_standing", "loaded_at", "indicators"]].tolist() == [
        2025, 2026, 2, 2, "2026-11-21T10:00:00", ("Children in care",),
    ]  # fmt: skip
    before = SHIPPED_ONLY.holdings.set_index("release")
    assert held.loc["CLA 2025", "n_standing"] == before.loc["CLA 2025", "n_standing"] - 1
    assert (before["loaded_at"] == "").all() and "ONS mid-2024" in before.index
    assert before["n_standing"].sum() == 75_259 + sum(map(len, SHIPPED_ONLY.populations.values()))


def test_a_fault_in_what_earlier_releases_gave_is_named_by_its_row(tmp_path):
    text = "indicator,year,area,value,symbol,release\ncla_rate,2023,E06000019,121,,CLA 2023\ncla_rate,2023,E06000019,120,,CLA 2023\n"
    (tmp_path / "published_earlier.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadReference, match="row 3: area is 'E06000019'. Expected one row for each indicator, year, area and release; row 2 has these already"):
        Reference.read(SHIPPED, tmp_path).releases_of("cla_rate", 2023, HEREFORDSHIRE)


def test_every_earlier_figure_was_revised_and_is_of_a_described_release():
    earlier = SHIPPED_ONLY.every_release([about.indicator for about in SHIPPED_ONLY.published_indicators])
    replaced = earlier[~earlier["stands"]]
    assert len(replaced) > 1000 and set(replaced["release"]) <= set(SHIPPED_ONLY.releases["release"])
    once = replaced.drop_duplicates(["indicator", "year", "area"])
    decimals = {about.indicator: about.decimals for about in SHIPPED_ONLY.published_indicators}
    assert all(revision(SHIPPED_ONLY.releases_of(i, y, a), decimals[i]) for i, y, a in zip(once["indicator"], once["year"], once["area"], strict=True))

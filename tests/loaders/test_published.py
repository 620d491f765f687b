"""Files of published figures: known by their headings in every year's shape, their symbols kept, every row accounted for."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from loaders.load import load
from loaders.published import figures as made
from loaders.published import published
from loaders.reading import read_file
from loaders.store import standing
from tests.published_files import ENGLAND, HEREFORDSHIRE, REGION, ees, looked_after, plans_started, populations, referrals

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "reference"
NOTHING = None


def frames(store):
    return {name: table.frame for name, table in store.snapshot().tables.items()}


@pytest.fixture
def figures(load_one, store, write_csv):
    """Load rows and give what they say: (indicator, year, area) -> value or symbol, numerator, denominator."""

    def load_and_give(*files):
        for number, rows in enumerate(files):
            assert load_one(write_csv(rows, f"{number}.csv"))["outcome"] == "loaded"
        found = made.figures(frames(store))
        return {
            (f.indicator, f.year, f.area): (f.symbol or (f.value if f.value == f.value else NOTHING), *(n if n == n else NOTHING for n in (f.numerator, f.denominator)))
            for f in found.itertuples()
        }  # fmt: skip

    return load_and_give


# --- every shape of every year ----------------------------------------------------------------------------------------

SHAPES = {
    "b1 of 2024, with rates": (
        ees("category|Anypoint_episodes|Anypoint_episodes_rate|At31_episodes|At31_episodes_rate|Awaiting_assessment",
            f"2024|{HEREFORDSHIRE}|Children in Need|2500|735.1|1585|466.1|c"),
        {"cin_rate": (466.1, 1585, NOTHING)},
    ),
    "b1 of 2025": (
        ees("category|Anypoint_episodes|At31_episodes|awaiting_assessment", f"2025|{HEREFORDSHIRE}|Children in Need|2500|1574|c"),
        {"cin_rate": (NOTHING, 1574, NOTHING)},
    ),
    "c1 of 2024, with rates": (
        ees("Referrals|Referrals_rate|Re_referrals|Re_referrals_percent|No_Further_Action|No_Further_Action_percent|Not_in_Need|Not_in_Need_percent",
            f"2024|{ENGLAND}|621880|518.3|139080|22.4|38920|6.3|188300|30.3"),
        {"referral_rate": (518.3, 621880, NOTHING), "rereferral_pct": (22.4, 139080, 621880), "referral_nfa_pct": (6.3, 38920, 621880),
         "referral_not_in_need_pct": (30.3, 188300, 621880)},
    ),
    "c1 of 2025": (
        ees("referral_count|rereferral_count|rereferral_percent|no_further_action_count|no_further_action_percent|not_in_need_count|not_in_need_percent",
            f"2025|{ENGLAND}|632830|142900|22.6|41340|6.5|194620|30.8"),
        {"referral_rate": (NOTHING, 632830, NOTHING), "rereferral_pct": (22.6, 142900, 632830), "referral_nfa_pct": (6.5, 41340, 632830),
         "referral_not_in_need_pct": (30.8, 194620, 632830)},
    ),
    "c4": (
        ees("Section47|ICPC|Duration_0-10_days|Duration_11-15_days|Duration_16-20_days|Duration_21+_days", f"2025|{HEREFORDSHIRE}|804|246|20|185|21|20"),
        {"s47_rate": (NOTHING, 804, NOTHING), "icpc_rate": (NOTHING, 246, NOTHING), "icpc_15wd_pct": (NOTHING, 205, 246), "s47_to_icpc_pct": (NOTHING, 246, 804)},
    ),
    "d3": (
        plans_started(f"2025|{REGION}|4540|1240|27.2"),
        {"cpp_started_rate": (NOTHING, 4540, NOTHING), "cpp_second_or_subsequent_pct": (27.2, 1240, 4540)},
    ),
    "d5": (
        ees("CPP_At31|3_months_or_less|2_years_or_more|2_years_or_more_percent", f"2025|{HEREFORDSHIRE}|139|60|0|0"),
        {"cpp_rate": (NOTHING, 139, NOTHING), "cpp_2yr_plus_pct": (0, 0, 139)},
    ),
    "looked after, 2023": (looked_after(f"2023|{HEREFORDSHIRE}|34031|412|121", year=2023), {"cla_rate": (121, 412, 34031)}),
    "looked after, 2025": (looked_after(f"2025|{HEREFORDSHIRE}|34439|344|100"), {"cla_rate": (100, 344, 34439)}),
    "looked after, starting and ceasing": (
        ees("population_type|population_estimate|children_count|rate_per_10000", f"2025|{ENGLAND}|Children starting to be looked after each year|12183016|32270|26",
            f"2025|{ENGLAND}|Children ceasing to be looked after each year|12183016|34450|28"),
        {"cla_started_rate": (26, 32270, 12183016), "cla_ceased_rate": (28, 34450, 12183016)},
    ),
    "placements, 2023": (
        ees("cla_group|placement_stability|number|percentage",
            f"2023|{ENGLAND}|Children looked after continuously for at least 2.5 years at 31 March aged under 16 years|Total children|29630|100",
            f"2023|{ENGLAND}|Children looked after continuously for at least 2.5 years at 31 March aged under 16 years|Living with the same carer for at least "
            "2 years, or are placed for adoption and their adoptive placement together with their previous placement, last for at least 2 years|20350|69"),
        {"cla_long_term_stability_pct": (69, 20350, 29630)},
    ),
    "placements, 2025": (
        ees("cla_group|placement_stability|children_count|children_percent", f"2025|{ENGLAND}|CLA on 31 March|With 3 or more placements during the year|8500|10",
            f"2025|{ENGLAND}|CLA on 31 March|Total children|81770|100",
            f"2025|{ENGLAND}|CLA 2 years on 31 March|With 3 or more placements during the previous 2 years|13410|23",
            f"2025|{ENGLAND}|CLA 2 years on 31 March|Total children|59430|100"),
        {"cla_3plus_placements_pct": (10, 8500, 81770), "cla_2yr_3plus_placements_pct": (23, 13410, 59430)},
    ),
    "health, 2025": (
        ees("characteristic|breakdown|children_count|children_percent",
            f"2025|{ENGLAND}|Health assessments: Children looked after all ages|Had their annual health assessment|52580|90",
            f"2025|{ENGLAND}|Health assessments: Children looked after all ages|Had their teeth checked by a dentist|47320|81",
            f"2025|{ENGLAND}|Health assessments: Children looked after all ages|Total all ages|58530|100",
            f"2025|{ENGLAND}|Substance misuse: Children looked after all ages|Total all ages|58540|100",
            f"2025|{ENGLAND}|Ages 5 to 16 years with SDQ score|SDQ average score|14.9|z"),
        {"cla_health_assessment_pct": (90, 52580, 58530), "cla_dental_check_pct": (81, 47320, 58530), "cla_sdq_average_score": (14.9, NOTHING, NOTHING)},
    ),
    "accommodation, 2023": (
        ees("age|accommodation_suitability|number|percentage", f"2023|{ENGLAND}|17 to 18 years|Accommodation considered suitable|12090|91",
            f"2023|{ENGLAND}|17 to 18 years|Accommodation considered not suitable|470|4", f"2023|{ENGLAND}|17 to 18 years|Suitability total|13310|100"),
        {"care_leavers_17_18_suitable_accom_pct": (91, 12090, 13310)},
    ),
    "accommodation, 2025": (
        ees("care_leaver_age|breakdown|care_leaver_count|care_leaver_percent", f"2025|{ENGLAND}|19 to 21 years|Accommodation considered suitable|33810|89",
            f"2025|{ENGLAND}|19 to 21 years|Suitability total|38190|100"),
        {"care_leavers_19_21_suitable_accom_pct": (89, 33810, 38190)},
    ),
    "activity, 2024": (
        ees("age|activity|number|percentage", f"2024|{ENGLAND}|Aged 17 to 18|Total in education, employment or training|8950|64",
            f"2024|{ENGLAND}|Aged 17 to 18|Total not in education, employment or training|4210|30", f"2024|{ENGLAND}|Aged 17 to 18|Total|13980|100"),
        {"care_leavers_17_18_eet_pct": (64, 8950, 13980), "care_leavers_17_18_neet_pct": (30, 4210, 13980)},
    ),
    "activity, 2025": (
        ees("care_leaver_age|breakdown|care_leaver_count|care_leaver_percent",
            f"2025|{ENGLAND}|19 to 21 years|Total in education, employment or training|20760|54", f"2025|{ENGLAND}|19 to 21 years|Total|38440|100"),
        {"care_leavers_19_21_eet_pct": (54, 20760, 38440)},
    ),
    "changes of school": (
        ees("cla_group|move_measure|school_stability|number|percentage", f"2024|{ENGLAND}|CLA on 31 March|Mid-year moves|Total children|52670|100",
            f"2024|{ENGLAND}|CLA on 31 March|Any moves|Total children|52680|100",
            f"2024|{ENGLAND}|CLA on 31 March|Mid-year moves|With one or more mid-year moves during the year|4280|8"),
        {"cla_mid_year_school_move_pct": (8, 4280, 52670)},
    ),
    "changes of social worker": (
        ees("cla_group|sw_stability|number|percentage", f"2024|{ENGLAND}|CLA on 31 March|Total children|83300|100",
            f"2024|{ENGLAND}|CLA on 31 March|3 or more social workers during the year|22140|27"),
        {"cla_3plus_social_workers_pct": (27, 22140, 83300)},
    ),
    "workforce": (
        ees("inpost_fte|leavers_fte|turnover_rate_fte|agency_fte|agency_rate_fte|agency_cover_fte|vacancy_fte|vacancy_rate_fte|"
            "vacancy_agency_cover_rate_fte|case_holders_fte|cases|caseload_fte|absence_rate_fte",
            f"2025|{HEREFORDSHIRE}|125.5|13.6|10.8|28.2|18.3|28.2|60|32.4|46.9|56.4|765|13.6|3.1"),
        {"csww_agency_rate_pct": (18.3, 28.2, 153.7), "csww_vacancy_rate_pct": (32.4, 60, 185.5), "csww_turnover_rate_pct": (10.8, 13.6, 125.5),
         "csww_average_caseload": (13.6, 765, 56.4), "csww_absence_rate_pct": (3.1, NOTHING, NOTHING), "csww_vacancies_agency_covered_pct": (46.9, 28.2, 60)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_of_each_shape_gives_its_published_indicators(figures, shape):
    rows, expected = SHAPES[shape]
    found = {indicator: figure for (indicator, _, _), figure in figures(rows).items()}
    assert {indicator: found[indicator] for indicator in expected} == expected


def test_every_kind_of_file_is_among_the_shapes(write_csv):
    known = {read_file(write_csv(rows, "file.csv")).sheets[0].report.table for rows, _ in SHAPES.values()}
    assert known == set(published()) - {"published_populations"}


def test_each_indicator_stands_in_one_kind_of_file_and_is_one_that_is_published():
    with (SHIPPED / "published_indicators.csv").open(encoding="utf-8") as file:
        known = {row["indicator"]: row["year_ends"] for row in csv.DictReader(file)}
    given = [(indicator, kind.year_ends) for kind in published().values() for indicator in kind.gives]
    assert len({indicator for indicator, _ in given}) == len(given) == 37
    assert all(known[indicator] == year_ends for indicator, year_ends in given)


# --- whatever the file looks like -------------------------------------------------------------------------------------

ROWS = plans_started(f"2024|{ENGLAND}|62110|15330|24.7", f"2025|{ENGLAND}|61840|15130|24.5", f"2025|{HEREFORDSHIRE}|202|66|32.7")


def test_neither_the_name_nor_the_order_of_columns_nor_a_mark_at_the_start_matters(write_csv, write_xlsx):
    turned = [row[::-1] for row in ROWS]
    numbers = [ROWS[0], *([int(c) if c.isdecimal() else c for c in row] for row in ROWS[1:])]
    read = [
        read_file(write_csv(ROWS, "download (3).csv")), read_file(write_csv(turned, "2019-01-31.csv", encoding="utf-8-sig")),
        read_file(write_xlsx([["Some title"], [], *numbers], "x.xlsx")),
    ]  # fmt: skip
    names = ["year", "area", "started", "subsequent", "subsequent_percent", "release_year"]
    expected = [["2024", ENGLAND, "62110", "15330", "24.7", "2025"], ["2025", ENGLAND, "61840", "15130", "24.5", "2025"], ["2025", HEREFORDSHIRE, "202", "66", "32.7", "2025"]]
    for one in read:
        assert one.sheets[0].frame[names].values.tolist() == expected
        assert (str(one.report.as_at), one.report.sheets[0].unknown_headings) == ("2025-03-31", [])


def test_a_year_written_as_two_is_that_in_which_it_ends(figures):
    assert figures(plans_started(f"202425|{ENGLAND}|100|20|20"))["cpp_second_or_subsequent_pct", 2025, ENGLAND] == (20, 20, 100)


def test_a_renamed_column_is_named_with_the_file_in_which_to_add_it(write_csv):
    rows = [["CPPs_started" if c == "CPP_start" else c for c in ROWS[0]], *ROWS[1:]]
    reason = read_file(write_csv(rows)).report.reason
    assert "no column headed 'CPP_start'" in reason and "loaders/published/published_cpp_started.py" in reason


# --- symbols and areas ------------------------------------------------------------------------------------------------


def test_symbols_are_kept_in_todays_way_and_a_nought_is_a_nought(figures):
    rows = [f"2025|E0600000{n}|100|{count}|{percent}" for n, (count, percent) in enumerate((("c", "c"), ("u", "u"), (":", ":"), ("~", "-"), ("low", "low"), ("0", "0"), ("1,020", "[x]")), 1)]
    found = figures(referrals(*rows))
    assert [found["rereferral_pct", 2025, f"E0600000{n}"] for n in range(1, 8)] == [
        ("c", NOTHING, 100), ("u", NOTHING, 100), ("x", NOTHING, 100), ("-", NOTHING, 100), ("k", NOTHING, 100), (0, 0, 100), ("x", 1020, 100),
    ]  # fmt: skip
    assert figures(referrals(f"2025|{ENGLAND}|c|1|2"))["referral_rate", 2025, ENGLAND] == ("c", NOTHING, NOTHING)


def test_symbols_are_no_problems_and_words_are(load_one, write_csv):
    (sheet,) = load_one(write_csv(referrals(f"2025|{ENGLAND}|100|c|c", f"2025|{HEREFORDSHIRE}|100|many|3")))["sheets"]
    assert [(p["row"], p["heading"], p["problem"], p["action"]) for p in sheet["problems"]] == [(3, "rereferral_count", "neither a number nor a symbol", "blanked")]
    assert sheet["cells_blanked"] == 1


def test_one_code_for_an_authority_whichever_the_file_has(figures):
    found = figures(referrals("2025|E10000027|100|5|5", "2025|E08000038|50|5|10"))
    assert {area for _, _, area in found} == {"E06000066", "E08000016"}


def test_a_joint_return_stands_against_both_and_says_so(load_one, store, write_csv):
    load_one(write_csv(ees("inpost_fte|agency_fte|agency_rate_fte", "2025|E06000061 / E06000062|421.5|101.8|19.5")))
    found = made.figures(frames(store)).query("indicator == 'csww_agency_rate_pct'")
    assert found[["area", "value", "joint"]].values.tolist() == [[a, 19.5, "E06000061 / E06000062"] for a in ("E06000061", "E06000062")]


def test_an_authority_in_a_year_in_which_there_was_none_has_no_row(figures):
    found = figures(looked_after("2025|E10000006|x|z|z", f"2025|{HEREFORDSHIRE}|34439|344|100"))
    assert {area for _, _, area in found} == {HEREFORDSHIRE}


def test_a_row_of_an_unknown_area_or_no_year_is_kept_and_reported_and_a_new_category_is_listed(store, read_here, write_csv):
    store.local = store.local.__class__(areas=frozenset([ENGLAND, HEREFORDSHIRE, "E06000066"]))
    rows = ees(
        "age|activity|number|percentage", f"2025|{ENGLAND}|Aged 17 to 18|Total|100|100", "2025|z|Aged 17 to 18|Total|100|100",
        f"2025|{HEREFORDSHIRE}|Aged 17 to 18|Total doing well|50|50", "2025|E10000027|Aged 17 to 18|Total|9|100", f"2024 Q3|{ENGLAND}|Aged 17 to 18|Total|1|100",
    )  # fmt: skip
    (sheet,) = load(store, [write_csv(rows)])[0]["sheets"]
    assert [(p["row"], p["problem"].split(":")[0], p["action"]) for p in sheet["problems"]] == [
        (3, "an area that authorities.csv does not have", "kept"), (4, "not a known code", "kept as unmapped"), (6, "no year such as 2025 or 202425", "kept"),
    ]  # fmt: skip
    assert (sheet["rows_read"], sheet["rows_loaded"], sheet["rows_refused"]) == (5, 5, 0)
    assert store.snapshot().unmapped[["table", "column", "text", "n"]].values.tolist() == [["published_care_leavers", "breakdown", "Total doing well", 1]]
    assert made.figures(frames(store)).empty


def test_a_category_that_is_called_something_else_counts_once_it_is_mapped(store, read_here, write_csv):
    words = {("published_care_leavers", "breakdown", "All in education or work"): "active"}
    store.use(store.local.__class__(codes=words))
    rows = ees("age|activity|number|percentage", f"2026|{ENGLAND}|Aged 17 to 18|All in education or work|66|66", f"2026|{ENGLAND}|Aged 17 to 18|Total|100|100")
    load(store, [write_csv(rows)])
    found = made.figures(frames(store)).set_index("indicator")
    assert found.loc["care_leavers_17_18_eet_pct", ["value", "denominator"]].tolist() == [66, 100]


# --- loads ------------------------------------------------------------------------------------------------------------


def test_what_each_release_said_is_kept_in_whichever_order_they_are_loaded(load_one, store, write_csv):
    newer, older = (looked_after(f"2023|{HEREFORDSHIRE}|{p}|{n}|{r}", f"{y}|{HEREFORDSHIRE}|34000|300|88") for p, n, r, y in ((33977, 413, 122, 2025), (34031, 412, 121, 2023)))
    older = older[:2]
    load_one(write_csv(newer, "newer.csv"))
    report = load_one(write_csv(older, "older.csv"))
    assert (report["outcome"], report["sheets"][0]["rows_loaded"]) == ("loaded", 1)
    found = made.figures(frames(store)).query("year == 2023")
    assert found[["release", "value"]].sort_values("release").values.tolist() == [["CLA 2023", 121], ["CLA 2025", 122]]
    assert load_one(write_csv(newer, "again.csv"))["outcome"] == "unchanged"


def test_files_of_published_figures_go_into_a_store_of_their_own(tmp_path, read_here, store, write_csv):
    from loaders.store import Store

    apart = Store(tmp_path / "apart", after=1000)
    contacts = write_csv([["Contact ID", "Person ID", "Contact Received"], ["1", "A", "05/04/2024"]], "contacts.csv")
    reports = load(store, [contacts, write_csv(ROWS, "plans.csv")], published=apart)
    assert [r["outcome"] for r in reports] == ["loaded", "loaded"]
    assert (set(store.snapshot().tables), set(apart.snapshot().tables)) == ({"contacts"}, {"published_cpp_started"})
    assert [load["number"] for s in (store, apart) for load in standing(s.snapshot().manifest["loads"])] == [1, 1001]
    assert [r["outcome"] for r in load(store, [contacts, write_csv(ROWS, "plans.csv")], published=apart)] == ["unchanged", "unchanged"]
    lines = apart.snapshot().lines(1001)
    assert lines[["row", "outcome"]].values.tolist() == [[2, "loaded"], [3, "loaded"], [4, "loaded"]]


def test_published_figures_beside_rows_of_cases_are_left_out_with_a_reason(write_xlsx, load_one, store):
    contacts = [["Contact ID", "Person ID", "Contact Received"], ["1", "A", "05/04/2024"]]
    report = load_one(write_xlsx({"Contacts": contacts, "Figures": ROWS}))
    assert [(s["table"], s.get("reason", "")[:26]) for s in report["sheets"]] == [("contacts", ""), (None, "It has published figures, ")]
    assert set(store.snapshot().tables) == {"contacts"}


def test_populations_are_by_area_and_mid_year_with_the_release_they_are_of(load_one, store, write_csv):
    load_one(write_csv(populations(f"2023|{ENGLAND}|12012345", f"2024|{ENGLAND}|12183016", "2024|E10000006|x", "2024|E06000066|110000")))
    found = made.populations(frames(store))
    assert found[made.POPULATIONS].sort_values(["area", "mid_year"]).values.tolist() == [
        ["E06000066", 2024, 110000, 2024], [ENGLAND, 2023, 12012345, 2024], [ENGLAND, 2024, 12183016, 2024],
    ]  # fmt: skip
    releases = made.releases(frames(store))
    assert releases[["release", "publisher", "first_year", "last_year"]].values.tolist() == [["ONS mid-2024", "Office for National Statistics", 2023, 2024]]
    assert releases["order"].iloc[0] == pd.Timestamp(2025, 7, 30)


def mye2(title, *areas):
    ages = [*map(str, range(90)), "90+"]
    return [[title], ["This worksheet contains one table."], [], ["Code", "Name", "Geography", "All ages", *ages], *areas]


def test_the_workbook_of_the_office_for_national_statistics_is_read_by_its_ages(load_one, store, write_xlsx):
    """Sheet MYE2: an age in each column; children are those of 0 to 17. Its males and females are not the whole."""
    england = [ENGLAND, "ENGLAND", "Country", 9999, *[10] * 18, *[1] * 73]
    county = [HEREFORDSHIRE, "Herefordshire, County of", "Unitary Authority", 999, *range(18), *[1] * 73]
    title = "MYE2: Population estimates: {} by single year of age and sex for local authorities in the UK, mid-2025"
    report = load_one(write_xlsx({"Contents": [["Contents"]], "MYE2 - Persons": mye2(title.format("Persons"), england, county), "MYE2 - Males": mye2(title.format("Males"), england)}))
    assert (report["outcome"], report["as_at"]) == ("loaded", "2025-06-30")
    assert [(s["sheet"], s["table"]) for s in report["sheets"]][1:] == [("MYE2 - Persons", "published_populations"), ("MYE2 - Males", None)]
    sheet = report["sheets"][1]
    assert (sheet["rows_read"], sheet["rows_loaded"], sheet["problems"], sheet["heading_row"]) == (2, 2, [], 4)
    found = made.populations(frames(store))
    assert found[made.POPULATIONS].sort_values("area").values.tolist() == [[HEREFORDSHIRE, 2025, 153, 2025], [ENGLAND, 2025, 180, 2025]]
    assert set(store.snapshot().tables["published_populations"].frame["row"]) == {5, 6}

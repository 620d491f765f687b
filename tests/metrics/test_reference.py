"""The reference files agree with one another and with what is published, and say what is wrong when they do not."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from metrics.comparison import SYMBOLS, comparators
from metrics.reference import FILES, BadReference, Reference
from metrics.registry import indicators

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "reference"
HEREFORDSHIRE = "E06000019"


@pytest.fixture(scope="module")
def reference():
    return Reference.read(SHIPPED)


@pytest.fixture
def with_file(tmp_path):
    """Read the shipped files with one replaced, as a deployment would."""

    def read(name, text, encoding="utf-8"):
        (tmp_path / name).write_text(text, encoding=encoding, newline="")
        return Reference.read(SHIPPED, tmp_path)

    return read


# What is shipped


def test_there_are_153_authorities_nine_regions_and_england(reference):
    assert reference.areas["level"].value_counts().to_dict() == {
        "la": 153, "region": 9, "sub-region": 2, "country": 1, "former la": 5,
    }  # fmt: skip


def test_herefordshire_is_the_authority_in_the_west_midlands(reference):
    chosen = reference.authority
    assert (chosen.code, chosen.name, chosen.short_name) == (HEREFORDSHIRE, "Herefordshire, County of", "Herefordshire")
    assert (chosen.region_code, chosen.region_name) == ("E12000005", "West Midlands")


def test_every_authority_is_in_one_of_the_nine_regions(reference):
    regions = set(reference.areas.query("level == 'region'")["code"])
    assert set(reference.areas.query("level in ('la', 'former la')")["region_code"]) == regions


def test_every_authority_has_ten_neighbours_in_the_2025_model(reference):
    authorities = reference.areas.query("level == 'la'")["code"]
    assert {len(set(reference.neighbours(code))) for code in authorities} == {10}
    assert {neighbour for code in authorities for neighbour in reference.neighbours(code)} <= set(authorities)


def test_the_2021_model_lacks_only_the_two_authorities_made_in_2023(reference):
    authorities = reference.areas.query("level == 'la'")
    without = authorities[[not reference.neighbours(code, "2021") for code in authorities["code"]]]
    assert set(without["name"]) == {"Cumberland", "Westmorland and Furness"}
    assert {len(reference.neighbours(code, "2021")) for code in set(authorities["code"]) - set(without["code"])} == {10}


def test_herefordshires_neighbours_in_order_of_closeness(reference):
    names = [reference.area(code).short_name for code in reference.neighbours(HEREFORDSHIRE)]
    assert names == [
        "Westmorland and Furness", "Staffordshire", "Lincolnshire", "Shropshire", "Somerset",
        "Lancashire", "Suffolk", "East Riding of Yorkshire", "North Yorkshire", "Derbyshire",
    ]  # fmt: skip


def test_all_47_published_indicators_have_figures_for_england_and_for_authorities(reference):
    keys = [described.indicator for described in reference.published_indicators]
    assert len(keys) == len(set(keys)) == 47
    for key in keys:
        latest, rows = reference.published_on(key, "2030-01-01")
        assert rows["E92000001"][0] is not None, key
        assert sum(value is not None for value, _, _ in rows.values()) > 70, key


def test_every_published_figure_is_there(reference):
    assert len(reference._published) == 75_259


def test_a_value_is_missing_exactly_where_a_symbol_says_why(reference):
    for described in reference.published_indicators:
        figures = reference.published(described.indicator)
        missing = figures["value"].isna()
        assert figures.loc[missing, "symbol"].isin(SYMBOLS.keys() - {"k"}).all(), described.indicator
        assert figures.loc[~missing, "symbol"].isin(["", "k"]).all(), described.indicator


def test_every_figure_is_of_a_release_that_is_described(reference):
    known = set(reference.releases["release"])
    for described in reference.published_indicators:
        assert set(reference.published(described.indicator)["release"]) <= known, described.indicator


def test_percentages_of_matched_cohorts_do_not_pass_100(reference):
    for described in reference.published_indicators:
        if described.unit == "percent" and described.indicator != "s47_to_icpc_pct":
            assert reference.published(described.indicator)["value"].dropna().between(0, 100).all(), described.indicator


def test_published_ratios_are_their_numerators_over_their_denominators(reference):
    """Rates use the mid-year before. DfE rounds what it divides for England, the regions and FTE, so those may differ."""
    for described in reference.published_indicators:
        figures = reference.published(described.indicator).dropna(subset=["value", "numerator", "denominator"])
        figures = figures[figures["area"].isin(reference.authority_codes) & (figures["denominator"] >= 100)]
        if described.indicator.startswith("csww") or figures.empty:
            continue
        scale = {"percent": 100, "per 10,000": 10_000}[described.unit]
        gap = (figures["numerator"] / figures["denominator"] * scale - figures["value"]).abs()
        assert (gap <= 0.5 * 10**-described.decimals + 1e-6).mean() > 0.99, described.indicator


@pytest.mark.parametrize(
    ("key", "day", "area", "value"),
    [
        # Text of the 2025 releases.
        ("cla_rate", "2021-03-31", "E92000001", 69), ("cla_rate", "2025-03-31", "E92000001", 67),
        ("cin_rate", "2020-03-31", "E92000001", 330.1), ("cin_rate", "2025-03-31", "E92000001", 330.3),
        ("assessment_45wd_pct", "2025-03-31", "E12000001", 86.5),
        ("csww_turnover_rate_pct", "2023-09-30", "E12000001", 14.2),
        # Herefordshire: 139, 804 and 1,574 over 34,439 children; 344 in care.
        ("cpp_rate", "2025-03-31", HEREFORDSHIRE, 40.4), ("s47_rate", "2025-03-31", HEREFORDSHIRE, 233.5),
        ("cin_rate", "2025-03-31", HEREFORDSHIRE, 457.0), ("cla_rate", "2025-03-31", HEREFORDSHIRE, 100),
        ("cla_rate", "2023-03-31", HEREFORDSHIRE, 122),
    ],
)  # fmt: skip
def test_known_published_figures(reference, key, day, area, value):
    figures = reference.published(key).set_index(["period_end", "area"])["value"]
    assert figures[pd.Timestamp(day), area] == value


def test_herefordshires_referrals_of_2024_are_withheld_not_zero(reference):
    row = (
        reference.published("rereferral_pct")
        .set_index(["period_end", "area"])
        .loc[(pd.Timestamp("2024-03-31"), HEREFORDSHIRE)]
    )
    assert row["symbol"] == "u" and pd.isna(row["value"])


def test_the_workforce_is_counted_at_30_september(reference):
    days = reference.published("csww_average_caseload")["period_end"]
    assert set(days.dt.strftime("%m-%d")) == {"09-30"} and str(days.max().date()) == "2025-09-30"


def test_the_large_file_is_read_only_when_wanted():
    assert "_published" not in vars(Reference.read(SHIPPED))


# Populations


def test_a_financial_year_takes_the_mid_year_before(reference):
    assert reference.population(HEREFORDSHIRE, 2025) == (34_439, 2024)
    assert reference.population(HEREFORDSHIRE, 2024) == (34_260, 2023)


def test_a_year_without_an_estimate_yet_takes_the_latest_there_is(reference):
    assert reference.population(HEREFORDSHIRE, 2027) == (34_439, 2024)


def test_there_is_no_population_before_the_first_estimate(reference):
    assert reference.population(HEREFORDSHIRE, 2012) == (None, None)
    assert reference.population("E10000009", 2025) == (None, None)


def test_england_is_the_sum_of_its_regions_and_each_region_of_its_authorities(reference):
    def total(codes):
        return sum(reference.population(code, 2025)[0] for code in codes)

    england, areas = reference.population("E92000001", 2025)[0], reference.areas
    assert england == 12_183_016 == total(areas.query("level == 'region'")["code"])
    for region in areas.query("level == 'region'")["code"]:
        own = areas.query("level == 'la' and region_code == @region")["code"]
        assert total(own) == reference.population(region, 2025)[0], region


# Targets


def test_a_target_holds_from_its_first_day(reference):
    assert reference.targets("icpc_15wd", "", "2022-03-31") is None
    target = reference.targets("icpc_15wd", "", "2022-04-01")
    assert (target.value, target.text, target.tolerance) == (85, "85", 2)


def test_below_england_is_the_latest_published_figure_at_or_before_the_day(reference):
    before = reference.targets("cp_repeat_plans", "", "2025-03-30")
    on_the_day = reference.targets("cp_repeat_plans", "", "2025-03-31")
    assert (before.text, str(before.period_end.date())) == ("below 24.7", "2024-03-31")
    assert (on_the_day.text, str(on_the_day.period_end.date())) == ("below 24.5", "2025-03-31")
    assert reference.targets("cp_repeat_plans", "", "2012-03-31") is None


HEADER = "indicator,team,from,to,target,direction,tolerance,basis,source\n"


def test_a_target_can_change_and_both_its_days_are_within_it(with_file):
    reference = with_file(
        "targets.csv",
        HEADER + "contacts_72h,,,31/03/2024,80,or more,,fixed,Plan\ncontacts_72h,,2024-04-01,,90,or more,,fixed,Plan\n",
    )
    assert reference.targets("contacts_72h", "", "2024-03-31").value == 80
    assert reference.targets("contacts_72h", "", "2024-04-01").value == 90


def test_a_team_has_its_own_target_or_else_the_authoritys(with_file):
    reference = with_file(
        "targets.csv", HEADER + "contacts_72h,,,,80,or more,,fixed,Plan\ncontacts_72h,MASH,,,95,or more,,fixed,Plan\n"
    )
    assert reference.targets("contacts_72h", "mash ", "2024-03-31").value == 95
    other = reference.targets("contacts_72h", "Assessment 1", "2024-03-31")
    assert (other.value, other.team) == (80, "")


@pytest.mark.parametrize(
    ("basis", "direction", "value"), [("England", "below", 10.0), ("neighbours", "below", 10.8), ("England and neighbours", "below", 10.0), ("England and neighbours", "above", 10.8)]
)
def test_a_target_beside_others_is_the_harder_where_it_is_both(with_file, basis, direction, value):
    reference = with_file("targets.csv", HEADER + f"care_3_placements,,,,cla_3plus_placements_pct,{direction},,{basis},Plan\n")
    others = comparators(reference, "cla_3plus_placements_pct", HEREFORDSHIRE, "2025-06-30")
    assert (others.england.value, round(others.neighbour_mean.value, 1)) == (10.0, 10.8)
    assert round(reference.targets("care_3_placements", "", "2025-06-30").value, 1) == value


def test_a_range_may_be_aimed_at(with_file):
    target = with_file("targets.csv", HEADER + "caseload_average,,,,16 to 18,between,,fixed,Plan\n").targets("caseload_average", "", "2025-06-30")
    assert (target.text, target.value, target.upper) == ("16 to 18", 16, 18)


def test_an_indicator_without_a_target_has_none(reference):
    assert reference.targets("contacts", "", "2024-03-31") is None


# Other deployments


@pytest.mark.parametrize("named", ["E08000025", "Birmingham", " birmingham"])
def test_the_authority_may_be_chosen_by_code_or_name(with_file, named):
    chosen = with_file("authority.csv", f"code\n{named}\n").authority
    assert (chosen.code, chosen.region_name) == ("E08000025", "West Midlands")


def test_a_file_saved_by_excel_with_a_byte_order_mark_and_windows_line_ends_is_read(with_file):
    assert with_file("authority.csv", "code\r\nE09000007\r\n", "utf-8-sig").authority.name == "Camden"


def test_any_of_the_153_can_be_chosen(reference, with_file):
    for code in reference.areas.query("level == 'la'")["code"][::19]:
        assert with_file("authority.csv", f"code\n{code}\n").authority.code == code


def test_an_interval_that_the_authority_does_not_give_is_the_usual_one_and_says_so(reference, with_file):
    own = with_file("settings.csv", "setting,value,unit,title,source\ncp_visit_working_days,15,working days,Visits are due every,us\n")
    assert own.settings == {**reference.settings, "cp_visit_working_days": 15}
    assert own.settings_in_words["case_supervision_months"].startswith("Case supervision is due every: 1 month,")
    assert own.settings_in_words["cp_visit_working_days"] == "Visits are due every: 15 working days"
    assert own.settings_in_words["drift_days"].endswith("42 days, as is usual: settings.csv of this authority does not say")
    assert own.with_brought(None).settings_in_words == own.settings_in_words


def test_whom_to_tell_of_what_is_not_accessible_is_a_setting_of_words(reference, with_file):
    assert reference.contact == ""
    own = with_file("settings.csv", "setting,value,unit,title,source\naccessibility_contact,01432 260000,,Whom to tell,us\n")
    assert own.contact == "01432 260000" and own.settings == reference.settings


def test_a_folder_that_is_not_there_changes_nothing(tmp_path):
    assert Reference.read(SHIPPED, tmp_path / "reference").authority.code == HEREFORDSHIRE


def test_a_neighbour_model_can_be_added(with_file):
    reference = with_file("neighbours_2030.csv", "area,rank,neighbour,closeness\nE06000019,1,E06000051,Close\n")
    assert reference.neighbour_models == ["2030", "2025", "2021"]
    assert reference.neighbours(HEREFORDSHIRE, "2030") == ["E06000051"]


def test_extra_bank_holidays(with_file):
    holidays = with_file("bank_holidays.csv", "on,name\n2030-01-02,A day of ours\n").bank_holidays
    assert [day.isoformat() for day in holidays] == ["2030-01-02"]


STEPS = ",".join(FILES["trajectories.csv"]) + "\n"


def test_a_trajectory_is_a_target_for_each_quarter_and_remembers_where_it_began(with_file):
    reference = with_file("trajectories.csv", STEPS + "cp_plans,,2024-25,139,2024-03-31,130,,120,115,or fewer,2,Plan\n")
    aims = {day: reference.targets("cp_plans", "", day) for day in ("2024-03-31", "2024-04-01", "2024-06-30", "2024-07-01", "2025-03-31", "2025-04-01")}
    assert [aim and aim.value for aim in aims.values()] == [None, 130, 130, None, 115, None]
    assert (aims["2024-06-30"].direction, aims["2024-06-30"].tolerance, aims["2024-06-30"].source) == ("or fewer", 2, "Plan")
    found = reference.trajectory("cp_plans", "", "2024-08-01")
    assert (found.baseline, found.baseline_on, len(found.steps)) == (139, pd.Timestamp(2024, 3, 31), 3)
    assert reference.trajectory("cp_plans", "Duty", "2025-03-31") == found
    assert reference.trajectory("cp_plans", "", "2025-04-01") is None


EVENTS = ",".join(FILES["events.csv"]) + "\n"


def test_events_are_on_the_lines_they_concern_in_order_of_time(with_file):
    reference = with_file(
        "events.csv",
        EVENTS + "2024-05-01,,Of all,,,,,\n2024-04,,Of a theme,Minutes,,Front door,,\n01/03/2024,05/03/2024,Of one,,contacts,,,\n2024-06-01,,Of a team,,,,mash ,2024-06-02\n",
    )
    words = lambda one, team="": [event.words for event in reference.events(indicators()[one], team)]  # noqa: E731
    assert words("contacts") == ["Of one", "Of a theme", "Of all"]
    assert words("contacts", "MASH") == ["Of one", "Of a theme", "Of all", "Of a team"]
    assert (words("referrals"), words("cp_plans")) == (["Of a theme", "Of all"], ["Of all"])
    month = reference.events(indicators()["referrals"])[0]
    assert (f"{month.from_on:%d/%m}", f"{month.to_on:%d/%m}", month.source) == ("01/04", "30/04", "Minutes")


def test_the_events_shipped_are_all_of_the_past_and_say_where_they_are_written(reference):
    assert len(reference.every_event) >= 7
    assert all(event.source.startswith("https://") and event.to_on < pd.Timestamp.now() for event in reference.every_event)


PUBLISHED = ",".join(FILES["published.csv"]) + "\n"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("authority.csv", "code\nE0600001\n", ["authority.csv, row 2", "'E0600001'", "such as E06000019"]),
        ("authority.csv", "code\nE12000005\n", ["authority.csv, row 2", "'E12000005'", "one of the authorities"]),
        ("authority.csv", "code\n", ["authority.csv", "0 rows", "Expected one"]),
        ("teams.csv", "alias,team\nA,B\n", ["teams.csv, row 1", "alias, team", "service_area"]),
        ("teams.csv", "alias,team,service_area\nA,B,\n a,C,\n", ["teams.csv, row 3", "'a'", "already one of B"]),
        ("codes.csv", "table,column,text,code\n,source_code,Tel,6\n,source_code,Tel,9\n", ["codes.csv, row 3", "'Tel'", "further up it means 6"]),
        ("settings.csv", "setting,value,unit,title,source\nx,often,days,Visits,us\n", ["settings.csv, row 2", "'often'", "number"]),
        ("settings.csv", "setting,value,unit,title,source\nx,1,days,Visits,us\nx,2,days,Visits,us\n", ["settings.csv, row 3", "given once"]),
        ("rebasing.csv", "indicator,team,from,reason,noted_on\nx,,2024-04-01,,\n", ["rebasing.csv, row 2", "reason is ''", "not a blank"]),
        ("rebasing.csv", "indicator,team,from,reason,noted_on\nx,,2024-04-01,A,\nx,,01/04/2024,B,\n", ["row 3", "once only"]),
        ("events.csv", EVENTS + "2024-04-31,,A visit,,,,,\n", ["events.csv, row 2", "from is '2024-04-31'", "a day, such as"]),
        ("events.csv", EVENTS + "2024-04-02,01/04/2024,A visit,,,,,\n", ["row 2", "to is '01/04/2024'", "on or after"]),
        ("events.csv", EVENTS + "2024-04,,,,,,,\n", ["row 2", "words is ''", "not a blank"]),
        ("events.csv", EVENTS + "2024-04,,A visit,,contact,,,\n", ["row 2", "indicator is 'contact'", "blank for all"]),
        ("events.csv", EVENTS + "2024-04,,A visit,,,Front,,\n", ["row 2", "theme is 'Front'", "Front door"]),
        ("events.csv", EVENTS + "2024-04,,A visit,,contacts,Front door,,\n", ["row 2", "theme is 'Front door'", "names an indicator already"]),
        ("events.csv", EVENTS + "2024-04,,A visit,,,,,\n01/04/2024,,a  visit,,,,,\n", ["row 3", "once only"]),
        ("trajectories.csv", STEPS + "x,,2024-25,,,,,,,or more,,P\n", ["row 2", "q1 is ''", "at least one"]),
        ("trajectories.csv", STEPS + "x,,2024-25 Q1,,,80,,,,or more,,P\n", ["row 2", "'2024-25 Q1'", "a financial year"]),
        ("trajectories.csv", STEPS + "x,,2024-25,,,80,,,,between,,P\n", ["row 2", "'between'", "or more"]),
        ("trajectories.csv", STEPS + "icpc_15wd,,2024-25,,,80,,,,or more,,P\n", ["row 2", "no two targets", "targets.csv, row 2"]),
        ("teams.csv", "alias,team,service_area\nA,B,,\n", ["teams.csv, row 2", "4 cells", "Expected 3"]),
        ("targets.csv", HEADER + "x,,2024-02-30,,1,or more,,fixed,P\n", ["row 2", "from is '2024-02-30'", "such as 2024-03-31"]),
        ("targets.csv", HEADER + "\nx,,,,ninety,or more,,fixed,P\n", ["row 3", "target is 'ninety'", "a number"]),
        ("targets.csv", HEADER + "x,,,,9,at least,,fixed,P\n", ["row 2", "direction is 'at least'", "or more"]),
        ("targets.csv", HEADER + "x,,,,9,below,,England,P\n", ["row 2", "target is '9'", "published_indicators.csv"]),
        ("targets.csv", HEADER + "x,,,,9,between,,fixed,P\n", ["row 2", "target is '9'", "a range such as 16 to 18"]),
        ("targets.csv", HEADER + "x,,,,cla_rate,between,,England,P\n", ["row 2", "direction is 'between'", "above or below"]),
        ("targets.csv", HEADER + "x,,,,9,below,,fixed,\n", ["row 2", "source is ''", "not a blank"]),
        ("targets.csv", HEADER + "x,,,,9,or more,,fixed,P\nx,,2024-01-01,,8,or more,,fixed,P\n", ["row 3", "no two", "row 2"]),
        ("targets.csv", HEADER + "x,,2024-02-01,2024-01-01,9,or more,,fixed,P\n", ["row 2", "to is", "on or after"]),
        ("populations.csv", "area,mid_year,children_0_17\nE06000019,2024,c\n", ["row 2", "'c'", "a whole number"]),
        ("populations.csv", "area,mid_year,children_0_17\nE06000019,2024,0\n", ["row 2", "'0'", "above zero"]),
        ("neighbours_2025.csv", "area,rank,neighbour,closeness\nE06000019,1,E06000019,\n", ["row 2", "not the area itself"]),
        ("target.csv", "x\n1\n", ["target.csv", "no reference file has this name", "targets.csv"]),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_and_row_with_what_belongs_there(with_file, name, text, words):
    with pytest.raises(BadReference) as complaint:
        with_file(name, text)
    assert [word for word in words if word not in str(complaint.value)] == [], str(complaint.value)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("cpp_rate,2025,E06000019,c,,,,,\n", ["row 2", "value is 'c'", "a number"]),
        ("cpp_rate,2025,E06000019,,,,,,\n", ["row 2", "symbol is ''", "a value, or else a symbol"]),
        ("cpp_rate,2025,E06000019,-100,,,c,,\n", ["row 2", "symbol is 'c'", "a value, or else a symbol"]),
        ("cpp_rate,2025,E06000019,,,,?,,\n", ["row 2", "symbol is '?'", "one of c u x z k -"]),
        ("cpp_rate,2025,Hereford,1,,,,,\n", ["row 2", "area is 'Hereford'", "authorities.csv"]),
        ("cp_rate,2025,E06000019,1,,,,,\n", ["row 2", "indicator is 'cp_rate'", "published_indicators.csv"]),
        ("cpp_rate,2025,E06000019,1,,,,,\n\ncpp_rate,2025,E06000019,1,,,,,\n", ["row 4", "row 2 has these already"]),
    ],
)  # fmt: skip
def test_a_fault_in_the_published_figures_is_named_by_row(with_file, rows, words):
    reference = with_file("published.csv", PUBLISHED + rows)
    with pytest.raises(BadReference) as complaint:
        reference.published("cpp_rate")
    assert [word for word in words if word not in str(complaint.value)] == [], str(complaint.value)


def test_a_published_figure_can_be_added_by_a_row(with_file):
    reference = with_file("published.csv", PUBLISHED + "cpp_rate,2026,E06000019,41.2,142,34500,,CIN 2025,\n\n")
    row = reference.published("cpp_rate").iloc[0]
    assert (row["value"], str(row["period_end"].date()), row["release"]) == (41.2, "2026-03-31", "CIN 2025")


def test_a_missing_file_is_named(tmp_path):
    for path in SHIPPED.glob("*.csv"):
        if path.name != "teams.csv":
            shutil.copy(path, tmp_path)
    with pytest.raises(BadReference, match=r"teams\.csv: not found in .*a header alone will do"):
        Reference.read(tmp_path)


def test_a_file_that_is_not_utf8_says_how_to_save_it(with_file):
    with pytest.raises(BadReference, match="Save it as 'CSV UTF-8"):
        with_file("teams.csv", "alias,team,service_area\nÉquipe,Équipe,\n", "latin-1")

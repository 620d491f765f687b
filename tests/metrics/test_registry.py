import sys

import pytest

from metrics.indicator import THEMES
from metrics.registry import indicators, read_package

ONE = '''
from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="{title}", question="How many?", theme="{theme}", good=None, counts="visits", source="A plan", order={order},
    needs={{"visits": ("seen_on",)}},
)
def {name}(tables):
    """Visits."""
    return events(tables["visits"], on="seen_on")
'''


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Reads a package of indicators from files written by the test."""
    monkeypatch.syspath_prepend(tmp_path)
    folder = tmp_path / "dropped"
    folder.mkdir()

    def read(**files):
        for name, text in {"__init__": "", **files}.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        return read_package("dropped")

    yield read
    for name in [name for name in sys.modules if name.partition(".")[0] == "dropped"]:
        del sys.modules[name]


def one(name, title=None, theme="Front door", order=100):
    return ONE.format(name=name, title=title or name.capitalize(), theme=theme, order=order)


def test_a_file_dropped_in_the_folder_is_live(package):
    found = package(visits=one("visits"))
    assert list(found) == ["visits"]
    assert found["visits"].title == "Visits"


def test_they_come_theme_by_theme_and_then_in_their_own_order(package):
    found = package(
        a=one("a", theme="Workforce"), b=one("b", order=2), c=one("c", order=1), d=one("d", theme="Child protection"), e=one("e", order=2)
    )
    assert list(found) == ["c", "b", "e", "d", "a"]


def test_an_empty_file_is_refused(package):
    with pytest.raises(ImportError, match="dropped.visits holds 0 indicators"):
        package(visits="")


def test_two_in_one_file_are_refused(package):
    with pytest.raises(ImportError, match="dropped.visits holds 2 indicators"):
        package(visits=one("visits") + one("more"))


def test_a_copy_under_another_name_is_refused(package):
    with pytest.raises(ImportError, match="dropped.copied declares visits. Name the function copied"):
        package(visits=one("visits"), copied=one("visits"))


def test_one_title_for_two_is_refused(package):
    with pytest.raises(ImportError, match="b and a have one title, 'Visits'"):
        package(a=one("a", title="Visits"), b=one("b", title="Visits"))


def test_a_bad_declaration_cannot_be_imported(package):
    with pytest.raises(ValueError, match="visits: theme='Nowhere'"):
        package(visits=one("visits", theme="Nowhere"))


def test_the_whole_catalogue_is_there_in_its_order_with_the_second_measure_of_return_interviews():
    catalogue = {
        "Front door": [
            "contacts", "contacts_72h", "contacts_to_referral", "referrals", "referral_rate", "referral_decision_24h", "rereferrals_12m",
            "referral_decision_1wd", "contacts_mash_24h",
        ],
        "Assessment and planning": [
            "assessments_45wd", "assessments_nfa", "cin_plan_rate", "child_seen_5wd", "assessments_overdue", "assessments_repeat_12m",
            "children_in_need_rate", "cin_visits_in_time", "unallocated_cases",
        ],
        "Child protection": [
            "section47_rate", "icpc_15wd", "cp_plans", "cp_plan_rate", "cp_repeat_plans", "cp_15_months", "strategy_48h",
            "strategy_attendance", "icpc_rate", "cp_18_months", "cp_2_years", "cp_plans_started_rate", "cp_visits_in_time",
            "cp_seen_alone", "cp_reviews_in_time", "cp_neglect", "core_groups_in_time",
        ],
        "Children in care": [
            "children_in_care", "children_in_care_rate", "care_3_placements", "care_long_term_stability", "care_outside_area",
            "care_foster_homes", "care_fostering_agency", "care_unregistered", "care_visits_in_time", "care_reviews_in_time",
            "iro_visits_6m", "permanence_plan_2nd_review", "worker_changes_12m", "care_health_assessments", "care_initial_health_20wd",
            "care_dental_checks", "care_immunisations", "care_education_plans", "missing_children", "return_interviews_72h",
            "return_interviews_48h", "foster_households", "connected_households", "carer_training",
        ],
        "Care leavers": [
            "care_leavers_in_touch", "care_leavers_suitable", "care_leavers_eet", "pathway_plans", "adviser_visits",
        ],
        "Court and permanence": [
            "plo_16_weeks", "proceedings_26_weeks", "proceedings_weeks", "adoptions", "adoption_days", "special_guardianship",
        ],
        "Workforce": [
            "caseload_average", "caseload_over_24", "agency_rate", "permanent_rate", "permanent_tenure_12m", "managers_permanent",
            "vacancy_rate", "turnover_rate", "newly_qualified_caseload", "sickness_rate", "appraisals",
        ],
        "Practice quality": [
            "supervision_workers", "supervision_cases", "audits_completed", "audits_good", "audits_requires_improvement",
            "audits_inadequate", "plans_good", "midpoint_reviews",
        ],
        "Voice and complaints": [
            "complaints", "complaints_in_time", "complaints_stage_1", "compliments",
        ],
        "Early help": [
            "early_help_partner", "early_help_seen_10wd", "early_help_waiting", "helpline_calls", "helpline_families",
            "supporting_families", "step_downs",
        ],
        "Special educational needs": [
            "health_care_plans_20wk",
        ],
    }  # fmt: skip
    assert list(catalogue) == list(THEMES)
    found = {theme: [name for name, indicator in indicators().items() if indicator.theme == theme] for theme in THEMES}
    assert found == catalogue
    assert len(indicators()) == 100 + 1

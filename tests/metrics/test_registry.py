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


def test_the_first_of_the_catalogue_are_all_there_in_its_order():
    first = [
        "contacts", "contacts_72h", "contacts_to_referral", "referrals", "referral_rate", "referral_decision_24h", "rereferrals_12m",
        "assessments_45wd", "assessments_nfa", "cin_plan_rate",
        "section47_rate", "icpc_15wd", "cp_plans", "cp_plan_rate", "cp_repeat_plans", "cp_15_months",
        "children_in_care", "children_in_care_rate",
        "caseload_average", "caseload_over_24", "agency_rate", "permanent_rate",
    ]  # fmt: skip
    assert [name for name in indicators() if name in first] == first
    themes = list(dict.fromkeys(indicator.theme for indicator in indicators().values()))
    assert themes == [theme for theme in THEMES if theme in themes]

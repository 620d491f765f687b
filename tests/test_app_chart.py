"""Control charts on the command line: the points with their limits, and where they start anew."""

import pytest

from app import Data, Source
from tests.test_app import read_here, rows, run, write_csv  # noqa: F401  read_here is a fixture

HEAD = ["Contact ID", "Person ID", "Contact Received", "Contact Decision", "Contact Outcome", "Team", "Worker"]
COUNTS = [4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 12]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Fourteen months of contacts: four and six by turns, then twelve; and the day after, which begins a month."""
    folder = tmp_path_factory.mktemp("charts")
    lines = [["Data as at: 01/06/2025"], HEAD]
    for place, n in enumerate(COUNTS):
        year, month = divmod(3 + place, 12)
        lines += [[f"{place}-{k}", str(k), f"{k + 1:02d}/{month + 1:02d}/{2024 + year} 09:00", "", "NFA", "Duty", ""] for k in range(n)]
    write_csv(folder / "in" / "contacts.csv", [*lines, ["last", "1", "01/06/2025 09:00", "", "NFA", "Duty", ""]])
    assert run(folder, "load", folder / "in").exit_code == 0
    return folder


def test_chart_prints_each_point_with_its_limits_and_what_it_says(folder):
    result = run(folder, "chart", "--indicator", "contacts")
    lines = rows(result)
    assert list(lines[0]) == ["period", "period_end", "status", "value", "mean", "lower", "upper", "rule", "says"]
    assert [line["period"] for line in lines] == [*(f"2024-{m:02d}" for m in range(4, 13)), *(f"2025-{m:02d}" for m in range(1, 7))]
    mean, moving = sum(COUNTS) / 14, (12 * 2 + 8) / 13
    for column, expected in (("mean", mean), ("lower", mean - 2.66 * moving), ("upper", mean + 2.66 * moving)):
        assert [float(line[column]) for line in lines[:-1]] == pytest.approx([expected] * 14)
    assert [(line["rule"], line["says"]) for line in lines[-2:]] == [("beyond a limit", "up"), ("", "")]
    assert (lines[-1]["status"], lines[-1]["value"]) == ("incomplete", "")
    assert "XmR chart by month, current rules." in result.stderr
    assert "Variation at 2025-05: up." in result.stderr
    assert "no target" in result.stderr


def test_chart_of_a_team_by_the_older_rules_and_by_quarter(folder):
    result = run(folder, "chart", "--indicator", "contacts", "--team", "duty", "--rules", "older", "--period", "quarter")
    assert [line["period"] for line in rows(result)] == ["2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4", "2025-26 Q1"]
    assert "older rules" in result.stderr
    assert "4 of the 13 quarters that limits need" in result.stderr
    assert run(folder, "chart", "--indicator", "nonsense").exit_code == 2


def test_rebase_starts_the_limits_anew_and_is_taken_back(folder):
    done = run(folder, "rebase", "contacts", "--from", "2025-05", "--reason", "Another form")
    assert done.exit_code == 0, done.stderr
    result = run(folder, "chart", "--indicator", "contacts")
    assert {line["mean"] for line in rows(result)[:13]} == {repr(sum(COUNTS[:13]) / 13)}
    assert "Rebased from 2025-05-01: Another form" in result.stderr
    assert "1 of the 13 months that limits need since it was rebased" in result.stderr
    assert run(folder, "rebase", "contacts", "--from", "01/05/2025", "--remove").exit_code == 0
    assert "Rebased" not in run(folder, "chart", "--indicator", "contacts").stderr
    assert "nothing to take back" in run(folder, "rebase", "contacts", "--from", "2025-05", "--remove").stderr


@pytest.mark.parametrize("wrong", [["--from", "2025-05"], ["--from", "2025-05", "--reason", "x", "--remove"], ["--from", "May", "--reason", "x"], ["--from", "2025-05", "--reason", " "]])
def test_rebase_says_what_is_wanting(folder, wrong):
    assert run(folder, "rebase", "contacts", *wrong).exit_code == 2


def test_an_event_is_noted_for_a_chart_listed_with_it_and_taken_back(folder):
    what = ["event", "A new front door", "--from", "2025-04", "--indicator", "contacts", "--team", "duty"]
    done = run(folder, *what, "--source", "Cabinet, March 2025")
    assert done.exit_code == 0, done.stderr
    said = "Event from 2025-04-01 to 2025-04-30: A new front door"
    assert said in run(folder, "chart", "--indicator", "contacts", "--team", "Duty").stderr
    assert said not in run(folder, "chart", "--indicator", "contacts").stderr, "a team's event is on its own charts"
    assert run(folder, *what, "--remove").exit_code == 0
    assert said not in run(folder, "chart", "--indicator", "contacts", "--team", "Duty").stderr
    assert "nothing to take back" in run(folder, *what, "--remove").stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(["x", "--from", "May"], "Say when"), (["x", "--from", "2025-05-02", "--to", "2025-05-01"], "Say when"), ([" ", "--from", "2025-05"], "what happened"),
     (["x", "--from", "2025-05", "--indicator", "contacts", "--theme", "Front door"], "not both"), (["x", "--from", "2025-13"], "Say when")],
)  # fmt: skip
def test_event_says_what_is_wanting_and_leaves_the_file_as_it_is(folder, wrong, said):
    result = run(folder, "event", *wrong)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert run(folder, "chart", "--indicator", "contacts").exit_code == 0


def test_events_written_by_hand_are_shown_without_a_restart_and_a_fault_leaves_them_as_they_were(folder):
    source, file = Source(Data(folder)), folder / "reference" / "events.csv"
    words = lambda: [event.words for event in source.snapshot().reference.every_event]  # noqa: E731
    shipped, number = words(), source.snapshot().number
    file.parent.mkdir(exist_ok=True)
    file.write_text("from,to,words,source,indicator,theme,team,noted_on\n2025-01,,By hand,,,,,\n")
    assert (words(), source.snapshot().number) == (["By hand"], number)
    file.write_text("from,to,words,source,indicator,theme,team,noted_on\nMay,,By hand,,,,,\n")
    assert words() == ["By hand"] and "events.csv, row 2: from is 'May'" in source.snapshot().plan_fault
    file.unlink()
    assert words() == shipped

import pytest

from metrics.indicators.worker_changes_12m import worker_changes_12m

IN_CARE = "child_id | started_on | legal_status_code\nA | 2023-03-31 | C2\nB | 2023-04-01 | C2\nC | 2020-01-01 | V3"


def changed(measure, *allocations):
    """Whether child A, in care for 12 months on 31 March 2024, had another worker."""
    text = "child_id | worker_id | worker | started_on | ended_on\n" + "\n".join(f"A | {row}" for row in allocations)
    return measure(worker_changes_12m, "2024-03", care_periods=IN_CARE, allocations=text)


@pytest.mark.parametrize("allocations", [
    ["W1 | One | 2023-01-01 |"],
    ["W1 | One | 2023-01-01 | 2023-08-01", "W1 | One | 2023-08-01 |"],
    ["W1 | One | 2023-01-01 | 2023-08-01", "W1 | One | 2023-09-01 |"],
    ["W1 | One | 2023-01-01 | 2023-03-31", "W2 | Two | 2023-03-31 |"],
    ["W1 | One | 2023-01-01 |", "W2 | Two | 2023-02-01 |"],
    ["W1 | One | 2023-01-01 | 2023-08-01", "W9 | Duty | 2023-08-01 | 2023-09-01", "W1 | One | 2023-09-01 |"],
    ["W1 | One | 2023-01-01 |", "W2 | Two | 2024-04-01 |"],
    ["W1 | One | 2023-07-01 |"],
])  # fmt: skip
def test_the_same_worker_throughout(measure, allocations):
    assert changed(measure, *allocations) == (0, 1)


@pytest.mark.parametrize("allocations", [
    ["W1 | One | 2023-01-01 | 2023-04-01", "W2 | Two | 2023-04-01 |"],
    ["W1 | One | 2023-01-01 | 2024-03-31", "W2 | Two | 2024-03-31 |"],
    ["W1 | One | 2023-01-01 | 2023-08-01", "W2 | Two | 2023-08-01 | 2023-09-01", "W1 | One | 2023-09-01 |"],
    ["W1 | One | 2023-07-01 | 2023-08-01", "W2 | Two | 2023-09-01 |"],
])  # fmt: skip
def test_another_worker_in_the_twelve_months(measure, allocations):
    assert changed(measure, *allocations) == (1, 1)


def test_it_needs_the_twelve_months_before(figure):
    allocations = "child_id | worker_id | started_on\nA | W1 | 2023-01-01"
    assert figure(worker_changes_12m, "2024-03", reaches_back_to="2023-04-01", care_periods=IN_CARE, allocations=allocations)["status"] == "starts too late"

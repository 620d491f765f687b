"""Vectors from Newcombe's paper of 1998, table II."""

import math

import pytest

from metrics.differences import difference_of_proportions, from_given, of_counts, of_proportions


@pytest.mark.parametrize(
    ("x1", "n1", "x2", "n2", "lower", "upper"),
    [(56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062), (5, 56, 0, 29, -0.0381, 0.1926),
     (0, 10, 0, 20, -0.1611, 0.2775), (10, 10, 0, 20, 0.6791, 1.0), (10, 10, 0, 10, 0.6075, 1.0)],
)  # fmt: skip
def test_newcombes_worked_differences(x1, n1, x2, n2, lower, upper):
    assert difference_of_proportions(x1, n1, x2, n2) == pytest.approx((lower, upper), abs=1e-4)


@pytest.mark.parametrize(("figures", "said"), [((56, 70, 48, 80), "above"), ((48, 80, 56, 70), "below"), ((5, 56, 0, 29), "no different"), ((0, 5, 0, 5), "no different")])
def test_proportions(figures, said):
    assert of_proportions(*figures) == said


@pytest.mark.parametrize(
    ("figures", "said"),
    [((0, 1, 0, 1), "no different"), ((0, 1, 5, 1), "no different"), ((0, 1, 6, 1), "below"), ((9, 1, 1, 1), "above"), ((100, 1, 120, 1), "no different"),
     ((100, 1, 140, 1), "below"), ((20, 1000, 20, 2000), "above"), ((10, 1000, 20, 2000), "no different")],
)  # fmt: skip
def test_counts_and_rates(figures, said):
    assert of_counts(*figures) == said


def test_a_figure_differs_from_a_given_one_that_its_interval_excludes():
    assert [from_given(10, 20, given) for given in (9, 10, 15, 20, 21, math.nan, None)] == ["above", *["no different"] * 3, "below", None, None]

"""How long things take, by the product-limit estimate, against a published example and another implementation."""

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from metrics.durations import duration

# Weeks of remission under 6-mercaptopurine and placebo: Freireich and others, 1963, as Kaplan-Meier curves are taught with.
TREATED = ([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
PLACEBO = ([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], [])


def test_a_published_example():
    treated, placebo = duration(*TREATED), duration(*PLACEBO)
    assert (treated.quantile(0.5), placebo.quantile(0.5)) == (23, 8)
    times, not_done = treated.curve
    assert times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert not_done.round(4).tolist() == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert treated.quantile(0.75) is None  # fewer than three in four had relapsed by the end
    assert (treated.n_done, treated.n_waiting, treated.longest_waiting) == (9, 12, 35)


@pytest.mark.parametrize("seed", range(6))
def test_another_implementation_agrees(seed):
    draw = np.random.default_rng(seed)
    done, waiting = draw.integers(0, 60, 80), draw.integers(0, 60, 40 * (seed % 3))
    other = ecdf(CensoredData(uncensored=done, right=waiting)).sf
    times, not_done = duration(done, waiting).curve
    assert not_done == pytest.approx(other.evaluate(times))


def test_without_anybody_waiting_it_is_the_plain_share():
    found = duration([0, 1, 2, 3], [])
    assert [found.quantile(share) for share in (0.25, 0.5, 0.75, 0.9, 1)] == [0, 1, 2, 3, 3]


def test_of_nobody_nothing_is_said():
    found = duration([], [])
    assert (found.n_done, found.quantile(0.5), found.longest_waiting) == (0, None, None)


def test_while_all_wait_no_share_is_reached():
    assert duration([], [5, 9]).quantile(0.25) is None

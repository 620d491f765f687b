"""Vectors that others have published for these methods, beyond those the other tests of this folder hold.

Facts from the test data of PHEindicatormethods and PHStatsMethods (funnels), FunnelPlotR (over-dispersion), R's binom and exactci as
statsmodels' tests quote them, and qicharts2 0.8.1 as PowerBI-SPC's tests quote it; no code of theirs.
"""

import numpy as np
import pytest
from scipy.stats import binomtest

from metrics.control_charts import p_chart, u_chart, xmr
from metrics.differences import of_counts
from metrics.funnels import INNER, OUTER, proportion_limits, proportion_position, rate_curves, rate_position
from metrics.intervals import wilson

# --- funnels: PHEindicatormethods ---------------------------------------------------------------------------------------

ACROSS = 0.80642448
#: denominator: 95 % lower and upper, 99.8 % lower and upper
PROPORTIONS = {
    1: (3.204264, 100, 0, 100),
    5: (46.011039, 100, 26.039864, 100),
    18: (62.390093, 98.894803, 51.864359, 100),
    41: (68.548635, 92.73626, 61.574398, 99.710497),
    102: (72.974925, 88.309971, 68.553233, 92.731663),
    1008: (78.203374, 83.081521, 76.796814, 84.488082),
    11097: (79.907338, 81.377558, 79.483416, 81.80148),
    110000: (80.408963, 80.875933, 80.274317, 81.010578),
}


@pytest.mark.parametrize("n", PROPORTIONS)
def test_the_limits_of_a_funnel_of_proportions(n):
    found = [100 * limit for coverage in (INNER, OUTER) for limit in proportion_limits(ACROSS, n, coverage)]
    assert found == pytest.approx(PROPORTIONS[n], abs=2e-6)


@pytest.mark.parametrize(
    ("x", "n", "position"),
    [
        (35078.488, 41980, 2), (24803.6256, 31824, -2), (50050.7443, 61921, 0), (26789.238, 33012, 1), (36850.0492, 45449, 1), (34502.0685, 42485, 1),
        (23910.2469, 29457, 1), (30277.5312, 37828, -1), (24866.916, 30929, 0), (21139.2936, 25992, 1), (18504.9982, 22739, 1), (16924.1296, 20776, 1),
        (29709.0543, 36583, 1), (22094.6563, 28969, -2), (17321.4088, 21587, 0), (38045.3716, 46958, 1), (72885.0164, 96053, -2), (26108.3438, 31442, 2),
    ],
)  # fmt: skip
def test_who_lies_outside_a_funnel_of_proportions(x, n, position):
    assert proportion_position(x, n, ACROSS) == position


#: count, population, and where they lie: with the area that has no events in the mean, and without it
RATES = [
    (2419, 264102, 2, 2), (2337, 259711, 2, 2), (2291, 289247, 2, 2), (2242, 265029, 2, 2), (2218, 284649, 2, 2), (2159, 293578, 2, 2), (2130, 286718, 2, 2),
    (2111, 307381, 0, 0), (2105, 274145, 2, 2), (2083, 297424, 1, 0), (2078, 272628, 2, 2), (2062, 269656, 2, 2), (2061, 294692, 1, 0), (2033, 277710, 2, 1),
    (2033, 259213, 2, 2), (2010, 285516, 1, 0), (2004, 269449, 2, 2), (2002, 290888, 0, 0), (1977, 287112, 0, 0), (1944, 286492, 0, 0), (1932, 287012, 0, 0),
    (1922, 291277, 0, 0), (1912, 289859, 0, 0), (1881, 289653, 0, -1), (1844, 282519, 0, -1), (1835, 274220, 0, 0), (1833, 280271, 0, -1), (1825, 284206, 0, -1),
    (1816, 274508, 0, 0), (1809, 288384, -1, -2), (1798, 287072, -1, -2), (1754, 282744, -2, -2), (1746, 289208, -2, -2), (1709, 287736, -2, -2),
    (1694, 296175, -2, -2), (1688, 303255, -2, -2), (1649, 285959, -2, -2), (1553, 274661, -2, -2), (1332, 281425, -2, -2), (0, 297820, -2, None),
]  # fmt: skip


@pytest.mark.parametrize("place", [2, 3], ids=["with the area without events", "without it"])
def test_who_lies_outside_a_funnel_of_rates(place):
    rows = [row for row in RATES if row[place] is not None]
    x, n = np.array([row[:2] for row in rows]).T
    assert rate_position(x, n, x.sum() / n.sum()).tolist() == [row[place] for row in rows]


@pytest.mark.parametrize(
    ("events", "baseline", "expected"),
    [
        (1, 116.1720835, (1598.675694, 20.85059119, 7.264481402, 4588.535848, 2649.348525, 12.58170943, 0.287087625, 116108.569)),
        (10, 116.1720835, (5276.757672, 63.17010446, 1375.943768, 242.2579623, 6924.776769, 48.13632908, 849.4639547, 392.4043292)),
        (99, 116.1720835, (34583.45945, 95.42133877, 23087.10848, 142.9369123, 38382.78582, 85.97604186, 20393.92315, 161.8129075)),
        (1360, 116.1720835, (411529.9259, 110.158048, 369759.5622, 122.6021934, 424043.2424, 106.9073359, 358342.3275, 126.5084525)),
        (286, 95.60285106, (111970.3773, 85.14156661, 88494.9416, 107.727438, 119317.6437, 79.89877305, 82485.29064, 115.5761622)),
    ],
)  # fmt: skip
def test_the_curves_of_a_funnel_of_rates(events, baseline, expected):
    """Three years' events per 100,000; the source finds its limits by halving, which leaves the widest of them a little off."""
    found = []
    for coverage in (INNER, OUTER):
        for n, rate in rate_curves(baseline / 100_000, [events], coverage):
            found += [n[0] / 3, 300_000 * rate[0] / 3]
    assert found == pytest.approx(expected, rel=5e-5)


@pytest.mark.parametrize(
    ("observed", "expected"), [(1, (17.94802207, 3949.774946, 10.83023482, 99945.32721)), (20, (64.74926614, 163.7127595, 52.57362804, 223.2588569)),
                               (100, (82.21871402, 122.9044681, 74.11562345, 139.0406755)), (716, (92.93605352, 107.7488421, 89.20960712, 112.5516964))],
)  # fmt: skip
def test_the_curves_of_a_funnel_of_ratios(observed, expected):
    found = [100 * rate[0] for coverage in (INNER, OUTER) for _, rate in rate_curves(1, [observed], coverage)]
    assert found == pytest.approx(expected, rel=5e-5)


# --- intervals and differences: R's binom and exactci -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [(18, 20, 0.6989663547715128, 0.972133518786232), (4, 20, 0.0806576625797981, 0.4160174322518935), (4, 200, 0.00780442641634947, 0.05028708690582643),
     (190, 200, 0.910421851861224, 0.972617354399236), (1, 30, 5.908590e-03, 0.16670391), (29, 30, 0.8332961, 0.9940914), (0, 30, 0, 0.11351339), (30, 30, 0.8864866, 1)],
)  # fmt: skip
def test_wilson(x, n, lower, upper):
    assert wilson(x, n) == pytest.approx((lower, upper), abs=1e-7)


def test_two_rates():
    """60 events among 51,477.5 and 30 among 54,308.7: exactci's two-sided p is 0.000675182658686321, by the least likely tables."""
    assert binomtest(60, 90, 51477.5 / (51477.5 + 54308.7)).pvalue == pytest.approx(0.000675182658686321, rel=1e-12)
    assert of_counts(60, 51477.5, 30, 54308.7) == "above"


# --- control charts: qicharts2 ------------------------------------------------------------------------------------------


def test_a_p_chart():
    x = [14, 12, 15, 8, 16, 11, 12, 14, 16, 17, 5, 11, 13, 10, 14, 5, 12, 10, 11, 5, 10, 8, 11, 12, 11, 18, 18, 21, 14, 15, 18, 22, 17, 16, 20, 15]
    n = [52, 64, 70, 60, 67, 69, 67, 54, 79, 59, 49, 61, 41, 51, 56, 43, 57, 48, 69, 41, 40, 46, 59, 62, 57, 65, 75, 70, 76, 69, 64, 67, 84, 67, 69, 78]
    chart = p_chart(x, n)
    assert chart.mean[0] == pytest.approx(21.63, abs=5e-3)
    assert chart.upper[:12] == pytest.approx([38.76, 37.07, 36.4, 37.58, 36.72, 36.5, 36.72, 38.44, 35.53, 37.71, 39.28, 37.45], abs=6e-3)
    assert chart.lower[-6:] == pytest.approx([6.19, 6.54, 8.16, 6.54, 6.76, 7.65], abs=6e-3)


def test_a_u_chart():
    x = [575, 521, 585, 528, 507, 519, 457, 505, 494, 512, 543, 506, 509, 521, 549, 531, 509, 528, 419, 512, 495, 513, 454, 490]
    n = [310466.8333, 282346.7917, 309089.7083, 287977.3333, 297743.375, 286988.25, 261120.3333, 268720.75, 284437.875, 290449.5, 288104.4583, 279961.375,
         289803.9583, 275950.5833, 290824.4583, 285495.75, 282515.2083, 273927.875, 253085.625, 262410.7083, 275529.25, 282405.0833, 259530.7917, 256235.4583]  # fmt: skip
    chart = u_chart(x, n, per=10_000)
    assert chart.upper[:6] == pytest.approx([20.5349, 20.6467, 20.5401, 20.623, 20.5836, 20.6271], abs=6e-5)
    assert chart.lower[-4:] == pytest.approx([15.7951, 15.825, 15.721, 15.7049], abs=6e-5)


def test_an_i_chart_differs_in_the_third_digit_where_2_66_is_rounded():
    """qicharts2 takes 3/1.128 moving ranges, Making Data Count 2.66, and screens moving ranges as the older rules do."""
    x = [5, 7, 5, 7, 7, 5, 4, 9, 8, 13, 8, 7, 8, 7, 12, 11, 8]
    n = [113, 132, 121, 134, 116, 131, 93, 138, 182, 157, 100, 103, 146, 108, 153, 141, 134]
    chart = xmr([a / b for a, b in zip(x, n, strict=True)], rules="older")
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.0229, 0.0957), abs=2e-4)

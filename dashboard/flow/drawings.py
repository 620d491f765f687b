"""Small drawings of the page of flow: how long a step took, case by case; how much work is of an age."""

import numpy as np

from dashboard import svg, theme

WIDTH, HEIGHT, PAD = 280, 40, 6


def strip(taken, words):
    """How many cases took how long: solid for those done, hollow for those who wait so far; half of all in the band, the line the median.

    The longest are drawn in the last place, which is marked with a plus.
    """
    every = np.repeat(*np.array(sorted(taken.done + taken.waiting), "int64").reshape(-1, 2).T)
    end = max(int(every[int(0.97 * (len(every) - 1))]) + 1, 4)  # beyond it are the longest
    width = max(1, -(-end // 46))  # units a bar
    n = -(-end // width)
    done, waiting = (np.bincount(np.minimum(np.array([t for t, _ in of], "int64") // width, n), [many for _, many in of], minlength=n + 1) for of in (taken.done, taken.waiting))
    step = (WIDTH - 2 * PAD) / (n + 1)
    tallest = (done + waiting).max() or 1
    floor = HEIGHT - 7

    def x(units):
        return PAD + min(units / width, n + 0.5) * step

    parts = []
    quartiles = [taken.quantile(share) for share in (0.25, 0.5, 0.75)]
    if quartiles[0] is not None:
        right = WIDTH - PAD if quartiles[2] is None else x(quartiles[2] + 1)
        parts.append(f"<rect x='{x(quartiles[0]):.1f}' y='1' width='{max(2, right - x(quartiles[0])):.1f}' height='{floor - 1}' rx='2' fill='{theme.BAND}'/>")
    for at in range(n + 1):
        left, solid, hollow = PAD + at * step, done[at] / tallest * (floor - 5), waiting[at] / tallest * (floor - 5)
        if solid:
            parts.append(f"<rect x='{left + 0.5:.1f}' y='{floor - max(solid, 0.8):.1f}' width='{step - 1:.1f}' height='{max(solid, 0.8):.1f}' fill='{theme.SOFT}'/>")
        if hollow:
            top = floor - solid - max(hollow, 1.5)
            parts.append(f"<rect x='{left + 0.9:.1f}' y='{top:.1f}' width='{max(1, step - 1.8):.1f}' height='{max(hollow, 1.5):.1f}' fill='{theme.CARD}' stroke='{theme.OWN}' stroke-width='.8' stroke-dasharray='2 1.5'/>")
    parts.append(f"<path d='M{PAD} {floor}H{WIDTH - PAD}' stroke='{theme.RULE}'/>")
    if done[n] + waiting[n]:
        parts.append(f"<path d='M{WIDTH - PAD - step / 2 - 2:.1f} {floor + 4}h4m-2 -2v4' stroke='{theme.MUTED}'/>")
    if quartiles[1] is not None:
        middle = x(quartiles[1] + 0.5)
        parts.append(f"<path d='M{middle:.1f} 0V{floor}' stroke='{theme.OWN}' stroke-width='2'/>")
    return svg.drawing("".join(parts), WIDTH, HEIGHT, words, className="strip")


def share_bar(share, kind="soft"):
    """A share of 1 as a bar; the number stands beside it."""
    width, height = 120, 8
    fill = {"soft": theme.SOFT, "late": theme.ATTENTION, "stage": theme.OWN, "out": theme.USUAL}.get(kind, theme.CARD)
    edge = {"open": f" stroke='{theme.OWN}' stroke-dasharray='3 2'", "lost": f" stroke='{theme.ATTENTION}' stroke-dasharray='1 1'"}.get(kind, "")
    edge = edge and f"{edge} vector-effect='non-scaling-stroke'"
    long = max(1.5, share * (width - 2)) if share else 0
    bar = f"<rect x='1' y='1' width='{long:.1f}' height='{height - 2}' fill='{fill}'{edge}/>" if long else ""
    body = f"<path d='M0 {height - 0.5}H{width}' stroke='{theme.LINE}'/>{bar}"
    return svg.drawing(body, width, height, "", stretched=True, className="share-bar")

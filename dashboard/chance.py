"""Whether a difference is more than chance, in words. Nothing here knows of Dash."""

from dashboard import wording
from metrics.differences import ENGLAND, NEIGHBOURS, SAME, YEAR_AGO

#: What a figure is set beside, as it is named in a sentence.
BESIDE = {ENGLAND: "England", NEIGHBOURS: "the neighbours’ mean", YEAR_AGO: "a year ago"}
#: Where one lies in a funnel; the limit that it is beyond holds so many of those that differ by chance alone.
POSITIONS = {
    2: "Higher than chance would give (99.8%)",
    1: "Higher than chance would give (95%)",
    0: "Within chance",
    -1: "Lower than chance would give (95%)",
    -2: "Lower than chance would give (99.8%)",
}
TOO_FEW = "Too few cases to tell"
GROUPS = {"above": "Above the rest by more than chance", "below": "Below the rest by more than chance", "no different": "No different beyond chance"}


def sentence(differences):
    """Above England and the neighbours’ mean by more than chance would give (95%), and no different from a year ago beyond chance."""
    parts = []
    for verdict in ("above", "below"):
        names = [BESIDE[each.beside] for each in differences if each.verdict == verdict]
        if names:
            parts.append(f"{verdict} {wording.listed(names)} by more than chance would give (95%)")
    same = [BESIDE[each.beside] for each in differences if each.verdict == SAME]
    if same:
        alternatives = same[0] if len(same) == 1 else f"{', '.join(same[:-1])} or {same[-1]}"
        parts.append(f"no different from {alternatives} beyond chance")
    text = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, and {parts[-1]}" if parts else ""
    return text[:1].upper() + text[1:] + ("." if text else "")


def verdict(difference):
    """One verdict beside the figure that it is about: Above by more than chance."""
    if difference.verdict == SAME:
        return "No different beyond chance"
    return f"{difference.verdict.capitalize()} by more than chance"


def kind(indicator, direction):
    """What a direction beyond chance is, as a chip: good, bad, or neither where neither way is good."""
    if not direction or indicator.good is None:
        return "plain"
    return "good" if (direction > 0) == (indicator.good == "high") else "bad"


DIRECTION = {"above": 1, "below": -1}


def by_luck(n):
    """How often at least one of n lies beyond a 95 % limit where all are alike: 34%."""
    return f"{wording.number(100 * (1 - 0.95**n))}%"

"""What the episodes of the SSDA903 return add up to: periods of care, placements, adoptions.

Frames in, frames out: each has the columns of its table that can be known, and the file, sheet and row of the episode, or
adoption record, that says the latest of it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

CONTINUES = "X1"  # the reason an episode ended that says the child stays in care
SAME_CARER = ("L", "T", "U")  # reasons for an episode after which the child is with the carers of the one before
PLACED = ("A3", "A4", "A5", "A6")
FOSTERED_FOR_ADOPTION = ("U2", "U5")
ADOPTED = ("E11", "E12")
PROVENANCE = ["file", "sheet", "row"]


def in_chains(episodes: pd.DataFrame) -> pd.DataFrame:
    """The episodes of each child in order, with the number of the period of care and of the placement they belong to.

    A period of care begins with a child's first episode, with one that says so (S), and after one that ended for any reason
    but X1. A gap in between does not end it: then an episode is missing. A placement begins with its period, and where the
    carers change (P, B); T and U, another placement with the same carers, are no move and go on with it. An episode that
    does not say why it began begins a placement where the type, the provider or the home is another.
    """
    found = episodes.assign(**{c: episodes[c].astype(object) for c in episodes if episodes[c].dtype == "category"})
    found = found.sort_values(["child_id", "started_on"], kind="stable", ignore_index=True)
    before = found.shift()
    is_first = found["child_id"] != before["child_id"]
    ended = before["ended_on"].notna() & before["end_reason_code"].notna() & (before["end_reason_code"] != CONTINUES)
    begins_period = is_first | (found["begin_reason_code"] == "S") | ended
    why = found["begin_reason_code"]
    moved = pd.Series(False, found.index)
    for column in ("placement_type_code", "provider_code", "urn"):
        moved |= found[column].notna() & before[column].notna() & (found[column] != before[column])
    begins_placement = begins_period | why.isin(["P", "B"]) | (~why.isin(SAME_CARER) & moved)
    return found.assign(period=begins_period.cumsum(), placement=begins_placement.cumsum())


def _ends(last: pd.DataFrame, ended_on: pd.Series) -> pd.Series:
    """Where each of a child's spells ended, one at the latest where the child's next begins."""
    following = last.groupby("child_id", sort=False)["first_on"].shift(-1)
    return ended_on.where(ended_on.notna() | following.isna(), following)


def _spells(chained: pd.DataFrame, by: str) -> pd.DataFrame:
    """The last episode of each spell, with the day on which the spell began."""
    last = chained.drop_duplicates(by, keep="last").set_index(by)
    return last.assign(first_on=chained.groupby(by)["started_on"].min(), is_last=~last["child_id"].duplicated(keep="last"))


def care_periods(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame | None:
    """Periods of care. Legal status, category of need and placement are those of the latest episode; V3 and V4 keep their codes.

    A period that was open when the first return began starts, as far as is known, with its first episode: the returns of
    earlier years say when it did. A child's last period has not ended where its last episode ended with X1.
    """
    if "care_episodes" not in frames:
        return None
    last = _spells(in_chains(frames["care_episodes"]), "period")
    goes_on = last["is_last"] & (last["end_reason_code"] == CONTINUES)
    found = pd.DataFrame({
        "child_id": last["child_id"], "started_on": last["first_on"], "ended_on": _ends(last, last["ended_on"].mask(goes_on)),
        "legal_status_code": last["legal_status_code"], "need_code": last["need_code"], "placement_type_code": last["placement_type_code"],
        "end_reason_code": last["end_reason_code"].mask(last["end_reason_code"] == CONTINUES), **{c: last[c] for c in PROVENANCE},
    })  # fmt: skip
    return found.reset_index(drop=True)


def placements(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame | None:
    """Placements: episodes with the same carers, one after another. Type, provider and home are those of the latest episode."""
    if "care_episodes" not in frames:
        return None
    last = _spells(in_chains(frames["care_episodes"]), "placement")
    found = pd.DataFrame({
        "child_id": last["child_id"], "started_on": last["first_on"], "ended_on": _ends(last, last["ended_on"]),
        "type_code": last["placement_type_code"], "provider_code": last["provider_code"], "urn": last["urn"],
        "change_reason_code": last["change_reason_code"], **{c: last[c] for c in PROVENANCE},
    })  # fmt: skip
    return found.reset_index(drop=True)


def adoptions(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Adoptions: a row for each decision to place a child for adoption, and for each adopted or placed child without one.

    The decision is that of the placed_for_adoption file, else that of AD1. What came of it belongs to a child's latest decision:
    the match (AD1), the placement order, fostering for adoption, the placement with adopters and the adoption order (the
    episodes: legal status E1, placement types U2 and U5, A3 to A6, and an end for E11 or E12).
    """
    decisions = [_plain(frames[t]) for t in ("adoption_decisions", "adoption_matches") if t in frames]
    keep = ["child_id", "decision_on", "reversed_on", "reversal_reason_code", *PROVENANCE]
    found = pd.concat([d.reindex(columns=keep).astype(object) for d in decisions] or [pd.DataFrame(columns=keep)], ignore_index=True)
    if len(decisions) == 2:  # AD1 repeats the decision, at times another day of it
        found = found[(found.index < len(decisions[0])) | ~found["child_id"].isin(decisions[0]["child_id"])]
    events = _events(_plain(frames["care_episodes"])) if "care_episodes" in frames else pd.DataFrame(columns=["child_id", *EVENTS, *PROVENANCE])
    undecided = events[~events["child_id"].isin(found["child_id"]) & events[["placed_on", "adoption_order_on"]].notna().any(axis=1)]
    found = pd.concat([found, undecided.reindex(columns=keep).astype(object)], ignore_index=True).sort_values(["child_id", "decision_on"], kind="stable", ignore_index=True)
    is_latest = ~found["child_id"].duplicated(keep="last")
    if "adoption_matches" in frames:
        events = events.merge(_plain(frames["adoption_matches"])[["child_id", "matched_on"]].drop_duplicates("child_id", keep="last"), "outer", "child_id")
    for column in (*EVENTS, "matched_on"):
        days = events.set_index("child_id")[column] if column in events else pd.Series(dtype=object)
        found[column] = found["child_id"].map(days).where(is_latest)
    return found.assign(**{c: pd.to_datetime(found[c].astype(object)) for c in found if c.endswith("_on")})


EVENTS = ["entered_care_on", "placement_order_on", "fostered_on", "placed_on", "adoption_order_on"]


def _events(episodes: pd.DataFrame) -> pd.DataFrame:
    """For each child, the days that the episodes of the latest period of care give an adoption, and the last of these episodes."""
    chained = in_chains(episodes)
    chained = chained[chained["period"] == chained.groupby("child_id")["period"].transform("max")]

    def first(rows: pd.Series, column: str = "started_on") -> pd.Series:
        return chained[rows].groupby("child_id")[column].min()

    last = chained.drop_duplicates("child_id", keep="last").set_index("child_id")
    days = {
        "entered_care_on": chained.groupby("child_id")["started_on"].min(),
        "placement_order_on": first(chained["legal_status_code"] == "E1"),
        "fostered_on": first(chained["placement_type_code"].isin(FOSTERED_FOR_ADOPTION)),
        "placed_on": first(chained["placement_type_code"].isin(PLACED)),
        "adoption_order_on": first(chained["end_reason_code"].isin(ADOPTED), "ended_on"),
    }
    return last[PROVENANCE].assign(**days).reset_index()


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{c: frame[c].astype(object) for c in frame if frame[c].dtype == "category"})

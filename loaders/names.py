"""One spelling for one team and one worker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import pandas as pd

NAMES = ("team", "worker")


def with_one_spelling(frames: Mapping[str, pd.DataFrame], teams: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """The frames with each team and worker spelled one way, compared without regard to case.

    `teams` maps a spelling to the team's name as the reference data have it; other names take their commonest spelling over
    all the frames; of two as common, one in capitals and small letters. The frames' columns `team` and `worker` are
    categories; the frames themselves are left as they are.
    """
    known = {spelling.casefold(): name for spelling, name in teams.items()}
    result = {table: frame.copy(deep=False) for table, frame in frames.items()}
    for column in NAMES:
        counts: dict[str, Counter] = defaultdict(Counter)
        for frame in frames.values():
            if column in frame:
                for name, count in frame[column].value_counts().items():
                    counts[name.casefold()][name] += count
        chosen = {folded: min(spellings, key=lambda s: (-spellings[s], s in (s.upper(), s.lower()), s)) for folded, spellings in counts.items()}
        if column == "team":
            chosen |= {folded: known[folded] for folded in chosen if folded in known}
        for table, frame in result.items():
            if column in frame and len(frame[column].cat.categories):
                result[table] = frame.assign(**{column: frame[column].map(lambda name: chosen[name.casefold()], na_action="ignore").astype("category")})
    return result

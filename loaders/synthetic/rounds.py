"""What is done again and again while a plan, a period of care or a case is open: visits, reviews, supervisions."""

from dataclasses import dataclass

import numpy as np

from loaders.synthetic import days


@dataclass(frozen=True)
class Rounds:
    """One row for each round, as arrays: `group` is the place of what it belongs to, `nth` counts from 0 in each group, `due` is
    the day by which it was due, and `done` the day it was done; OPEN where it was not, by the last day."""

    group: np.ndarray
    nth: np.ndarray
    due: np.ndarray
    done: np.ndarray


def make_rounds(
    authority, rng, starts, ends, first: int, then: int, late, spread: float, *, second: int | None = None, since: int | None = None
) -> Rounds:
    """The rounds of groups that last from `starts` to `ends`, each due so many days after the one before was done: `first`
    after the start, `second` where that differs from all later ones, and `then`.

    `late` is the share done late in each group: a number, or one a group. `spread` is by how many days they differ, early
    or late. Rounds before `since` (the day the extracts begin) are left out. The last of a group that is open is still to
    be done, if it is due within a month of the last day.
    """
    since = authority.first if since is None else since
    starts, ends = np.asarray(starts, int), np.asarray(ends, int)
    ends = np.where(ends > authority.last, authority.last + then + 60, ends)
    n = (ends - starts) // max(int(then - spread * 1.5), 5) + 4
    group = np.repeat(np.arange(len(starts)), n)
    nth = np.arange(len(group)) - np.repeat(np.cumsum(n) - n, n)
    is_late = rng.random(len(group)) < np.broadcast_to(np.asarray(late, float), starts.shape)[group]
    early = np.minimum(rng.exponential(spread, size=len(group)).astype(int), then // 2)
    delay = 1 + rng.exponential(spread * 1.6, size=len(group)).astype(int)
    interval = np.select([nth == 0, nth == 1], [first, second or then], then)
    gap = np.where(is_late, interval + delay, interval - np.minimum(early, interval - 1))
    run = np.cumsum(gap)
    before = np.cumsum(n) - n
    base = np.where(before > 0, run[np.maximum(before - 1, 0)], 0)
    done = starts[group] + run - base[group]
    done = np.maximum(authority.calendar.on_or_before(done), starts[group])
    previous = np.where(nth == 0, starts[group], np.roll(done, 1))
    due = previous + interval
    kept = (done < ends[group]) & (done >= since) & (previous <= authority.last)
    kept &= (done <= authority.last) | (due <= authority.last + 31)
    done = np.where(done > authority.last, days.OPEN, done)
    return Rounds(group[kept], nth[kept], due[kept], done[kept])


class Groups:
    """Brothers and sisters whose plans, or whose time in care, began together; they are visited and reviewed together.

    `family`, `starts` and `ends` have a place for each group: it lasts until the last of its children's plans has ended.
    """

    def __init__(self, spells):
        found: dict[tuple, list] = {}
        for spell in spells:
            found.setdefault((spell.group, spell.starts), []).append(spell)
        self.family = np.array([g[0].family for g in found.values()], int)
        self.starts = np.array([g[0].starts for g in found.values()], int)
        self.ends = np.array([max(s.ends for s in g) for g in found.values()], int)
        self._size = np.array([len(g) for g in found.values()], int)
        self._child = np.array([s.child for g in found.values() for s in g], int)
        self._child_ends = np.array([s.ends for g in found.values() for s in g], int)

    def each_child(self, rounds: Rounds) -> tuple[np.ndarray, np.ndarray]:
        """A row for each child whose plan lasts, of each round: the round's place, and the child's in `child_ids`."""
        first, size = np.cumsum(self._size) - self._size, self._size[rounds.group]
        row = np.repeat(np.arange(len(size)), size)
        within = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
        place = first[rounds.group][row] + within
        day = np.where(rounds.done < days.OPEN, rounds.done, rounds.due)[row]
        lasts = day < self._child_ends[place]
        return row[lasts], self._child[place[lasts]]

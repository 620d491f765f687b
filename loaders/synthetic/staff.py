"""Posts and the people in them, month by month."""

from dataclasses import dataclass, field

import numpy as np

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import half_up

SOCIAL_WORK = ("social_worker", "senior_practitioner", "newly_qualified")


@dataclass
class Holder:
    """One worker's time in one post, under one kind of contract."""

    post: int
    team: str
    employment: str
    fte: float
    worker: int
    starts: int
    ends: int = days.OPEN
    is_senior: bool = False
    qualified_on: int = 0  # until a year after this day, newly qualified
    is_established: bool = True

    def role_on(self, day: int) -> str:
        if self.is_senior:
            return "senior_practitioner"
        if self.employment == "permanent" and day < self.qualified_on + 365:
            return "newly_qualified"
        return "social_worker"


@dataclass
class Post:
    number: int
    team: str
    created: int
    is_senior: bool
    holder: Holder | None = None


@dataclass
class Staff:
    """`posts`, and `holders` in the order in which they came.

    The numbers of posts, permanent and agency workers at each month's end are those of
    `levels.staff`; who leaves and who replaces them is chance, more often an agency worker and
    more often in the struggling team.
    """

    authority: object
    posts: list = field(default_factory=list)
    holders: list = field(default_factory=list)
    others: list = field(default_factory=list)  # managers and support

    def __post_init__(self):
        self._rng = self.authority.random("staff")
        self._workers = 0
        self._names: dict[int, str] = {}
        months = self.authority.months()
        self._begin(days.first_of_month(months[0]))
        for month in months:
            self._month(month)
        self._managers_and_support()
        self._not_on_the_establishment()

    def name(self, worker: int) -> str:
        return self._names.get(worker) or f"Social worker {worker:03d}"

    def team_on(self, team: str, day: int) -> list[int]:
        """The social workers of a team on a day."""
        return [h.worker for h in self.holders if h.team == team and h.starts <= day < h.ends]

    def _target(self, name: str, day: int) -> int:
        return half_up(levels.staff(name, day) * self.authority.scale)

    def _begin(self, day: int):
        n = max(self._target("posts", day), 1)
        shares = np.array([levels.POSTS[team] for team in levels.TEAMS], float)
        exact = shares / shares.sum() * n
        counts = np.floor(exact).astype(int)
        for team in np.argsort(counts - exact, kind="stable")[: n - counts.sum()].tolist():
            counts[team] += 1
        for team, count in zip(levels.TEAMS, counts.tolist(), strict=True):
            for _ in range(count):
                self._create(team, 0)
        self._new_posts = iter(levels.NEW_POSTS * 20)
        for post in self._vacant()[: self._target("permanent", day)]:
            self._fill(post, "permanent", day - int(self._rng.exponential(900)) - 30)
        for post in self._vacant()[: self._target("agency", day)]:
            self._fill(post, "agency", day - int(self._rng.integers(20, 300)))

    def _create(self, team: str, day: int):
        self.posts.append(Post(len(self.posts) + 1, team, day, self._rng.random() < 0.18))

    def _held(self, employment: str) -> list:
        return [p for p in self.posts if p.holder and p.holder.employment == employment]

    def _shuffled(self, posts: list, struggling: float) -> list:
        """At random, posts of the struggling team sooner where `struggling` is above 1."""
        keys = self._rng.exponential(size=len(posts))
        weights = [struggling if p.team == levels.STRUGGLING else 1.0 for p in posts]
        return [posts[i] for i in np.argsort(keys / np.array(weights or [1.0])[: len(posts)])]

    def _vacant(self) -> list:
        return self._shuffled([p for p in self.posts if p.holder is None], 0.35)

    def _fill(self, post: Post, employment: str, day: int, worker: int | None = None):
        if worker is None:
            self._workers += 1
            worker = self._workers
        fte = 1.0 if self._rng.random() < 0.95 else 0.8
        qualified = 0
        if employment == "permanent":
            fte = float(self._rng.choice([1.0, 0.8, 0.6, 0.5], p=[0.72, 0.16, 0.08, 0.04]))
            if not post.is_senior and self._rng.random() < 0.4:
                qualified = day
        post.holder = Holder(
            post.number, post.team, employment, fte, worker, day,
            is_senior=post.is_senior, qualified_on=qualified,
        )  # fmt: skip
        self.holders.append(post.holder)

    def _leave(self, post: Post, day: int):
        post.holder.ends = max(day, post.holder.starts + 1)
        post.holder = None

    def _month(self, month: int):
        first, last = days.first_of_month(month), days.last_of_month(month)

        def early() -> int:
            return int(self._rng.integers(first, first + 14))

        def late() -> int:
            return int(self._rng.integers(first + 14, last + 1))

        while len(self.posts) < self._target("posts", last):
            self._create(next(self._new_posts), first)

        for employment, chance in (("permanent", 0.011), ("agency", 0.045)):
            held = self._shuffled(self._held(employment), 2.5)
            over = len(held) - self._target(employment, last)
            for post in held[: max(over, int(self._rng.binomial(len(held), chance)))]:
                self._leave(post, early())

        for _ in range(self._target("permanent", last) - len(self._held("permanent"))):
            vacant, agency = self._vacant(), self._shuffled(self._held("agency"), 1.0)
            if agency and (not vacant or self._rng.random() < 0.2):
                day, worker = late(), agency[0].holder.worker
                self._leave(agency[0], day)
                self._fill(agency[0], "permanent", day, worker)
            elif vacant:
                self._fill(vacant[0], "permanent", late())
        for _ in range(self._target("agency", last) - len(self._held("agency"))):
            vacant = self._vacant()
            if vacant:
                self._fill(vacant[0], "agency", late())

    def _managers_and_support(self):
        """Posts outside social work: (number, role, team, holders in turn)."""
        rng, begins = self._rng, self.authority.begins
        scale = min(self.authority.scale, 1.5)
        wanted = [("team_manager", team, "Team manager") for team in levels.TEAMS]
        wanted += [("service_manager", "", "Service manager")] * 5
        wanted += [("head_of_service", "", "Head of service")] * 3
        wanted += [("service_director", "", "Service director")]
        wanted += [
            ("support", str(rng.choice(levels.TEAMS)), "Family support worker")
            for _ in range(max(1, half_up(24 * scale)))
        ]
        named: dict[str, int] = {}
        for number, (role, team, title) in enumerate(wanted, start=1):
            day = begins - int(rng.integers(30, 1500))
            holders = []
            while day <= self.authority.last:
                stays = int(rng.exponential(1000)) + 200
                employment = "agency" if role != "support" and rng.random() < 0.3 else "permanent"
                if holders and rng.random() < 0.4:
                    holders.append((None, "vacant", day, day + stays // 5))
                    day += stays // 5
                worker = 10_001 + len(self._names)
                named[title] = named.get(title, 0) + 1
                self._names[worker] = f"{title} {named[title]:02d}"
                holders.append((worker, employment, day, day + stays))
                day += stays
            self.others.append((number, role, team, holders))

    def _not_on_the_establishment(self):
        """Agency workers who hold children and whom no workforce snapshot has heard of."""
        begins, last = self.authority.begins, self.authority.last
        for team, since, length in (
            (levels.STRUGGLING, 600, 300),
            (levels.PROTECTION[1], 700, 260),
            (levels.ASSESSMENT[0], 1500, 220),
            (levels.STRUGGLING, last - begins - 150, 400),
            (levels.CARE[0], last - begins - 90, 400),
        ):
            if since > last - begins:
                continue
            self._workers += 1
            starts = begins + since
            self.holders.append(
                Holder(0, team, "agency", 1.0, self._workers, starts, starts + length,
                       is_established=False)
            )  # fmt: skip

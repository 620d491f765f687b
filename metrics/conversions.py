"""How many of those who came to a stage of a flow went on, with how sure that is, and whether it was so a year ago.

Of what a rate is of, paths that are still open are left out: they may go either way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from metrics.differences import of_proportions
from metrics.flow import NODES, PLANS, STAGES, Flow, node_of
from metrics.intervals import wilson

_ASSESSED, _PLANNED = NODES["assessment"], NODES["plan"]


@dataclass(frozen=True)
class Conversion:
    """x of n, as proportions from 0 to 1 with a 95 % Wilson interval; `still_open` are not among the n.

    `ago`: (x, n) of the flow a year before, None where there is none or n is 0; `verdict`: `above`, `below` or `no different` from it.
    """

    id: str
    x: int
    n: int
    still_open: int
    lower: float
    upper: float
    ago: tuple[int, int] | None
    verdict: str | None

    @property
    def value(self) -> float:
        return self.x / self.n


def _moved(sources: tuple[str, ...], targets: tuple[str, ...]) -> Callable[[Flow], tuple[int, int, int]]:
    """Of the paths that came to the sources and are not open there, those that went to one of the targets."""
    stage = next(stage for stage in STAGES if sources[0] in NODES[stage])

    def counted(flow):
        went = flow.out_of(*sources)
        still_open = went.get(node_of(stage, "open"), 0)
        return sum(went.get(target, 0) for target in targets), sum(went.values()) - still_open, still_open

    return counted


def _enquired(flow: Flow) -> tuple[int, int, int]:
    """Of all that were assessed or enquired into, those with a section 47 enquiry: an open assessment can have one too."""
    return flow.into("section47"), flow.into(*_ASSESSED), 0


#: In the order of the stages; each only where the flow comes there.
CONVERSIONS: dict[str, Callable[[Flow], tuple[int, int, int]]] = {
    "referred": _moved(("contact",), ("referral",)),
    "assessed": _moved(("referral",), _ASSESSED),
    "enquired": _enquired,
    "planned": _moved(_ASSESSED, _PLANNED),
    "planned_after_enquiry": _moved(("section47",), ("care", "child_protection")),
    "stepped_up": _moved(("cin_plan",), (node_of("plan", "child_protection"), node_of("plan", "care"))),
    "stepped_down": _moved(("child_protection",), (node_of("plan", "cin_plan"),)),
}
#: The tables that tell who went on: without one of them a rate would be nought, or too low.
TELLS: dict[str, set[str]] = {
    "referred": {"referrals"},
    "assessed": {"assessments"},
    "enquired": {"section47"},
    "planned": set(PLANS.values()),
    "planned_after_enquiry": {PLANS["care"], PLANS["child_protection"]},
    "stepped_up": {PLANS["care"], PLANS["child_protection"]},
    "stepped_down": {PLANS["cin_plan"]},
}


def conversions(flow: Flow, ago: Flow | None = None) -> list[Conversion]:
    """Every rate whose stage the flow comes to with cases that are decided, and whose tables can tell; so for a year ago."""
    found = []
    for name, counted in CONVERSIONS.items():
        x, n, still_open = counted(flow)
        if not n or TELLS[name] & set(flow.without):
            continue
        then = counted(ago)[:2] if ago is not None and not TELLS[name] & set(ago.without) else (0, 0)
        verdict = of_proportions(x, n, *then) if then[1] else None
        found.append(Conversion(name, x, n, still_open, *wilson(x, n), then if then[1] else None, verdict))
    return found

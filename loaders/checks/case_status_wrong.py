"""A case status that other records contradict."""

import numpy as np

from loaders.checks.shared import SHORT_BREAKS, UNMAPPED, check, found


@check(
    title="Case status contradicts the records",
    why="The status says who is on a plan and who in care wherever a list has nothing else to go by; inspectors set the lists side by side.",
    do="Correct the status, or end or open the plan or the period of care that it leaves out.",
    needs={"children_in_need": ("started_on", "ended_on", "status_code")},
)
def case_status_wrong(tables):
    """Open episodes whose status is closed; whose child is in care (but for short breaks) and the status is another; or whose child is on
    a child protection plan and the status neither that nor care. Blank and unknown ones are not looked at."""
    need = tables["children_in_need"]
    others = [tables[name] for name in ("care_periods", "cp_plans") if name in tables and tables[name].has("started_on", "ended_on")]
    day = min(table.as_at for table in (need, *others))
    wrong = need.is_any("status_code", "closed")
    for other in others:
        rows = other.open_on(day)
        allowed = ("care",)
        if other.name == "care_periods":
            rows &= ~other.is_any("legal_status_code", *SHORT_BREAKS)
        else:
            allowed = ("care", "child_protection")
        wrong = wrong | (tables.whose(other, rows)[need.child] & ~need.is_any("status_code", *allowed))
    looked_at = need.open_on(day) & need.filled("status_code") & ~need.is_any("status_code", UNMAPPED)
    yield found(need, wrong, of=np.asarray(looked_at), columns=("status_code",))

"""The one door through which rows about children leave the store.

Pages and downloads ask here and nowhere else. Whoever may open the dashboard may see the rows for now; a rule of who
may see which team's children belongs in `may_see_rows`, and no page needs to change. What is asked for is logged;
what is answered never is. The door is shut while figures are shown for sharing outside (dashboard/sharing.py).
"""

import logging

from dashboard import sharing
from metrics.disclosure import about_staff, protect_groups

log = logging.getLogger(__name__)


class NotAllowed(Exception):
    """This person may not see these rows."""


def may_see_rows(team):
    """Whether the person asking may see the rows of a team ("" for the whole authority)."""
    return not sharing.asked()


def rows_behind(source, indicator, period, team=""):
    """The rows a figure counts, as a frame; NotAllowed where this person may not see them."""
    check(team, "Rows behind %s %s", indicator.id, period.label)
    return source.cases(indicator.id, period.label, team)


def rows_between(source, indicator, period, team=""):
    """The rows that made the difference between a figure as first reported and as it is now."""
    check(team, "Rows that changed %s %s", indicator.id, period.label)
    return source.difference(indicator.id, period.label, team)


def rows_to_come(source, paths, indicator, label, team=""):
    """The rows of files not yet accepted that would make a figure another."""
    check(team, "Rows that would change %s %s", indicator.id, label)
    return source.preview_rows(paths, indicator.id, label, team)


def breakdown(source, indicator, period, team, by):
    """A figure by groups of its cases, as metrics.breakdown has it: numbers, no rows. NotAllowed by worker where this person may not see rows.

    For sharing outside only the figures of the whole authority and of whole years are broken down, with small groups hidden: months
    and teams would add up to one another, group by group.
    """
    if by == "worker":
        check(team, "Figures by worker of %s %s", indicator.id, period.label)
    if not sharing.asked():
        return source.breakdown(indicator.id, period.label, team, by)
    figure = source.snapshot().shared.figure(indicator.id, period, team)
    if team or period.grain != "year" or about_staff(indicator) or figure is None or figure.status != "ok":
        raise NotAllowed
    return protect_groups(source.breakdown(indicator.id, period.label, team, by), indicator)


def flow_rows(source, start, first, last, team="", of="", to=""):
    """The rows behind a number of a flow: see metrics.flow."""
    check(team, "Rows of the flow from %s, %s to %s: %s to %s", start, f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", of or "any", to or "any")
    return source.flows().rows(start, first, last, team, of, to)


def rows_in_hand(source, work, day, team="", band=None):
    """The rows of one kind of work in hand, of one band or all: see metrics.in_hand."""
    check(team, "Rows of %s in hand on %s", work.id, f"{day:%Y-%m-%d}")
    return source.in_hand().rows(work, day, team, band)


def worklist(source, list_id, team=""):
    """The rows of a worklist, or of "all" together: children and who is to see to them."""
    check(team, "Rows of the worklist %s", list_id)
    return source.worklist(list_id, team)


def caseload(source, team=""):
    """What each worker of a team holds: names and numbers."""
    check(team, "Caseloads of %s", team or "all teams")
    return source.caseload(team)


def findings(source, check_id=None, table=None, team=""):
    """The rows that fail a check of the data: ids and addresses."""
    check(team, "Findings of %s in %s", check_id or "all checks", table or "all tables")
    return source.findings(check=check_id, table=table, team=team or None)


def problems_workbook(source):
    """Problems and findings, a sheet for each team: ids and addresses of the whole authority."""
    check("", "The workbook of %s", "problems")
    return source.problems_workbook()


def check(team, asked, *of_what):
    if not may_see_rows(team):
        log.warning(f"{asked} refused.", *of_what)
        raise NotAllowed
    log.info(f"{asked} were opened.", *of_what)

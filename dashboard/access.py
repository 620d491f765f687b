"""The one door through which rows about children leave the store.

Pages and downloads ask here and nowhere else. Whoever may open the dashboard may see the rows for now; a rule of who
may see which team's children belongs in `may_see_rows`, and no page needs to change. What is asked for is logged;
what is answered never is.
"""

import logging

log = logging.getLogger(__name__)


class NotAllowed(Exception):
    """This person may not see these rows."""


def may_see_rows(team):
    """Whether the person asking may see the rows of a team ("" for the whole authority)."""
    return True


def rows_behind(source, indicator, period, team=""):
    """The rows a figure counts, as a frame; NotAllowed where this person may not see them."""
    if not may_see_rows(team):
        log.warning("Rows behind %s %s refused.", indicator.id, period.label)
        raise NotAllowed
    log.info("Rows behind %s %s were opened.", indicator.id, period.label)
    return source.cases(indicator.id, period.label, team)

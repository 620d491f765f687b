"""A part of a long page that is folded on a small screen and opens there; on a desk it stands open, with nothing to press.

The browser does all of it: what is folded is a `details`, which finding in the page, and a link into it, open.
"""

from dashboard.cells import sr
from dashboard.plain import H2, Details, Section, Summary


def opens(heading, said, content, className="", **how):
    """A section of a page. `said`: what is in it, in a few words, shown while it is folded."""
    return Section([H2(heading), under(heading, said, content, **how)], className=className)


def under(heading, said, content, is_open=False):
    """What stands under a heading; `is_open`: it begins open on a small screen too."""
    return Details([Summary([said, sr(f": {heading}")]), *content], className="opens", **({"open": True} if is_open else {}))

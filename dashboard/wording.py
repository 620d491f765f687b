"""Figures, judgements and changes in words and digits. Nothing here knows of Dash.

Every number a reader sees is rounded here, half away from zero, and nowhere else.
"""

import re
from datetime import datetime

import metrics.periods
from metrics.disclosure import about_staff
from metrics.rounding import round_half_up

MINUS = "\u2212"  # a true minus sign, as wide as a plus
DASH = "\u2013"
NBSP = "\u00a0"

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


# -- days and periods --------------------------------------------------------------------------------


def day(when, year=True):
    """31 October 2026"""
    return f"{when.day}{NBSP}{MONTHS[when.month - 1]}" + (f" {when.year}" if year else "")


def short_day(when):
    """31 Oct 2026"""
    return f"{when.day}{NBSP}{MONTHS[when.month - 1][:3]}{NBSP}{when.year}"


def month(when):
    return f"{MONTHS[when.month - 1]} {when.year}"


def short_month(when):
    return f"{MONTHS[when.month - 1][:3]}{NBSP}{when.year}"


def reported(text):
    """What was reported elsewhere for days, months and years, with the days and months in words: 31 March 2013: 208; November 2023: 22; 2022-23: 54"""
    text = re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda found: day(datetime.fromisoformat(found[0])), text)
    is_year = lambda found: int(found[2]) == (int(found[1]) + 1) % 100  # noqa: E731
    return re.sub(r"\b(\d{4})-(\d\d)(?=:)", lambda found: found[0] if is_year(found) else month_named(found[0]), text)


def month_named(label, short=False):
    """September 2026, or Sep 2026, for 2026-09."""
    when = metrics.periods.period(label).start
    return short_month(when) if short else month(when)


def period(period):
    """September 2026; July to September 2026; April 2025 to March 2026"""
    if period.grain == "month":
        return month(period.start)
    if period.start.year == period.end.year:
        return f"{MONTHS[period.start.month - 1]} to {month(period.end)}"
    return f"{month(period.start)} to {month(period.end)}"


def short_period(period):
    """Sep 2026; Jul to Sep 2026; 2025-26"""
    if period.grain == "month":
        return short_month(period.start)
    if period.grain == "quarter":
        return f"{MONTHS[period.start.month - 1][:3]}{NBSP}to{NBSP}{short_month(period.end)}"
    return period.label


def period_option(period):
    """As a choice: 2026-27 Q2 (Jul to Sep)"""
    if period.grain == "month":
        text = month(period.start)
    elif period.grain == "quarter":
        first, last = (MONTHS[when.month - 1][:3] for when in (period.start, period.end))
        text = f"{period.label} ({first} to {last})"
    else:
        text = f"{period.label} (Apr to Mar)"
    return text if period.complete else f"{text}, unfinished"


def period_of(indicator, period, as_at=None):
    """When a figure of this indicator speaks of: a span, the 12 months to its end, or its last day."""
    if indicator.shape in ("spells", "census"):
        last = period.end
        if as_at is not None and not period.complete:
            last = min(last, as_at)
        return f"on {day(last)}"
    if indicator.shape == "events, 12 months":
        return f"12 months to {month(period.end)}" + ("" if period.complete else ", so far")
    return globals()["period"](period) + ("" if period.complete else ", so far")


#: Units of an average of the cases' own amounts, which has a median.
AVERAGED = ("weeks", "days")

GRAIN_WORDS = {"month": "month", "quarter": "quarter", "year": "year"}


def financial_year(end):
    """The year a published figure speaks of: 2024-25 for 31 March 2025, Sep 2025 for the workforce."""
    if isinstance(end, int):
        end = datetime(end, 3, 31)
    if (end.month, end.day) == (3, 31):
        return f"{end.year - 1}-{end.year % 100:02d}"
    return short_month(end)


# -- numbers -----------------------------------------------------------------------------------------


def number(value, decimals=0):
    """1,234 or 1,234.5, rounded half away from zero; a true minus sign."""
    rounded = abs(value) if value % 1 == 0 else round_half_up(abs(value), decimals)
    text = f"{rounded:,.{decimals}f}"
    return MINUS + text if value < 0 and rounded else text


def signed(value, decimals=0):
    """+1.4, −3.0; no sign where it rounds to nothing."""
    rounded = round_half_up(abs(value), decimals)
    text = f"{rounded:,.{decimals}f}"
    if not rounded:
        return text
    return ("+" if value > 0 else MINUS) + text


def value(indicator, amount):
    """A value as this indicator's unit is written: 83.3%, 40.4, 2,347."""
    if amount is None:
        return DASH
    return number(amount, indicator.decimals) + suffix(indicator)


def suffix(indicator):
    """What follows a number of this indicator's unit: %, weeks, days."""
    return {"percent": "%", "weeks": f"{NBSP}weeks", "days": f"{NBSP}days"}.get(indicator.unit, "")


def whole(amount):
    return amount % 1 == 0 or abs(amount - round_half_up(amount, 0)) < 1e-9


def counts(indicator, figure, long=False):
    """What the value is of: 55 of 66; 139, of 34,439 children; 765 children, 56.4 FTE; 11 cases, median 19.6; "" for counts."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    if indicator.unit in AVERAGED:
        return ", ".join(filter(None, [plural(figure.denominator, "case"), median(figure)]))
    if indicator.unit == "children per FTE":
        return f"{number(figure.numerator)} children, {number(figure.denominator, 1)} FTE"
    if indicator.unit == "per 10,000":
        text = f"{number(figure.numerator)} of {number(figure.denominator)}"
        return f"{text} children" if long else text
    decimals = 0 if whole(figure.numerator) and whole(figure.denominator) else 1
    text = f"{number(figure.numerator, decimals)} of {number(figure.denominator, decimals)}"
    if not decimals:
        return text
    return f"{text} {'days' if ' days ' in f' {indicator.counts} ' else 'FTE'}"


def median(figure):
    """The median that goes with an average, as its note says it: median 19.6; "" where there is none."""
    return next((part for part in (getattr(figure, "note", "") or "").split("; ") if part.startswith("median ")), "")


def clause(text):
    """The first clause of a definition, for a line that has no room for its edges."""
    return (text or "").split(";")[0].split(" (")[0].strip()


# -- why there is no value ---------------------------------------------------------------------------


def listed(words):
    """a; a and b; a, b and c"""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def table_name(table):
    """A table as people call it: child protection plans."""
    return TABLE_NAMES.get(table, table.replace("_", " "))


def table_title(table):
    """A table at the start of a line: Child protection plans."""
    name = table_name(table)
    return name[:1].upper() + name[1:]


TABLE_NAMES = {
    "section47": "section 47 enquiries",
    "cp_plans": "child protection plans",
    "cin_plans": "child in need plans",
    "care_periods": "periods of care",
    "pre_proceedings": "pre-proceedings",
    "supporting_families": "Supporting Families",
    "ehc_plans": "EHC plans",
    "liberty_orders": "deprivation of liberty orders",
    "assessment_first_seen": "children first seen in assessments",
    "published_care_leavers": "published care leavers",
    "published_cin": "published children in need",
    "published_cin_referrals": "published referrals",
    "published_cin_section47": "published section 47 enquiries",
    "published_cla": "published children looked after",
    "published_cla_health": "published health of children looked after",
    "published_cla_placements": "published placement stability",
    "published_cla_schools": "published changes of school",
    "published_cla_workers": "published changes of social worker",
    "published_cpp_open": "published child protection plans",
    "published_cpp_started": "published child protection plans started",
    "published_workforce": "published social work workforce",
    "published_populations": "published populations",
}


def missing(indicator, figure, lacking=(), headings=None, team=""):
    """Why there is no value, in words and, where something can be done, what.

    `lacking`: the tables that are not loaded; `headings`: by loaded table, those that no file of it has.
    """
    if figure is None or figure.status == "not loaded":
        if lacking:
            return f"Not loaded: load the {listed(table_name(table) for table in lacking)} extract" + (
                "s" if len(lacking) > 1 else ""
            )
        if team and indicator.unit == "per 10,000":
            return "Whole authority only: a team has no population"
        if figure is None:
            return "No figure for this team" if team else "No figure for this period"
        if headings:
            said = [f"{table_name(table)} without {listed(f'‘{h}’' for h in names)}" for table, names in headings.items()]
            return f"Not loaded: the files held {listed(said)}. Run the report again with {'it' if sum(map(len, headings.values())) == 1 else 'them'}"
        return f"Not loaded: the {listed(table_name(table) for table in indicator.needs)} loaded lack a column it needs"
    if figure.status == "suppressed" and team and about_staff(indicator):
        return "Hidden: figures about staff are shared for the whole authority only"
    if figure.status == "not reached":
        return f"{figure.note}: load a later extract"
    return {
        "starts too late": "Starts too late: the extract does not reach back far enough",
        "no cases": "No cases",
        "incomplete": "Incomplete so far",
        "suppressed": "Hidden: fewer than six, or could be worked out from others",
        "not published": "Not published",
    }.get(figure.status, figure.status.capitalize() if figure.status != "ok" else "")


# -- judgement and change ----------------------------------------------------------------------------

JUDGEMENTS = {
    "met": "Met",
    "near": "Within tolerance",
    "not met": "Not met",
    "too few": "Too few to judge",
}

RELIABLY = "Met, reliably"

GOOD = {"high": "High is good", "low": "Low is good", None: "Neither high nor low is good in itself"}


def target(indicator, text):
    """A target as it is read: 85% or more; 18 or fewer; below 24.5%."""
    if not text:
        return ""
    after = suffix(indicator)
    if after:
        text = " ".join(word + after if word.replace(".", "", 1).isdigit() else word for word in text.split(" "))
        if text.endswith(after) and " " not in text and indicator.good:
            text += " or more" if indicator.good == "high" else " or less"
    return text


def change(indicator, now, then):
    """(signed digits, better/worse/"" ), or None where one of the two has no settled value."""
    if now is None or then is None or now.status != "ok" or then.status != "ok":
        return None
    difference = now.value - then.value
    rounded = round_half_up(abs(difference), indicator.decimals)
    verdict = ""
    if rounded and indicator.good:
        verdict = "better" if (difference > 0) == (indicator.good == "high") else "worse"
    return signed(difference, indicator.decimals), verdict


def change_words(indicator, now, then, since):
    """3.0 points lower than the quarter before (86.3%)"""
    if change(indicator, now, then) is None:
        return ""
    difference = now.value - then.value
    rounded = round_half_up(abs(difference), indicator.decimals)
    if not rounded:
        return f"the same as {since} ({value(indicator, then.value)})"
    side = "higher" if difference > 0 else "lower"
    return f"{by(indicator, number(rounded, indicator.decimals))} {side} than {since} ({value(indicator, then.value)})"


def by(indicator, digits):
    """A difference with its unit, of digits as they are shown: +3.0 points, 1 point, 2.5 weeks, 12"""
    unit = " points" if indicator.unit == "percent" else suffix(indicator)
    return digits + (unit.removesuffix("s") if digits.lstrip(f"+{MINUS}") in ("1", "1.0") else unit)


def against(indicator, amount, other):
    """above, below or the same as, by what is shown."""
    shown, than = (round_half_up(x, indicator.decimals) for x in (amount, other))
    return "the same as" if shown == than else "above" if shown > than else "below"


def plural(n, one, many=None):
    """1 file; 2 files; 1,234 rows"""
    return f"{number(n)}{NBSP}{one if n == 1 else many or one + 's'}"


def cells(addresses):
    """Row numbers or addresses, runs drawn together: 17, 19 to 24, 31."""
    runs = []
    for address in sorted(addresses):
        if runs and address == runs[-1][1] + 1:
            runs[-1][1] = address
        else:
            runs.append([address, address])
    return ", ".join(f"{a}" if a == b else f"{a}{NBSP}to{NBSP}{b}" for a, b in runs)

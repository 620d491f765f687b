"""Audits and their grades, as the indicators of practice share them."""

from __future__ import annotations

from metrics.cohorts import Cohort, events
from metrics.tables import Tables


def graded(tables: Tables, grades: tuple[str, ...]) -> Cohort:
    """Audits with a grade, by the day of the audit; one counts if that is one of `grades`. A moderated grade takes the first one's place.

    A grade whose meaning is not known is a grade.
    """
    audits = tables["audits"]
    grade = audits["grade_code"].astype(object)
    if "moderated_grade_code" in audits:
        grade = audits["moderated_grade_code"].astype(object).fillna(grade)
    return events(audits[grade.notna()], on="audited_on", counted=grade[grade.notna()].isin(grades))

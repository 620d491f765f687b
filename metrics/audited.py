"""Audits and their grades, as the indicators of practice share them."""

from __future__ import annotations

from metrics.cohorts import Cohort, events
from metrics.tables import Tables

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def graded(tables: Tables, grades: tuple[str, ...]) -> Cohort:
    """Audits with a grade, by the day of the audit; one counts if that is one of `grades`. A moderated grade takes the first one's place."""
    audits = tables["audits"]
    grade = audits["grade_code"].astype(object)
    if "moderated_grade_code" in audits:
        moderated = audits["moderated_grade_code"].astype(object)
        grade = moderated.where(moderated.isin(GRADES), grade)
    has_one = grade.isin(GRADES)
    return events(audits[has_one], on="audited_on", counted=grade[has_one].isin(grades))

"""The same scorecard the obvious way in other frameworks: each file is run by itself, `python FILE FIGURES.csv PORT`, and imported by nothing.

FIGURES.csv has a row for each indicator and each of its latest months: indicator, title, theme, month, value, unit, target, judgement.
"""

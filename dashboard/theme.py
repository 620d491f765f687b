"""Colours with one meaning each, for what the server draws: sparklines, interval bars, charts.

These are the colours on light; on dark, where pictures and charts are turned over, they become the dark ones of
assets/10-tokens.css, which has the same names. A test holds the two together, and finds any colour that stands elsewhere.
"""

OWN = "#12436d"  # this authority, or the team chosen
TARGET = "#801650"
NEIGHBOURS = "#6b4fa0"
ENGLAND = "#4b5563"
ALL_TEAMS = "#0f766e"  # the whole authority, where a team is shown
INK = "#1a2129"
MUTED = "#55606e"
LINE = "#e3e8ee"
BAND = "#e8eef5"  # the period chosen
CARD = "#ffffff"
RULE = "#c3ccd6"  # axes
EDGE = "#8894a3"  # of what is hollow: 3:1 on white
VEIL = "rgba(255, 255, 255, 0.75)"  # under words that stand over a drawing
SOFT = "#6b87a8"  # much of the same, which should not shout
ATTENTION = "#c2410c"  # a concern on a control chart too
IMPROVEMENT = "#0a73c2"
UNUSUAL = "#4a0d8f"  # more than the usual ups and downs, where neither way is good
USUAL = "#66727f"  # nothing beyond the usual ups and downs
LIMITS = "rgba(18, 67, 109, 0.06)"  # between the limits of a control chart
WITHIN = "rgba(18, 67, 109, 0.1)"  # the same in a small line, which has no edges
AMONG = "rgba(107, 79, 160, 0.1)"  # between the lowest and the highest of the neighbours
TARGET_BAND = "rgba(128, 22, 80, 0.12)"  # between the ends of a target that is a range

FONT = "InterVariable, Inter, 'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif"

TOKENS = {
    "own": OWN,
    "target": TARGET,
    "neighbours": NEIGHBOURS,
    "england": ENGLAND,
    "all-teams": ALL_TEAMS,
    "ink": INK,
    "muted": MUTED,
    "line": LINE,
    "band": BAND,
    "card": CARD,
    "rule": RULE,
    "line-strong": EDGE,
    "soft": SOFT,
    "attention": ATTENTION,
    "improvement": IMPROVEMENT,
    "unusual": UNUSUAL,
    "usual": USUAL,
}

#: What is written on a judgement or a level of risk, and its ground: those on light of assets/10-tokens.css, for images to take away.
JUDGED = {
    "best": ("#0a4a86", "#ddecfa"),
    "good": ("#0b5a53", "#def3ef"),
    "near": ("#6a4700", "#fff1cc"),
    "bad": ("#8c2f06", "#fde8de"),
    "plain": ("#46515e", "#eceff3"),
    "high": ("#6d2205", "#fbd3bd"),
    "very-high": ("#ffffff", "#a83a0c"),
}

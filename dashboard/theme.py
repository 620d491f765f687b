"""Colours with one meaning each, for what the server draws: sparklines, interval bars, charts.

The same names stand in assets/10-tokens.css; a test holds the two together.
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
SOFT = "#6b87a8"  # much of the same, which should not shout
ATTENTION = "#c2410c"

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
    "soft": SOFT,
    "attention": ATTENTION,
}

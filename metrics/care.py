"""Children in care, as the indicators that are about them share them."""

#: Legal statuses of series of short breaks, which are no periods of care.
SHORT_BREAKS = ("V3", "V4")

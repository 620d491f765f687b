"""A referral that no contact led to."""

import numpy as np

from loaders.checks.shared import check, found, has_one

DAYS = 31


@check(
    title="Referral without a contact",
    why="A referral is a contact that was taken up: without one, the share of contacts that become referrals is too low, or the contact is another child's.",
    do="Enter the contact, or correct its child or its day. Nothing, where your authority records referrals without contacts.",
    needs={"referrals": ("received_at",), "contacts": ("received_at",)},
)
def referral_without_contact(tables):
    """No contact of the child on the day or in the 31 days before. Referrals of the first 31 days of the contacts, and of days that the
    contacts do not reach, are not looked at."""
    referrals, contacts = tables["referrals"], tables["contacts"]
    received, came = referrals.day("received_at"), contacts.day("received_at")
    if not len(came):
        return
    of = (received >= came.min() + DAYS) & (received <= contacts.as_at) & (referrals.child >= 0)
    yield found(referrals, ~has_one(referrals.child, received - DAYS, received, contacts, came, came), of=of & ~np.isnat(received), columns=("received_at",))

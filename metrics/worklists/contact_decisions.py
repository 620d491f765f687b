from metrics.clocks import without
from metrics.indicators.contacts_72h import contacts_72h
from metrics.worklist import on, rows, worklist


@worklist(
    title="Contacts without a decision", what="Decision on a contact", indicator=contacts_72h, group="Front door", order=1, on_the_day=True,
    needs={"contacts": ("child_id",)},
)  # fmt: skip
def contact_decisions(tables, day):
    """Contacts that nothing has been decided of, by the day on which 72 hours have passed since they were received.

    Those of the last 12 months: an older one is a matter of recording. The figure of a month also counts decisions that came late.
    """
    found, due_on = without(tables, "contacts", "decided_at", hours=72, months=12)
    return rows(found, due_on=due_on, since_on=found["received_at"], why=on("Received on {}, not decided", found["received_at"]))

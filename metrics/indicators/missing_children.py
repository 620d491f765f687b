from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Children in care missing in the period",
    question="How often do children in care go missing?",
    theme="Children in care",
    good="low",
    counts="missing episodes started",
    needs={"missing_episodes": ("started_at",)},
    may_use={"missing_episodes": ("type_code",)},
    source="Ofsted, 2014; Improvement plan, 2024",
    order=19,
)
def missing_children(tables):
    """Missing episodes that started; a child who went missing twice counts twice.

    Absences, where the extract tells them from going missing, are left out; an episode of which it does not say counts.
    """
    episodes = tables["missing_episodes"]
    if "type_code" in episodes:
        episodes = episodes[episodes["type_code"] != "absent"]
    return events(episodes, on="started_at")

import pytest

from metrics.indicator import average, count, proportion, rate

WORDS = {
    "title": "Children seen",
    "question": "Are children seen?",
    "theme": "Front door",
    "good": "high",
    "counts": "seen",
    "of": "visits",
    "needs": {"visits": ("seen_on",)},
    "source": "A plan",
}


def children_seen(tables):
    """Children seen."""


def on_a_day(tables, day):
    """Children seen."""


def silent(tables):
    pass


def declared(function=children_seen, word=proportion, **changes):
    return word(**{**WORDS, **changes})(function)


def test_a_declaration_carries_its_words_and_what_follows_from_them():
    indicator = declared()
    assert (indicator.id, indicator.title, indicator.definition) == ("children_seen", "Children seen", "Children seen.")
    assert (indicator.unit, indicator.decimals, indicator.shape) == ("percent", 1, "events")
    assert indicator.has_denominator and not indicator.is_rate


def test_a_count_has_no_denominator_and_no_decimals():
    indicator = declared(word=count, of="")
    assert (indicator.unit, indicator.decimals, indicator.has_denominator) == ("count", 0, False)


def test_a_rate_of_events_is_of_twelve_months_and_one_of_spells_is_not():
    without_of = {name: value for name, value in WORDS.items() if name != "of"}
    assert rate(**without_of)(children_seen).shape == "events, 12 months"
    assert rate(**without_of, shape="spells")(children_seen).shape == "spells"
    assert rate(**without_of)(children_seen).of == "children aged 0 to 17"


def test_an_average_has_its_own_unit():
    assert declared(word=average).unit == "children per FTE"


def test_an_indicator_is_called_like_its_function():
    assert declared(lambda_with_doc).__call__("tables") == "tables"


def lambda_with_doc(tables):
    """Gives back what it is handed."""
    return tables


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"good": "lower"}, "good='lower' is not 'low', 'high' or None. Say which way is better, or None where neither is."),
        ({"title": " "}, "title=' ' says nothing"),
        ({"question": None}, "question=None says nothing"),
        ({"source": ""}, "source='' says nothing"),
        ({"counts": ""}, "counts='' says nothing"),
        ({"matures": ""}, "matures='' says nothing"),
        ({"compares_with": ""}, "compares_with='' says nothing"),
        ({"theme": "Back door"}, "theme='Back door' is none of Front door, "),
        ({"shape": "event"}, "shape='event' is none of"),
        ({"of": ""}, "of=''. A count has none; any other indicator says what its numerator is set against."),
        ({"decimals": -1}, "decimals=-1 is not a whole number"),
        ({"decimals": 1.0}, "decimals=1.0 is not a whole number"),
        ({"looks_back_months": -12}, "looks_back_months=-12 is not a whole number"),
        ({"looks_back_months": 12, "shape": "spells"}, "looks_back_months is for events"),
        ({"needs": {}}, "needs is empty"),
        ({"needs": {"visits": ("seen_on")}}, "needs['visits']='seen_on' is not a tuple of column names. One column is written with"),
        ({"needs": {"visits": ["seen_on"]}}, r"needs['visits']=['seen_on'] is not a tuple"),
        ({"may_use": {"visits": ("",)}}, r"may_use['visits']=('',) is not a tuple"),
        ({"may_use": {"visits": ("seen_on",)}}, "visits.seen_on is both in needs and in may_use"),
        ({"shape": "census"}, "takes (tables), but one of shape 'census' takes (tables, day)"),
        ({"function": on_a_day}, "takes (tables, day), but one of shape 'events' takes (tables)"),
        ({"function": silent}, "no docstring"),
    ],
)
def test_a_declaration_that_cannot_work_is_refused_with_the_name_of_the_offender(changes, fault):
    with pytest.raises(ValueError) as refused:
        declared(**changes)
    name = changes.get("function", children_seen).__name__
    assert str(refused.value).startswith(f"{name}: ")
    assert fault in str(refused.value)


def test_a_count_with_a_denominator_is_refused():
    with pytest.raises(ValueError, match="of='visits'. A count has none"):
        declared(word=count)


@pytest.mark.parametrize("word", [count, proportion, rate, average])
def test_a_forgotten_word_is_named(word):
    with pytest.raises(TypeError, match="title"):
        word(**{name: value for name, value in WORDS.items() if name != "title"})

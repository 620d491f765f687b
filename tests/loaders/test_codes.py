"""Codes, and yes and no, in the ways in which real files write them."""

import pytest

from loaders.cells import Fault, clean
from loaders.codes import code_reader, yes_no_reader
from loaders.extracts import extracts
from loaders.schema import code, yes_no

NBSP = "\u00a0"

# --- yes and no -------------------------------------------------------------------------------------------------------

to_yes_no = yes_no_reader(yes_no("Seen"))


@pytest.mark.parametrize("cell", ["Yes", "y", " Y", "1", 1.0, True, "TRUE", "a) Yes", "1 - Yes", "Yes (seen)", "Seen", "Child seen", "Seen alone", "Yes, resident here", "'Y", "YES - twice"])
def test_yes(cell):
    assert to_yes_no(cell) is True


@pytest.mark.parametrize("cell", ["No", "n", "0", 0.0, False, "false", "b) No", "0 - No", "2 - No", "No - not needed", "Not seen", "Child not seen", "NO (refused)"])
def test_no(cell):
    assert to_yes_no(cell) is False


@pytest.mark.parametrize("cell", ["c) Unknown", "Unknown", "U"])
def test_unknown_is_neither_and_no_fault(cell):
    assert to_yes_no(cell) is None


@pytest.mark.parametrize("cell", ["Maybe", "2", "Northern", "Yesterday", "1 - No", "No further action", "CS Close Case"])
def test_neither_yes_nor_no_is_a_fault(cell):
    assert to_yes_no(cell) == Fault("neither yes nor no")


def test_a_columns_own_words_for_yes_and_no_count_before_the_usual_ones():
    alone = yes_no_reader(yes_no("Alone", yes=("Alone",), no=("Seen",)))
    assert [alone(cell) for cell in ("Alone", "Seen", "Yes", "Not seen")] == [True, False, True, False]


def test_a_list_of_what_is_so_means_yes_and_one_with_a_word_not_known_is_a_fault():
    disability = yes_no_reader(yes_no("Disability", yes=("LD", "AUT"), no=("NONE",), neither=("NOBT",)))
    assert [disability(cell) for cell in ("AUT, LD", "NONE", "NOBT", "LD")] == [True, False, None, True]
    assert [disability(cell) for cell in ("AUT, NONE", "LD, Zebedee")] == [Fault("neither yes nor no")] * 2


# --- codes ------------------------------------------------------------------------------------------------------------

source = code_reader(extracts()["contacts"].columns["source_code"])
outcome = code_reader(extracts()["contacts"].columns["outcome_code"])


@pytest.mark.parametrize(
    "cell",
    ["6", 6.0, "Police", "POLICE", "q) 6: Police", "6: Police", "6 - Police", "6 Police", "Police [6]", "01) Police", "\u2018POLICE\u2019.", "'6", "\u20186",
     "Police (6)", "(CS) Police", "POL - Police", "CYP - POLICE", "POL  [Police]", "6 \u2013 Police", "6 \x96 Police", "Police - response team", "Police (night desk)",
     "99X - Police", "\ufffdPolice\ufffd"],
)  # fmt: skip
def test_a_code_in_the_ways_it_is_written(cell):
    assert source(cell) == "6"


@pytest.mark.parametrize(("cell", "said"), [("a) 1A: Individual", "1A"), ("1a", "1A"), ("p1) 5D: LA services \u2013 early help", "5D"), ("u) 10: Unknown", "10"), ("Schools", "2A")])
def test_a_source_by_its_own_code(cell, said):
    assert source(cell) == said


@pytest.mark.parametrize("cell", ["6X", "Police and others", "Code 'XY' is not mapped", "Not Mapped", "?", "66", "s) Nothing we know", "CYP - Other", "q)", "Other - something"])
def test_an_unknown_code_is_unmapped_and_reported(cell):
    fault = source(cell)
    assert (fault.problem, fault.keep) == ("not a known code", f"unmapped\x1f{clean(cell)}")
    assert not fault.is_blanked


@pytest.mark.parametrize("cell", ["6 - Schools", "2A: Police", "Police [2A]", "Police - GP"])
def test_a_cell_whose_code_and_words_say_different_things_says_neither(cell):
    assert source(cell).problem == "not a known code"


@pytest.mark.parametrize("cell", ["Code 'POLICE' is not mapped", "Code '6' is not mapped", "code POLICE is not mapped."])
def test_the_code_in_a_message_that_it_is_not_mapped_is_used_and_reported(cell):
    assert source(cell) == Fault("a code that the sending system says it has not mapped", "the code in it used", "6")


def test_the_letter_before_a_code_says_nothing():
    """Ofsted's list of ethnic groups has two entries under `s)`."""
    read = code_reader(code("Ethnicity", codes={"REFU": ("Refused",), "NOBT": ("Not obtained",)}))
    assert [read(cell) for cell in ("s) REFU", "s) NOBT", "t) NOBT")] == ["REFU", "NOBT", "NOBT"]
    assert isinstance(read("s)"), Fault)


@pytest.mark.parametrize("cell", ["children\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s centre", "children\ufffds centre", "Children\u2019s Centre", "Children\u00e2\u20ac\u2122s centre"])
def test_damage_to_the_text_on_its_way_makes_no_difference(cell):
    assert code_reader(code("Source", codes={"8": ("Children's centre",)}))(cell) == "8"


ABUSE = code("Abuse", several_mean="multiple", codes={
    "neglect": ("NEG", "Neglect Only"), "physical": ("PHY", "Physical abuse"), "sexual": ("SAB", "Sexual abuse"), "emotional": ("EMO",), "multiple": ("MUL",),
})  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("YNNN", "neglect"), ("nynn", "physical"), ("YNNY", "multiple"), ("Neglect", "neglect"), ("a) NEG", "neglect"), ("Neglect  Physical", "multiple"),
        ("Emotional; Neglect", "multiple"), ("Physical abuse and sexual abuse", "multiple"), ("Likelihood of neglect", "neglect"), ("Neglect/Emotional", "multiple"),
        ("Emotional abuse only", "emotional"), ("NEG, EMO", "multiple"), ("e) MUL - Multiple", "multiple"),
    ],
)  # fmt: skip
def test_codes_side_by_side_or_as_flags_may_mean_several(cell, said):
    assert code_reader(ABUSE)(cell) == said


@pytest.mark.parametrize("cell", ["NNNN", "Neglect and Zebedee", "YN", "abuse"])
def test_codes_side_by_side_with_one_not_known_are_unmapped(cell):
    assert code_reader(ABUSE)(cell).problem == "not a known code"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("CIN Referral", "referral"), ("Information and Advice, CIN Referral", "referral"), ("EH Referral,Signposting", "early_help"),
        ("Step down to Early Help (EH)", "early_help"), ("NFA", "no_further_action"), ("no  further\u00a0action", "no_further_action"),
        ("Signposting; NFA", "advice"), ("PROGRESS TO REFERRAL", "referral"),
    ],
)  # fmt: skip
def test_a_contact_with_several_outcomes_is_a_referral_if_one_of_them_is(cell, said):
    assert outcome(cell) == said


def test_a_known_outcome_beside_an_unknown_one_is_kept_and_reported():
    assert outcome("Signposting, Something new") == Fault("one of several codes is not known", "the known one kept", "advice")


def test_a_yes_no_column_may_stand_in_for_an_outcome():
    nfa = code_reader(extracts()["referrals"].columns["outcome_code"])
    assert [nfa(cell) for cell in ("Yes", "a) Yes", "No", "b) No")] == ["no_further_action", "no_further_action", None, None]


def test_a_question_mark_is_no_code_for_nothing_said():
    nfa = code_reader(extracts()["referrals"].columns["outcome_code"])
    assert isinstance(nfa("?"), Fault)


@pytest.mark.parametrize("extract", extracts().values(), ids=lambda e: e.table)
def test_every_code_reads_as_itself_and_every_spelling_as_its_code(extract):
    for column in (c for c in extract.columns.values() if c.type == "code"):
        read = code_reader(column)
        for one, spellings in column.codes.items():
            for spelling in filter(None, (one, *spellings)):
                for written in (spelling, spelling.upper(), f" {spelling.lower()}{NBSP}", spelling.replace(" ", "  ")):
                    assert read(written) == (one or None), f"{column.heading}: {spelling}"



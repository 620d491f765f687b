"""Children: when they were born, their sex, ethnic group and disability, from whichever extract carries them.

Codes: the children in need census (schemas 2017 to 2026), the SSDA903 return and Ofsted's Annex A template (2019, 2024).
"""

from dataclasses import replace

from loaders.extracts.shared import RETURN_CHILD, SSDA903
from loaders.schema import Extract, Layout, code, day, yes_no

EXTRACT = Extract(
    table="children",
    row_is="one child",
    key=("child_id",),
    rides_along=True,
    only_with={"CHILD": SSDA903},
    in_order=(("born_on", "died_on"),),
    columns={
        "child_id": RETURN_CHILD,
        # Of an unborn child the expected day, which may be to come.
        "born_on": day("Date of Birth", "DOB", "DATE_OF_BIRTH", "Birth Date", "PersonBirthDate", "D.O.B."),
        "birth_expected_on": day("Expected Date of Birth", "Expected Birth Date", "EDD", "Expected Date of Delivery", "ExpectedPersonBirthDate", "Expected DOB"),
        "died_on": day("Date of Death", "DATE_OF_DEATH", "Death Date", "PersonDeathDate", "DOD"),
        "sex_code": code(
            "Sex", "Gender", "GenderCurrent",
            codes={
                "female": ("F", "2", "Girl"), "male": ("M", "1", "Boy"),
                # Said to be neither.
                "other": ("Neither", "Indeterminate", "I", "Non-binary", "X"),
                "": ("Not stated/recorded", "Not stated/recorded (or unborn)", "Not stated", "Not recorded (or unborn)", "Unknown", "Unborn", "Withheld", "U", "9", "0"),
            },
        ),
        # In Mosaic the second part of a code (`A.A2`) is each authority's own: the words after it say what it means.
        "ethnic_group_code": code(
            "Ethnicity", "Ethnic Group", "Ethnic Origin", "FULL_ETHNICITY_CODE", "SUB_ETHNICITY", "Ethnicity Code", "ETHNIC",
            codes={
                "WBRI": ("White British", "British", "White - English/Welsh/Scottish/Northern Irish/British", "English, Welsh, Scottish, Northern Irish or British", "White: White - British"),
                "WIRI": ("White Irish", "Irish", "White: White - Irish"),
                "WIRT": ("Traveller of Irish Heritage", "White: Traveller of Irish Heritage", "Irish Traveller", "White - Traveller of Irish Heritage"),
                "WROM": ("Gypsy/Roma", "Gypsy Roma", "White: Gypsy/Roma", "White - Gypsy/Roma", "Gypsy or Roma", "Roma"),
                "WOTH": ("Any other White background", "White - Any other White background", "White: Any other White background", "White Other", "Other White", "Any other White", "White - Other"),
                "MWBC": ("White and Black Caribbean", "Mixed - White and Black Caribbean", "Mixed: White and Black Caribbean", "White/Black Caribbean"),
                "MWBA": ("White and Black African", "Mixed - White and Black African", "Mixed: White and Black African", "White/Black African"),
                "MWAS": ("White and Asian", "Mixed - White and Asian", "Mixed: White and Asian", "White/Asian"),
                "MOTH": ("Any other mixed background", "Mixed - Any other mixed background", "Mixed: Any other mixed background", "Other mixed", "Mixed Other", "Any other mixed or multiple background"),
                "AIND": ("Indian", "Asian or Asian British - Indian", "Asian - Indian", "Asian/Asian British - Indian", "Asian Indian"),
                "APKN": ("Pakistani", "Asian or Asian British - Pakistani", "Asian - Pakistani", "Asian/Asian British - Pakistani"),
                "ABAN": ("Bangladeshi", "Asian or Asian British - Bangladeshi", "Asian - Bangladeshi", "Asian/Asian British - Bangladeshi"),
                "AOTH": ("Any other Asian background", "Asian or Asian British - Any other Asian background", "Asian - Any other Asian background", "Asian Other", "Other Asian", "Any other Asian"),
                "BCRB": ("Caribbean", "Black Caribbean", "Black or Black British - Caribbean", "Black - Caribbean", "Black/Black British - Caribbean"),
                "BAFR": ("African", "Black African", "Black or Black British - African", "Black - African", "Black/Black British - African"),
                "BOTH": ("Any other Black background", "Black or Black British - Any other Black background", "Black - Any other Black background", "Black Other", "Other Black", "Any other Black"),
                "CHNE": ("Chinese", "Other ethnic group - Chinese", "Other ethnic groups - Chinese", "Chinese or other ethnic group - Chinese", "Asian - Chinese", "Asian or Asian British - Chinese"),
                "OOTH": ("Any other ethnic group", "Other ethnic group", "Other ethnic groups", "Other - Any other ethnic group", "Any other", "Arab", "Other ethnic group - Arab"),
                "REFU": ("Refused", "Declined", "Declined to say", "Prefer not to say", "Information refused"),
                "NOBT": ("Not obtained", "Not yet obtained", "Information not yet obtained", "Information not obtained", "Not known/not stated", "Not stated", "Not stated > Not stated", "Unknown"),
            },
        ),
        # The census's codes and names of disabilities, any of which says yes.
        "is_disabled": replace(
            yes_no("Disability", "Does the Child have a Disability", "Disabled", "Disabilities", "Is Disabled", "Registered Disabled", "Has Disability"),
            codes={
                "yes": (
                    "MOB", "Mobility", "HAND", "Hand function", "PC", "Personal care", "INC", "Incontinence", "COMM", "Communication",
                    "LD", "Learning", "Learning disability", "HEAR", "Hearing", "VIS", "Vision", "BEH", "Behaviour", "CON", "Consciousness", "AUT",
                    "Autism", "Diagnosed with autism or Asperger's syndrome", "DDA", "Other DDA", "Disability", "Disabled",
                ),
                "no": ("NONE", "No disability", "Not disabled"),
                "": ("NOBT", "REFU", "Refused"),
            },
        ),
    },
    layouts={
        "cin census": Layout("LAchildID", "PersonBirthDate", "ExpectedPersonBirthDate", "PersonDeathDate", "Sex", "GenderCurrent", "Ethnicity", "Disability"),
        "ssda903": Layout("CHILD", "DOB", "SEX", "ETHNIC"),
    },
)  # fmt: skip

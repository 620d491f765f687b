"""The children of whom anything has been heard: when they were born, their sex, ethnic group and disability."""

import numpy as np
import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.people import ETHNIC_GROUPS, People
from loaders.synthetic.report import Report, as_days, coded, day, yes_no
from loaders.synthetic.wording import CHILD, LOCALITIES

NAMES = {
    "WBRI": ("White British", "A.A1 White > British"), "WIRI": ("White Irish", "A.A2 White > Irish"), "WIRT": ("Traveller of Irish Heritage", "A.A4 Traveller of Irish Heritage"),
    "WROM": ("Gypsy/Roma", "A.A5 Gypsy/Roma"), "WOTH": ("Any other White background", "A.A3 Any other White background"),
    "MWBC": ("White and Black Caribbean", "B.B1 White and Black Caribbean"), "MWBA": ("White and Black African", "B.B2 White and Black African"),
    "MWAS": ("White and Asian", "B.B3 White and Asian"), "MOTH": ("Any other mixed background", "B.B4 Any other mixed background"),
    "AIND": ("Indian", "C.C1 Indian"), "APKN": ("Pakistani", "C.C2 Pakistani"), "ABAN": ("Bangladeshi", "C.C3 Bangladeshi"),
    "AOTH": ("Any other Asian background", "C.C4 Any other Asian background"), "BCRB": ("Black Caribbean", "D.D1 Black Caribbean"),
    "BAFR": ("Black African", "D.D2 Black African"), "BOTH": ("Any other Black background", "D.D3 Any other Black background"),
    "CHNE": ("Chinese", "E.E1 Chinese"), "OOTH": ("Any other ethnic group", "E.E2 Any other ethnic group"), "REFU": ("Refused",), "NOBT": ("Not obtained",),
}  # fmt: skip


def rows(authority) -> pd.DataFrame:
    rng, people, ages = authority.random("children rows"), People(authority), authority.ages
    first, _ = ages.heard
    first[ages.former] = authority.begins  # young people who have left care are known too
    child = np.flatnonzero(first <= authority.last)
    born = ages.born[child]
    n = len(child)
    unborn = born > first[child]
    expected = born + rng.integers(-12, 13, size=n)
    return pd.DataFrame(
        {
            "child_id": authority.families.child_ids[child].astype(str),
            # Until the child is born, the day on which it is expected.
            "born_on": as_days(np.where(born <= authority.last, born, expected)),
            "birth_expected_on": as_days(np.where(unborn, expected, days.OPEN)),
            "sex_code": np.where(born <= authority.last, people.sex[child], None),
            "ethnic_group_code": np.where(rng.random(n) < 0.012, None, people.ethnic_group[child]),
            "is_disabled": np.where(rng.random(n) < 0.03, None, people.is_disabled[child].astype(object)),
            "_expected": as_days(expected),
            "_born": as_days(born),
            "_opened": as_days(first[child]),
            "_closed": as_days(np.full(n, days.OPEN)),
        }
    )


REPORT = Report(
    table="children",
    title="Children's Social Care: Children Known",
    file_name="Children",
    columns={
        "child_id": CHILD,
        "born_on": day("Date of Birth", "DOB", "DATE_OF_BIRTH"),
        "birth_expected_on": day("Expected Date of Birth", "EDD"),
        "sex_code": coded("Sex", "Gender", "GENDER", texts={"female": ("Female", "F", "2"), "male": ("Male", "M", "1")}),
        "ethnic_group_code": coded(
            "Ethnicity", "Ethnic Group", "FULL_ETHNICITY_CODE", texts={code: (code, *NAMES[code], f"{code} - {NAMES[code][0]}") for code in ETHNIC_GROUPS}
        ),
        "is_disabled": yes_no("Disability", "Disabled"),
    },
    rows=rows,
    known={"born_on": ("_born", "_expected"), "sex_code": ("_born", None)},
    extras={"Locality": LOCALITIES, "Restricted": ("N", "N", "N", "Y")},
    is_register=True,
)

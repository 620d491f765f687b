"""Children: when they were born, their sex, ethnic group and disability, from whichever extract carries them.

Codes: the children in need census (schemas 2017 to 2026), the SSDA903 return and Ofsted's Annex A template (2019, 2024).
"""

from loaders.extracts.shared import CHILD
from loaders.schema import Extract, code, day

EXTRACT = Extract(
    table="children",
    row_is="one child",
    key=("child_id",),
    rides_along=True,
    columns={
        "child_id": CHILD,
        # Of an unborn child the expected day, which may be to come.
        "born_on": day("Date of Birth", "DOB", "DATE_OF_BIRTH", "Birth Date"),
        "sex_code": code(
            "Sex", "Gender",
            codes={"female": ("F", "2", "Girl"), "male": ("M", "1", "Boy"), "": ("Not stated/recorded", "Not stated", "Unknown", "Unborn", "U", "9", "0")},
        ),
    },
)  # fmt: skip

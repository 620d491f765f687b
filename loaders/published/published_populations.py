"""Mid-year estimates of children aged 0 to 17, by the Office for National Statistics, as DfE publishes them."""

from loaders.publication import category, published
from loaders.schema import figure

PUBLISHED = published(
    "published_populations",
    "the children aged 0 to 17 of one area at one mid-year",
    publication="ONS mid-", title="Mid-year population estimates", publisher="Office for National Statistics",
    year_ends="30 June", months=13,
    filters={"age": category("age_group", codes={"0 to 17": "Children aged 0 to 17 years"})},
    figures={"children": figure("population_estimate", required=True)},
)  # fmt: skip

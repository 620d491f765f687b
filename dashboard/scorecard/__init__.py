"""The scorecard: what is known of an indicator, which are shown in which order, and what stands in each column."""

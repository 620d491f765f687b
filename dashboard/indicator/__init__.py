"""The parts of the page of one indicator, one file each."""

"""The parts of the Data page: loading, what is loaded, what was wrong with it, local codes, quality. One module per view."""

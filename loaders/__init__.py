"""Spreadsheets in; typed tables and problems out.

`load` and `check` (loaders/load.py) are the way in; `Store` (loaders/store.py) is where tables are kept.
One file in loaders/extracts describes one kind of extract.
"""

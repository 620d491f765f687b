"""One file per worklist, holding one decorated function of the file's name; a file dropped here is live: see metrics/worklist.py."""

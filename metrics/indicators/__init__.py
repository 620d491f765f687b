"""One file per indicator; a file dropped here is live. `contacts_72h.py` is a good one to copy."""

"""The parts of the page of a team: its figures and who is late, its children, one list, caseloads."""

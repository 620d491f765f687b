"""Lines of a report of contacts with everything in them that a loader must account for."""

HEADINGS = ["Contact ID", "Person ID", "Contact Received", "Contact Outcome", "Team"]


def messy_line(chance):
    """A good row, a bad one, or no row at all, drawn by `chance`, a random.Random."""
    return chance.choice([
        lambda: [chance.randrange(8), chance.randrange(3), f"0{chance.randrange(1, 4)}/01/2024", chance.choice(["NFA", "?", ""]), chance.choice("AB")],
        lambda: [chance.choice(["", "9"]), chance.choice(["", "5.0", "NULL"]), chance.choice(["soon", "05/01/2024", "", 45355]), "", ""],
        lambda: chance.choice([[], HEADINGS, ["Grand total: 1,234"], ["Page 1 of 2"], ["Confidential"]]),
    ])()  # fmt: skip

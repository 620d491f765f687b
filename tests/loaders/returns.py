"""Small statutory returns, of children who do not exist."""


def cin_census(*children, reference="2024-03-31", made="2024-05-23T11:14:05", collection="CIN", year="2024"):
    """A census of these children, each an XML text."""
    return (
        f"<Message>\n<Header><CollectionDetails><Collection>{collection}</Collection><Year>{year}</Year>\n"
        f"<ReferenceDate>{reference}</ReferenceDate></CollectionDetails><Source><DateTime>{made}</DateTime></Source></Header>\n"
        "<Children>\n" + "\n".join(children) + "\n</Children>\n</Message>\n"
    )


def child(name, *details, about="", identifiers="<PersonBirthDate>2015-03-27</PersonBirthDate><Sex>F</Sex>"):
    """A child with episodes of need, each an XML text."""
    named = f"<LAchildID>{name}</LAchildID>" if name else ""
    episodes = "\n".join(f"<CINdetails>\n{d}\n</CINdetails>" for d in details)
    return f"<Child>\n<ChildIdentifiers>{named}{identifiers}</ChildIdentifiers>{about}\n{episodes}\n</Child>"


def fields(**texts):
    return "".join(f"<{name}>{text}</{name}>" for name, text in texts.items())


REFERRAL = fields(CINreferralDate="2023-06-01", ReferralSource="6", PrimaryNeedCode="N1", ReferralNFA="0")

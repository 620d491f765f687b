"""Files that were good until somebody damaged them, by the thousand: `python -m tests.loaders.fuzz 5000`.

Takes small extracts in every format, changes each at random (its bytes, its parts, the XML and records in them, its encoding, its
ending), loads them in batches through the real reader and store, and checks of every file what must hold whatever is in it. Prints
what became of them. The same seed gives the same files.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import random
import re
import struct
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import click

import loaders.reading
from loaders import synthetic
from loaders.load import load
from loaders.reading import _read_in_child
from loaders.store import Store
from tests.loaders import every_format
from tests.loaders.every_format import ERROR, FORMULA, MARKUP, TEXT, WORKBOOKS, packed, parts_of

MARK = "Zebedee"  # is in every cell that could be a child's name; a report with it has quoted a cell
TIMES = "FUZZ_TIMES"  # where children write how long each file took
GOOD = b"Contact ID,Person ID,Contact Received,Contact Outcome\r\n1,5,04/01/2024,NFA\r\n"


# --- files to damage --------------------------------------------------------------------------------------------------


def rows() -> list[list]:
    """A messy report: a banner, gaps, errors, totals, repeated headings, and two rows that cannot be told from others."""
    at, on = dt.datetime(2024, 3, 4, 9, 15), dt.date(2024, 3, 4)
    headings = ["Contact ID", "Person ID", "Contact Received", "Contact Decision", "Contact Outcome", "Contact Source", "Team", "Worker", f"{MARK} Notes"]
    lines = [[n, 4801000 + n % 7, at + dt.timedelta(hours=n), on, "NFA", "1A", f"{MARK} Team {n % 3}", f"{MARK} Worker", f"{MARK} was seen"] for n in range(12)]
    lines[3][3], lines[5][0], lines[6][2], lines[7][4], lines[8][1] = ERROR, FORMULA, "soon", f"{MARK}", None
    return [["", f"Contacts by {MARK}"], ["Data as at: 31/03/2024"], [], headings, *lines, headings, ["Grand total: 12"], [], ["Page 1 of 1"]]


ANNEX_A = [["Child Unique ID", "Gender", "Date of Birth", "Date of Contact", "Contact Source"], *[[f"{MARK}{n}", "a) Male", dt.date(2015, 1, n + 1), dt.date(2024, 1, 5), "q) 6: Police"] for n in range(8)]]
POSTS = [["As At", "Post ID", "Role", "Employment", "FTE", "Post Start"], *[["31/01/2024", f"P{n}", "Social Worker", "Agency", 0.5, dt.date(2024, 1, 4)] for n in range(6)]]
CENSUS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails></Header>
<Children>{"".join(f'''<Child><ChildIdentifiers><LAchildID>{MARK}{n}</LAchildID><PersonBirthDate>2015-01-01</PersonBirthDate><Sex>1</Sex></ChildIdentifiers>
<CINdetails><CINreferralDate>2024-01-0{n + 1}</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>false</ReferralNFA>
<Assessments><AssessmentActualStartDate>2024-01-05</AssessmentActualStartDate></Assessments></CINdetails></Child>''' for n in range(5))}</Children></Message>"""


@cache
def originals() -> list[tuple[str, bytes]]:
    """The files that are damaged: (ending, content)."""
    sheets = {"Document Map": [["a"]], "Report1": rows(), "List 1": ANNEX_A, "Posts": POSTS}
    found = [(ending, write(sheets)) for kinds in (WORKBOOKS, MARKUP) for ending, write in kinds.items()]
    found += [(ending, write({"": rows()})) for ending, write in TEXT.items()]
    found += [(".xlsx", every_format.xlsx(sheets, hidden=["Posts"], is_1904=True)), (".xml", CENSUS.encode()), (".csv", GOOD)]
    found += [(".csv", every_format.text({"": rows()}, ";", encoding, before)) for encoding, before in (("utf-16", ""), ("utf-8-sig", "sep=;\r\n"))]
    with tempfile.TemporaryDirectory() as folder:
        found += [(".xlsx", path.read_bytes()) for path in synthetic.write(folder, last_day=dt.date(2024, 3, 31), months=2, size=400)]
    return [(ending, _undated(content)) for ending, content in found]


def _undated(content: bytes) -> bytes:
    """The file without the time at which it was written."""
    if not content.startswith(b"PK"):
        return content
    dated = ("docProps/core.xml", "meta.xml")
    return packed({name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+", b"2024-03-31T00:00:00", part) if name in dated else part for name, part in parts_of(content).items()})


# --- damage -----------------------------------------------------------------------------------------------------------


def flip(chance, content):
    content = bytearray(content)
    for _ in range(chance.choice((1, 3, 20, 200))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def cut(chance, content):
    start = chance.randrange(len(content))
    return content[:start] + chance.choice((b"", content[start + chance.randrange(1, 200) :]))


def repeat(chance, content):
    start, length = chance.randrange(len(content)), chance.choice((10, 500, 5000))
    return content[:start] + content[start : start + length] * chance.choice((2, 3, 40)) + content[start:]


def splice(chance, content):
    other = chance.choice(originals())[1]
    return content[: chance.randrange(len(content))] + other[chance.randrange(len(other)) :]


def insert(chance, content):
    start = chance.randrange(len(content))
    return content[:start] + chance.choice((bytes(50), b"\xff" * 50, b'"', b"\r\n", b"<", b"&lol;", "\N{ZERO WIDTH SPACE}\udcff".encode(errors="surrogatepass"))) + content[start:]


NUMBERS = (b"-1", b"0", b"1", b"60", b"99", b"20000", b"45355.9999999999", b"2958465", b"2958466", b"1e10", b"4294967295", b"18446744073709551616", b"1e308", b"-1e308", b"NaN", b"inf", b"", b"0x41", b"9" * 400)
CELLS = (b"A1", b"A0", b"XFD1048576", b"XFE1", b"ZZZZ1", b"A99999999", b"A1048577", b"1A", b"", b"AAA100000", b"B2", b"C3", b"a1")


def xml(chance, part):
    """Changes that keep a part looking like one: references, indexes, kinds, styles, elements."""
    for _ in range(chance.choice((1, 1, 2, 8))):
        kind = chance.randrange(9)
        if kind == 0:
            part = _at_random(chance, rb'(?<= r=")[^"]*', part, CELLS)
        elif kind == 1:
            part = _at_random(chance, rb'(?<= ref=")[^"]*', part, (b"A1", b"A1:XFD1048576", b"B2:A1", b"A1:B9999999999", b"::", b"A1:A1"))
        elif kind == 2:
            part = _at_random(chance, rb"(?<=<v>)[^<]*|(?<=>)[\d.-]+(?=<)", part, NUMBERS)
        elif kind == 3:
            part = _at_random(chance, rb'(?<= t=")[^"]*', part, (b"s", b"e", b"b", b"d", b"n", b"str", b"inlineStr", b"?"))
        elif kind == 4:
            part = _at_random(chance, rb'(?<= s=")[^"]*|(?<=numFmtId=")[^"]*|(?<=[cC]ount=")[^"]*|(?<=repeated=")[^"]*|(?<=span=)\d+|(?<=Index=")[^"]*', part, NUMBERS)
        elif kind == 5:
            part = _at_random(chance, rb"</?[\w:-]+[^>]*>", part, (b"", b"<row>", b"</row>", b"<c>", b"<table>", b"<table>" * 300, b"<tr><td colspan=99999 rowspan=9999>", b"<!--", b"<![CDATA[", b"]]>"))
        elif kind == 6:
            part = part.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "' + b"&a;" * 50 + b'"><!ENTITY c "' + b"&b;" * 50 + b'">]>', 1)
            part = _at_random(chance, rb"(?<=>)[^<]+(?=<)", part, (b"&c;", b"&#0;", b"&#x10FFFF;", b"&nothing;"))
        elif kind == 7:
            part = _at_random(chance, rb'"[^"]*"', part, (b'""', b"''", b'"' + b"x" * 70_000 + b'"', b'"../../../etc/passwd"', b'"http://127.0.0.1:1/x"', b'"veryHidden"'))
        else:
            part = _at_random(chance, rb"\d{4}-\d\d-\d\d", part, (b"0001-01-01", b"9999-12-31", b"2024-02-30", b"-2024-01-01", b"292277026596-12-04"))
    return part


def _at_random(chance, pattern, part, choices):
    found = list(re.finditer(pattern, part))
    if not found:
        return part
    where = chance.choice(found)
    return part[: where.start()] + chance.choice(choices) + part[where.end() :]


def records(chance, part):
    """Changes in a part or stream of binary records: their kinds, their lengths, the numbers in them."""
    part = bytearray(part)
    for _ in range(chance.choice((1, 4, 30))):
        start = chance.randrange(max(1, len(part) - 8))
        struct.pack_into(chance.choice(("<B", "<H", "<I")), part, start, chance.choice((0, 1, 5, 0x7F, 0x80, 0xFF)))
    return bytes(part)


def zipped(chance, content):
    """Changes to the parts of an archive, or to the archive itself."""
    try:
        parts = parts_of(content)
    except Exception:  # damaged before
        return flip(chance, content)
    names = list(parts)
    name = chance.choice([n for n in names if "sheet" in n or n == "content.xml"] or names) if chance.random() < 0.7 else chance.choice(names)
    kind = chance.randrange(10)
    if kind < 5:
        parts[name] = (xml if parts[name].lstrip()[:1] == b"<" else records)(chance, parts[name])
    elif kind == 5:
        parts[name] = chance.choice((flip, cut, repeat, insert))(chance, parts[name] or b" ")
    elif kind == 6:
        other = chance.choice(names)
        parts[name], parts[other] = parts[other], parts[name]
    elif kind == 7:
        del parts[name]
    elif kind == 8:
        twice = io.BytesIO(packed(parts))
        with warnings.catch_warnings(), zipfile.ZipFile(twice, "a") as archive:
            warnings.simplefilter("ignore")
            archive.writestr(zipfile.ZipInfo(chance.choice((name, "/" + name, "../" + name, name.upper(), "xl/x.xml"))), parts[chance.choice(names)])
        return twice.getvalue()
    else:
        return _directory(chance, packed(parts))
    return packed(parts)


def _directory(chance, content):
    """Lies in the directory of an archive: sizes, checks, offsets, kinds of packing, flags."""
    content = bytearray(content)
    at = [m.start() for m in re.finditer(rb"PK\x01\x02", content)]
    for _ in range(chance.choice((1, 1, 5))):
        field, form = chance.choice(((8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (42, "<I"), (28, "<H")))
        struct.pack_into(form, content, chance.choice(at) + field, chance.choice((0, 1, 8, 9, 99, 0xFFFF)))
    return bytes(content)


def encoded(chance, content):
    """Text in another encoding, with other ends of lines, delimiters, quotation marks."""
    text = content.decode("utf-8", "replace")
    old, new = chance.choice((("\r\n", "\r"), ("\r\n", "\n\n\n"), (",", ";"), (",", "\t"), (",", "|"), (",", ',"'), ("\n", '\n"'), ("0", "\u0660"), ("/", "."), (",", "," * 5000), ("4", "4" * 500), ("", "\x00")))
    text = text.replace(old, new, chance.choice((1, 5, 10_000)))
    return text.encode(chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-7", "cp037")), "replace")


EVERYWHERE = (flip, cut, repeat, splice, insert)


def damaged(seed: int) -> tuple[str, bytes]:
    """The name and the content of the file of this number."""
    chance = random.Random(seed)
    ending, content = chance.choice(originals())
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        own: Callable = zipped if content.startswith(b"PK") else records if content.startswith(b"\xd0\xcf") else chance.choice((xml, encoded))
        content = chance.choices((own, *EVERYWHERE), (20, 1, 1, 1, 1, 1))[0](chance, content) or b" "
    if chance.random() < 0.1:
        ending = chance.choice((".xlsx", ".xls", ".xlsb", ".ods", ".csv", ".xml", ".tsv", ".txt", ".pdf", "", ".XLSX"))
    return f"{seed}{ending}", content


# --- what must hold ---------------------------------------------------------------------------------------------------


def complaints(report: dict) -> list[str]:
    """What is wrong with the report of a file, whatever was in it."""
    found = []
    if report["outcome"] not in ("loaded", "unchanged", "refused"):
        found.append("has no outcome")
    if report["outcome"] == "refused" and not re.fullmatch(r"[^\n]{20,}[.)]", report["reason"] or ""):
        found.append("is refused without a sentence")
    if report["outcome"] != "refused" and (not report["as_at"] or not any(s["table"] for s in report["sheets"])):
        found.append("is loaded without a sheet or a day")
    for sheet in report["sheets"]:
        if sheet["rows_read"] != sheet["rows_loaded"] + sheet["rows_repeated"] + sheet["rows_refused"]:
            found.append("has a sheet whose rows do not add up")
        if min(sheet[k] for k in sheet if k.startswith(("rows_", "cells_"))) < 0:
            found.append("has a count below nought")
        if sheet["table"] is None and not sheet["reason"]:
            found.append("has a sheet that is left out without a reason")
        # A damaged file may have any cell where a heading or the name of a sheet belongs: those are told.
        told = {**sheet, "sheet": "", "unknown_headings": [], "problems": [{**p, "heading": None, "problem": p["problem"].partition(" '")[0]} for p in sheet["problems"]]}
        if MARK.casefold() in json.dumps(told).casefold().replace(sheet["sheet"].casefold() or "\0", ""):
            found.append("quotes a cell")
    if not report["sheets"] and MARK.casefold() in (report["reason"] or "").casefold():
        found.append("quotes a cell in its reason")
    return found


@dataclass
class Tally:
    outcomes: Counter = field(default_factory=Counter)
    reasons: Counter = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    n_died: int = 0
    slowest: float = 0.0
    slowest_name: str = ""


def timed(path, as_at):
    """As a child reads a file, and notes how long it took."""
    start = time.perf_counter()
    try:
        return _read_in_child(path, as_at)
    finally:
        with open(os.environ[TIMES], "a") as file:
            file.write(f"{time.perf_counter() - start:.3f} {path.name}\n")


def fuzz(seeds, folder: Path, tally: Tally) -> Tally:
    """Load the damaged files of these numbers, between two good ones, into a store of their own."""
    drop = folder / "drop"
    drop.mkdir(parents=True)
    (drop / "! good.csv").write_bytes(GOOD)
    (drop / "~ good.csv").write_bytes(GOOD.replace(b"\n1,", b"\n2,"))
    for seed in seeds:
        name, content = damaged(seed)
        (drop / name).write_bytes(content)
    os.environ[TIMES] = str(folder / "times")
    died, read = loaders.reading._died, loaders.reading._read_in_child

    def count(path):
        tally.n_died += 1
        return died(path)

    loaders.reading._died, loaders.reading._read_in_child = count, timed
    try:
        store = Store(folder / "store")
        reports = {r["file"]: r for r in load(store, [drop])}
    finally:
        loaders.reading._died, loaders.reading._read_in_child = died, read
    if len(reports) != len(seeds) + 2:
        tally.complaints.append(f"{len(seeds) + 2} files have {len(reports)} reports")
    if {reports["! good.csv"]["outcome"], reports["~ good.csv"]["outcome"]} - {"loaded", "unchanged"}:
        tally.complaints.append(f"a good file was refused beside {seeds}")
    if not {"1", "2"} <= set(store.snapshot().tables["contacts"].frame["contact_id"]):
        tally.complaints.append(f"the rows of a good file are not there beside {seeds}")
    for name, report in reports.items():
        tally.complaints += [f"{name} {complaint}" for complaint in complaints(report)]
        if "good" not in name:
            tally.outcomes[report["outcome"]] += 1
            tally.reasons[re.sub(r"'[^']*'|\d[\d,.]*|\(\w+\)", "..", (report["reason"] or "")[:60])] += 1
    for line in (folder / "times").read_text().splitlines():
        seconds, name = line.split(" ", 1)
        if float(seconds) > tally.slowest:
            tally.slowest, tally.slowest_name = float(seconds), name
    return tally


@click.command(help=__doc__)
@click.argument("n", default=5000)
@click.option("--seed", default=0, show_default=True, help="The number of the first file.")
@click.option("--batch", default=100, show_default=True, help="Files that are loaded together.")
@click.option("--keep", type=click.Path(path_type=Path), help="Write the files of these numbers here, and load nothing.")
def main(n: int, seed: int, batch: int, keep: Path | None) -> None:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        for number in range(seed, seed + n):
            name, content = damaged(number)
            (keep / name).write_bytes(content)
        return
    tally, start = Tally(), time.perf_counter()
    for first in range(seed, seed + n, batch):
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            fuzz(range(first, min(first + batch, seed + n)), Path(folder), tally)
        click.echo(f"{first + batch - seed}: {dict(tally.outcomes)}, {tally.n_died} died, slowest {tally.slowest:.1f} s ({tally.slowest_name})", err=True)
    for reason, count in tally.reasons.most_common(40):
        click.echo(f"{count:6} {reason}", err=True)
    outcomes = ", ".join(f"{tally.outcomes[o]:,} {o}" for o in ("loaded", "unchanged", "refused"))
    click.echo(f"{n:,} damaged files: {outcomes}; {tally.n_died} took a child process down; the slowest took {tally.slowest:.1f} s; {time.perf_counter() - start:,.0f} s in all.")
    click.echo("\n".join(tally.complaints[:50]) or "Every file ended in a report that adds up, and no good file was harmed.")
    sys.exit(bool(tally.complaints))


if __name__ == "__main__":
    main()

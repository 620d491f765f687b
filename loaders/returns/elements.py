"""The elements of an XML file, one record at a time, each with the line it starts on.

Read with the standard library's expat: it gives exact lines however long the file (libxml2 stops counting at 65,535), opens
no other file, and says so as soon as a document type is declared, before any entity could be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from loaders.schema import fold
from loaders.workbook import Refused

DEEPEST = 30  # elements within one another; a return has 8
CHUNK = 1 << 18


@dataclass(slots=True)
class Element:
    """An element: its name without a namespace, its line, what it holds. Text that stands between elements is dropped."""

    name: str
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        """The elements of this name that stand directly in this one."""
        wanted = fold(name)
        return [e for e in self.children if fold(e.name) == wanted]

    def fields(self) -> dict[str, str]:
        """The texts that stand directly in it, by the folded names of their elements, in their order; the first of each."""
        found: dict[str, str] = {}
        for element in self.children:
            if not element.children:
                found.setdefault(element.name, element.text)
        return found

    def find_text(self, name: str) -> str:
        """The first text under this name that is not blank, however deep; "" where there is none."""
        wanted, waiting = fold(name), [self]
        while waiting:
            element = waiting.pop()
            if fold(element.name) == wanted and not element.children and element.text:
                return element.text
            waiting += reversed(element.children)
        return ""


def elements(content: bytes) -> Iterator[tuple[str, Element]]:
    """The root's name with each element that stands directly in the root, or in a list of children there, in their order.

    Raises `Refused`, with the line, where the file is not well-formed, or declares a document type or entities.
    """
    reading = _Reading()
    for start in range(0, len(content) + 1, CHUNK):
        chunk = content[start : start + CHUNK]
        try:
            reading.parser.Parse(chunk, start + CHUNK > len(content))
        except expat.ExpatError as error:
            raise Refused(
                f"The XML is damaged in line {error.lineno} ({expat.ErrorString(error.code)}) and cannot be read. Nothing of it was "
                "loaded. Produce the return again; if that does not help, put the line right in a text editor."
            ) from None
        except (LookupError, ValueError):  # an encoding that there is not
            raise Refused("The XML says it is written in an encoding that cannot be read. Save it as UTF-8 and load that.") from None
        yield from reading.finished
        reading.finished.clear()


class _Reading:
    def __init__(self):
        self.open: list[Element] = []
        self.finished: list[tuple[str, Element]] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_):
        raise Refused("The XML declares a document type, which may carry entities. No return does, and it was not read.")

    def start(self, name, _):
        if len(self.open) >= DEEPEST:
            raise Refused("The XML has elements within one another deeper than any return. It was not read.")
        self.open.append(Element(name.rpartition(":")[2], self.parser.CurrentLineNumber))

    def characters(self, text):
        self.open[-1].text += text

    def end(self, _):
        element = self.open.pop()
        element.text = "" if element.children else element.text.strip()
        depth = len(self.open)
        if depth == 1 and fold(element.name) == "children":
            return
        if depth == 1 or (depth == 2 and fold(self.open[1].name) == "children"):
            self.finished.append((self.open[0].name, element))
        elif depth:
            self.open[-1].children.append(element)

"""The style sheets of assets/ as one file, with the signs that are drawn here, and its scripts: a browser that comes for the first time
asks for two, not for two dozen in turn."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from flask import Response

from dashboard import ASSETS, icons


@dataclass(frozen=True)
class Bundle:
    """The files of assets/ of one ending, in the order of their names."""

    ending: str
    mimetype: str
    drawn: str = ""  # what follows them

    @cached_property
    def text(self):
        return "\n".join([*(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob(f"*.{self.ending}"))), self.drawn])

    @property
    def path(self):
        return f"/assets/all.{self.ending}"  # beside what style sheets point to

    @cached_property
    def mark(self):
        """It changes with what the bundle holds."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def address(self):
        """With its mark, so that a browser may keep it until it changes."""
        return f"{self.path}?m={self.mark}"


BUNDLES = STYLES, SCRIPTS = Bundle("css", "text/css", icons.styles()), Bundle("js", "text/javascript")


def register(server):
    for bundle in BUNDLES:
        server.add_url_rule(bundle.path, bundle.path, lambda bundle=bundle: Response(bundle.text, mimetype=bundle.mimetype))

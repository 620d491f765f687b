"""Loading from the page: one load at a time, beside the pages, with its progress there to be asked for.

What was uploaded lies in a folder of its own while it is read, and is removed whatever happens.
"""

import base64
import binascii
import itertools
import logging
import shutil
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dashboard import faults

log = logging.getLogger(__name__)

KEPT = 20  # reports that can still be looked at


@dataclass
class Job:
    """One load: how far it is, and what came of it."""

    id: int
    what: str
    done: int = 0
    total: int = 0
    message: str = "Starting"
    state: str = "running"  # running, done, failed
    report: dict = field(default_factory=lambda: {"files": []})

    def progress(self, done=0, total=0, message=""):
        self.done, self.total, self.message = done, total, message or self.message


class Loading:
    """The loads of this server since it started."""

    def __init__(self, source):
        self.source = source
        self.jobs = {}
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    @property
    def running(self):
        return next((job for job in self.jobs.values() if job.state == "running"), None)

    def upload(self, names, contents):
        """Start loading uploaded files, given as data addresses; None where a load is already going on."""
        return self._start(f"{len(names)} uploaded", lambda job: self._load_uploaded(job, names, contents))

    def drop_folder(self):
        return self._start("the drop folder", lambda job: self.source.load_drop_folder(job.progress))

    def _start(self, what, work):
        with self._lock:
            if self.running:
                return None
            job = Job(next(self._ids), what)
            self.jobs[job.id] = job
            for old in list(self.jobs)[:-KEPT]:
                del self.jobs[old]
        threading.Thread(target=self._run, args=(job, work), name=f"load-{job.id}", daemon=True).start()
        return job

    def _run(self, job, work):
        try:
            job.report = work(job)
            job.state = "done"
        except Exception as error:
            log.error("Loading %s failed: %s", job.what, faults.place(error))
            job.state = "failed"

    def _load_uploaded(self, job, names, contents):
        folder = Path(tempfile.mkdtemp(prefix="mtm-upload-"))
        try:
            paths = []
            for n, (name, content) in enumerate(zip(names, contents, strict=True)):
                # A folder each: two files of one name may be uploaded together.
                place = folder / str(n)
                place.mkdir()
                path = place / safe_name(name)
                path.write_bytes(decoded(content))
                paths.append(path)
            return self.source.load(paths, job.progress)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def safe_name(name):
    """The base name, whatever the browser sent: nothing that leads out of a folder."""
    base = PurePosixPath(str(name).replace("\\", "/")).name
    base = "".join("_" if each in '<>:"|?*' or ord(each) < 32 else each for each in base).strip(" .")
    return base[-120:] or "unnamed"


def decoded(content):
    """The bytes of a data address; none where it is not one, which the loader then refuses as empty."""
    try:
        return base64.b64decode(content.partition(",")[2], validate=True)
    except (binascii.Error, ValueError, AttributeError):
        return b""

"""What the Data page sets going: one job at a time, beside the pages, with its progress there to be asked for.

Uploaded files are read first and stored only when somebody accepts them. Until then they lie in a folder of their
own, which goes when they are accepted or discarded, or when nobody has looked at them for half an hour.
"""

import itertools
import logging
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dashboard import faults

log = logging.getLogger(__name__)

KEPT = 20  # reports that can still be looked at
EXPIRY = 30 * 60  # seconds that a preview waits for somebody to look at it again
PREFIX = "mtm-upload-"


@dataclass
class Job:
    """One piece of work: how far it is, what came of it, and the address that shows what came of it."""

    id: int
    kind: str  # preview, load, undo, words
    shown_at: str = "/data"
    done: int = 0
    total: int = 0
    message: str = "Starting"
    state: str = "running"  # running, done, failed
    report: dict = field(default_factory=lambda: {"files": []})

    def progress(self, done=0, total=0, message=""):
        self.done, self.total, self.message = done, total, message or self.message

    @property
    def href(self):
        name = "preview" if self.kind == "preview" else "report"
        return f"{self.shown_at}{'&' if '?' in self.shown_at else '?'}{name}={self.id}"


@dataclass
class Preview:
    """Files that wait to be accepted, and what they were read against."""

    job: Job
    folder: Path
    paths: list
    number: int | None = None  # of the snapshot that it was worked out from
    looked_at: float = field(default_factory=time.monotonic)


class Loading:
    """The jobs of this server since it started, and the one preview that waits."""

    def __init__(self, source):
        self.source = source
        self.jobs = {}
        self._waiting = None
        self._ids = itertools.count(1)
        self._lock = threading.RLock()
        remove_forgotten()

    @property
    def running(self):
        return next((job for job in self.jobs.values() if job.state == "running"), None)

    # -- previews ---------------------------------------------------------------------------------

    @property
    def waiting(self):
        """The preview that waits to be accepted or discarded, if there is one."""
        with self._lock:
            if self._waiting and time.monotonic() - self._waiting.looked_at > EXPIRY and self.running is None:
                self._forget()
            return self._waiting

    def looked_at(self, preview):
        preview.looked_at = time.monotonic()

    def preview(self, folder, paths, left_out=()):
        """Read the files in a folder, which is ours from now on; None where something else is going on or waits.

        `left_out`: reports of files that did not get here, to stand among the others.
        """
        with self._lock:
            if self.running or self.waiting:
                return None
            self._waiting = preview = Preview(None, Path(folder), list(paths))
            preview.job = self._start("preview", lambda job: self._preview(job, preview, list(left_out)))
        watch = threading.Timer(EXPIRY + 1, lambda: self.waiting)
        watch.daemon = True
        watch.start()
        return preview.job

    def look_again(self):
        """The same files once more, where something was loaded since they were read."""
        with self._lock:
            preview = self.waiting
            if preview is None or self.running:
                return None
            left_out = [file for file in preview.job.report["files"] if file.get("left_out")]
            preview.job = self._start("preview", lambda job: self._preview(job, preview, left_out))
            return preview.job

    def _preview(self, job, preview, left_out):
        try:
            preview.number = self.source.snapshot().number
            found = self.source.preview(preview.paths, job.progress) if preview.paths else {"files": []}
        except BaseException:
            self._forget()
            raise
        preview.looked_at = time.monotonic()
        return {**found, "files": [*left_out, *found["files"]]}

    def accept(self, job_id):
        """Load the files of a preview; None where it is no longer there or something else is going on."""
        with self._lock:
            preview = self.waiting
            if preview is None or preview.job.id != job_id or self.running:
                return None
            self._waiting = None  # its folder now belongs to the load
            return self._start("load", lambda job: self._accept(job, preview))

    def _accept(self, job, preview):
        try:
            return self.source.load(preview.paths, job.progress)
        finally:
            shutil.rmtree(preview.folder, ignore_errors=True)

    def discard(self, job_id):
        with self._lock:
            if self._waiting and self._waiting.job.id == job_id and self.running is None:
                self._forget()

    def _forget(self):
        with self._lock:
            if self._waiting:
                shutil.rmtree(self._waiting.folder, ignore_errors=True)
                self._waiting = None

    # -- other jobs -------------------------------------------------------------------------------

    def drop_folder(self):
        return self._start("load", lambda job: self.source.load_drop_folder(job.progress))

    def undo(self, numbers):
        return self._start("undo", lambda job: self.source.undo(numbers), "/data?view=files")

    def change_words(self, changes, shown_at):
        """Changes to codes, teams or names: (what it says when done, function) for each; None where a job runs."""

        def work(job):
            said, refused = [], []
            for n, (words, change) in enumerate(changes):
                job.progress(n, len(changes), "Saving, and working the figures out again")
                try:
                    change()
                    said.append(words)
                except ValueError as reason:
                    refused.append(str(reason))
            return {"files": [], "said": said, "refused": refused}

        return self._start("words", work, shown_at)

    def _start(self, kind, work, shown_at="/data"):
        with self._lock:
            if self.running:
                return None
            job = Job(next(self._ids), kind, shown_at)
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
            log.error("The %s failed: %s", job.kind, faults.place(error))
            job.state = "failed"


def new_folder():
    return Path(tempfile.mkdtemp(prefix=PREFIX))


def remove_forgotten():
    """Files that an earlier server left behind when it was ended; those of one that still runs are younger."""
    for folder in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        try:
            if time.time() - folder.stat().st_mtime > 2 * EXPIRY:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue


def safe_name(name):
    """The base name, whatever the browser sent: nothing that leads out of a folder."""
    base = PurePosixPath(str(name).replace("\\", "/")).name
    base = "".join("_" if each in '<>:"|?*' or ord(each) < 32 else each for each in base).strip(" .")
    return base[-120:] or "unnamed"

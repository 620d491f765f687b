"""Files from the browser, written to disk as they come: nothing of them is held in memory, and none vanishes.

Dash's own upload sends files as text a third larger, holds them whole, and drops one that is too large without a word.
"""

import json
import logging
import shutil

from flask import jsonify, request

from dashboard.loading import new_folder, safe_name

log = logging.getLogger(__name__)

MEGABYTES = 100  # a file; assets/31-upload.js reads it from the page
TOGETHER = 500  # all files of one upload
PIECE = 1024 * 1024
HEADER = "X-Measures-Upload"  # a page of another site cannot send it: browsers ask first

BUSY = "Another load is going on. Try again when it has finished."
WAITS = "Other files are waiting to be accepted or discarded. Deal with these first."


def register(server):
    @server.post("/upload")
    def upload():
        if not request.headers.get(HEADER):
            return jsonify(words="This address takes files from the Data page only."), 403
        loading = server.config["LOADING"]
        if loading.running:
            return jsonify(words=BUSY), 409
        if loading.waiting:
            return jsonify(words=WAITS, href=loading.waiting.job.href), 409
        folder = new_folder()
        try:
            paths, left_out = received(folder)
            job = loading.preview(folder, paths, left_out)
        except Exception:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if job is None:
            shutil.rmtree(folder, ignore_errors=True)
            return jsonify(words=BUSY), 409
        return jsonify(job=job.id)


def received(folder):
    """(paths of what came, reports of what did not): the files of the request, a folder each."""
    left_out = [refused(name, reason) for name, reason in told(request.form.get("left_out"))]
    paths = []
    # A folder each: two files of one name may be uploaded together.
    for n, file in enumerate(request.files.getlist("files")):
        place = folder / str(n)
        place.mkdir()
        path = place / safe_name(file.filename)
        size = 0
        with path.open("wb") as out:
            while size <= MEGABYTES * PIECE and (piece := file.stream.read(PIECE)):
                size += len(piece)
                out.write(piece)
        file.close()
        if size > MEGABYTES * PIECE:
            path.unlink()
            left_out.append(refused(path.name, "too large"))
        else:
            paths.append(path)
    return paths, left_out


REASONS = {
    "too large": f"It is larger than the {MEGABYTES} MB that this page takes. Put it into the drop folder and load that, or export "
    "it in parts: a file for each year.",
    "folder": "It is a folder. Open it and choose the files in it, or put them into the drop folder and load that.",
}


def told(text):
    """(name, reason) of what the browser left out, as it says; nothing where it says something else."""
    try:
        said = json.loads(text or "[]")
        return [(safe_name(name), reason) for name, reason in said if reason in REASONS]
    except (ValueError, TypeError):
        return []


def refused(name, reason):
    return {
        "file": name, "outcome": "refused", "reason": REASONS[reason], "as_at": None, "as_at_from": None, "sheets": [],
        "left_out": True,
    }  # fmt: skip

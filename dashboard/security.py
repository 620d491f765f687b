"""Response headers: what the browser may fetch and run, how long it may keep files; and compression.

Everything comes from this server. `script-src` lists the hashes of Dash's own inline scripts and of ours; inline styles are
needed by Dash's components and cannot be hashed.
"""

import base64
import hashlib
import re

from flask import request
from flask_compress import Compress

from dashboard import shell

DAY = 24 * 3600
YEAR = 365 * DAY
FINGERPRINTED = re.compile(r"\.v\d+_\d+_\d+\w*m\d+\.")


def protect(app):
    server = app.server
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_STREAMS=False,
        COMPRESS_BR_LEVEL=4,
        COMPRESS_MIN_SIZE=600,
        MAX_CONTENT_LENGTH=512 * 1024 * 1024,
    )
    Compress(server)  # before `headers`: what is registered last runs first
    policy = {}

    @server.after_request
    def headers(response):
        if "text" not in policy:
            policy["text"] = "; ".join(
                [
                    "default-src 'self'",
                    "script-src 'self' " + " ".join([*app.csp_hashes(), hash_of(shell.EARLY)]),
                    "style-src 'self' 'unsafe-inline'",
                    "img-src 'self' data:",
                    "font-src 'self'",
                    "connect-src 'self'",
                    "object-src 'none'",
                    "base-uri 'self'",
                    "form-action 'self'",
                    "frame-ancestors 'none'",
                ]
            )
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = policy["text"]
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Cache-Control"] = kept_for(request) if response.status_code == 200 else "no-store"
        if response.is_streamed and response.mimetype in server.config["COMPRESS_MIMETYPES"]:
            # A file that is streamed would not be compressed for a browser that takes only gzip: every one over http.
            response.direct_passthrough = False
            response.get_data()
        return response


def hash_of(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def kept_for(request):
    """How long a browser may keep what it got: for good where the address carries a version, else a day, pages never.

    Figures change with each load, and rows about children must not lie in a browser's cache.
    """
    path = request.path
    if FINGERPRINTED.search(path) or (path.startswith("/assets/") and "m" in request.args):
        return f"public, max-age={YEAR}, immutable"
    if path.startswith(("/assets/", "/_dash-component-suites/", "/_favicon")):
        return f"public, max-age={DAY}"
    return "no-store"

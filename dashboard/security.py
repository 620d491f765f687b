"""Response headers: what the browser may fetch and run, how long it may keep files; and compression.

Everything comes from this server. `script-src` lists the hashes of Dash's own inline scripts; inline styles are
needed by Dash's components and cannot be hashed.
"""

import re

from flask import request
from flask_compress import Compress

YEAR = 365 * 24 * 3600
FINGERPRINTED = re.compile(r"\.v\d+_\d+_\d+\w*m\d+\.")


def protect(app):
    server = app.server
    # Streamed files are not compressed for a browser that takes only gzip, which is every browser over plain http.
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIN_SIZE=600,
        MAX_CONTENT_LENGTH=512 * 1024 * 1024,
    )
    policy = {}

    @server.after_request
    def headers(response):
        if "text" not in policy:
            policy["text"] = "; ".join(
                [
                    "default-src 'self'",
                    "script-src 'self' " + " ".join(app.csp_hashes()),
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
        if response.status_code == 200 and keeps(request):
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        elif "Cache-Control" not in response.headers or not request.path.startswith("/assets/"):
            # Figures and rows change with each load, and rows must not lie in a browser's cache.
            response.headers["Cache-Control"] = "no-store"
        return response

    Compress(server)


def keeps(request):
    """Whether an address can only ever mean one content: it carries a version or a time of change."""
    path = request.path
    if path.startswith("/assets/"):
        return "m" in request.args or path.startswith(("/assets/fonts/", "/assets/vendor/"))
    return path.startswith("/_dash-component-suites/") and bool(FINGERPRINTED.search(path))

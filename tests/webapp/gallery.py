"""Every page with invented content, and a script that photographs them; not part of the product.

python -m tests.webapp.gallery OUT [WORD…]     pictures of the pages whose name has a WORD
python -m tests.webapp.gallery --serve PORT    the pages themselves, at /gallery/
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from functools import cache
from itertools import product
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Blueprint, Flask, g, render_template_string, request
from werkzeug.serving import make_server

from core.settings import read_settings
from database.keys import RootKey
from database.transaction import open_database
from tests.chromium import started
from tests.webapp.specimens import HARBOUR, SEEN_BY, STEPS
from webapp.app import create_app
from webapp.rendering import show
from webapp.services import Services
from webapp.views.documents import Severity
from webapp.views.shared import Pages, Tone

PARTS = """{% extends "base.html" %}{% block title %}parts{% endblock %}{% block content %}
<h1>{{ title|text }}</h1><div class="stack">
{% for tone in tones %}<p>{{ parts.tag({"word": tone.value, "tone": tone}) }}</p>{% endfor %}
{% for grade in grades %}<p>{{ parts.severity(grade) }}</p>{% endfor %}
{% for tone in tones %}
{{ parts.notice({"tone": tone, "title": title, "body": title, "links": []}, live=false) }}
{% endfor %}
{{ parts.partial(title) }}{{ parts.steps(steps) }}{{ parts.pagination(pages) }}
</div>{% endblock %}"""

NAMES = (*SEEN_BY, "parts")
# Under which link of the header a page stands.
HERE = {
    "my-data": "/my-data",
    "stopped": "/my-data",
    "true-cost": "/true-cost",
    "apply": "/apply",
    "cost-statement": "/apply",
    "consents": "/apply",
    "submit": "/apply",
    "my-decisions": "/my-decisions",
    "decision-": "/my-decisions",
    "decisions": "/decisions",
    "case": "/decisions",
    "contract": "/contracts",
    "board": "/boards/",
}


@cache
def _root_key() -> RootKey:
    return RootKey(rsa.generate_private_key(65537, 2048))


def idle_services(environment: dict[str, str]) -> Services:
    """Services for pages that read nothing: their database is never connected."""
    database = open_database("postgresql:///nobody", _root_key())
    key = b"only for tests, never for people"
    return Services(settings=read_settings(environment), database=database, secret_key=key)


def gallery_app(public_url: str = "http://localhost:8000") -> Flask:
    """The real application, with the pages of this file beside its own."""
    app = create_app(idle_services({"CANDOR_DEMO": "1", "CANDOR_PUBLIC_URL": public_url}))
    pages = Blueprint("gallery", __name__, url_prefix="/gallery")

    @pages.context_processor
    def frame() -> dict[str, str]:
        name = (request.view_args or {}).get("name", "")
        return {"here": next((path for word, path in HERE.items() if word in name), "/gallery")}

    @pages.get("/<name>")
    def one(name: str) -> str:
        if name == "parts":
            return render_template_string(
                PARTS,
                tones=tuple(Tone),
                grades=tuple(Severity),
                title=HARBOUR,
                steps=STEPS,
                pages=Pages(1595, "#", "#"),
            )
        g.visitor, page = SEEN_BY[name]
        return show(page)

    @pages.get("/")
    def index() -> str:
        return "<br>".join(f'<a href="/gallery/{name}">{name}</a>' for name in NAMES)

    app.register_blueprint(pages)
    return app


@contextmanager
def served():
    """Serve the gallery on a free port of this machine; gives the address."""
    server = make_server("127.0.0.1", 0, gallery_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


WIDTHS = (360, 1280, 2560)
MODES = ("light", "dark", "large")


def photograph(out: Path, words: tuple[str, ...]) -> None:
    """Take a picture of every page whose name has one of the words, in each form."""
    out.mkdir(parents=True, exist_ok=True)
    with served() as address, started() as browser:
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            for name in NAMES:
                if words and not any(word in name for word in words):
                    continue
                for language, mode in product(("zh", "en"), MODES):
                    theme, size = ("light", mode) if mode == "large" else (mode, "normal")
                    page.goto(f"{address}/gallery/{name}?lang={language}&theme={theme}&type={size}")
                    page.screenshot(
                        path=out / f"{name}-{language}-{width}-{mode}.png", full_page=True
                    )
            page.close()


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        gallery_app().run(port=int(sys.argv[2]))
    else:
        photograph(Path(sys.argv[1]), tuple(sys.argv[2:]))

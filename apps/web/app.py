"""The application: the HTTP door with the page over it, so that there is one gate, one identity, one way to files."""

import os
import secrets

import gradio as gr
from fastapi import FastAPI

from videostudio.apps.desk.service import Service
from videostudio.apps.http import app as http
from videostudio.apps.web import login, pictures
from videostudio.apps.web.doorkeeper import Doorkeeper
from videostudio.apps.web.page import Page, own, theme


def built(service: Service, *, behind_tls: bool = False) -> FastAPI:
    """The application over `service`; `behind_tls` is whether browsers reach it by https only."""
    # Gradio would tell its makers that it is used.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    app = http.built(service)
    app.include_router(pictures.routes(pictures.Pictures()))
    app.include_router(login.routes(service.keyring, behind_tls=behind_tls))
    run = secrets.token_hex(8)

    @app.get("/page/pulse", include_in_schema=False)
    async def pulse() -> dict[str, str]:
        """Which run of the server this is: a page that finds another one begins anew."""
        return {"run": run}

    page = Page(service)
    gr.mount_gradio_app(
        app,
        page.blocks,
        path="/",
        theme=theme(),
        css=own("page.css"),
        head=f"<meta name='color-scheme' content='light dark'><script>{own('page.js')}</script>",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=service.limits.picture_bytes,
    )
    app.add_middleware(Doorkeeper, keyring=service.keyring)
    return app

"""Serving the application."""

import uvicorn

from videostudio.apps.desk.service import Service
from videostudio.apps.http.app import built

END_S = 3
"""How long answers that are being given may take when the server is told to end. Films need no time: they go on when
it is started again."""


def serve(service: Service, host: str, port: int) -> None:
    """Serves until it is told to end. Raises BadSetting where that would be open to a network without a token."""
    service.keyring.require_safe(host)
    uvicorn.run(
        built(service),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=END_S,
    )

"""Serves an application over real sockets within a test, by uvicorn and with the guard of connections."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from dashboard.web.http_server import Guard, Limits, bound_connections


@asynccontextmanager
async def serving_app(app: ASGIApp, limits: Limits) -> AsyncIterator[tuple[Guard, int]]:
    """Serve an application on a free port of this machine; yields its guard and the port."""
    config = uvicorn.Config(app, port=0, lifespan="off", log_level="critical")
    config.load()  # names uvicorn's own protocol
    guard = bound_connections(config, limits)
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield guard, server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.force_exit = True
        await server.shutdown()

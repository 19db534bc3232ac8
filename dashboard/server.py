"""The server that `make run` starts: Streamlit's app with the routes and middleware of the atlas, and a warm-up."""

from __future__ import annotations

import sys

from dashboard.web.startup import StartError, check_files, check_registries

try:
    # Before the imports below, which build the registries: what is wrong with one would be a traceback of theirs.
    check_files()
    check_registries()
except StartError as error:
    sys.exit(f"The atlas does not start: {error}")

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.types import Scope
from streamlit import config, runtime
from streamlit.watcher.polling_path_watcher import PollingPathWatcher

from dashboard.log_lines import JSON, limit_log_lines, write_json_lines, write_text_lines
from dashboard.maps.own_data import MOST_MEGABYTES
from dashboard.maps.street_maps import outside_hosts
from dashboard.maps.view import View
from dashboard.render.live_map.component import early_files, first_script
from dashboard.render.live_map.message import message
from dashboard.render.memory import resident_bytes, return_unused, use_few_arenas
from dashboard.ui import session_files
from dashboard.ui.page_runs import (
    identify_clients_by,
    ignore_developers,
    protect_callbacks,
    trust_middleware_on_origins,
)
from dashboard.ui.page_shell import SCREENS
from dashboard.ui.service import ATLAS
from dashboard.web.export_queue import ExportQueue
from dashboard.web.health import handle_data_fault, probe_paths
from dashboard.web.http import (
    BACKEND_URL_SCRIPT,
    UTC_ZONE_SCRIPT,
    AcceptedEncodings,
    AllowedHosts,
    OwnDataKey,
    StaticBundle,
    bundle_files,
    own_hosts,
)
from dashboard.web.http_server import (
    anonymous,
    bound_connections,
    check_address,
    disable_nagle,
    handle_loop_fault,
    limits_for,
    running_server,
    stop_gracefully,
)
from dashboard.web.icon_font import FONT_NAME, icon_font
from dashboard.web.metrics import (
    COUNTS,
    KEPT,
    MEMORY,
    SESSIONS,
    WAITING,
    CountedRecords,
    Gauges,
    RequestCounter,
    exposition,
    log_counts,
    serve_figures,
)
from dashboard.web.not_found import NotFound, slug
from dashboard.web.page_head import (
    FRAME,
    UNUSED_LINKS,
    HtmlInjector,
    bundle_tags,
    failure_script,
    frame_scripts,
    frame_styles,
    page_head,
    page_script,
    page_style,
    report_tag,
    ways_tag,
)
from dashboard.web.policies import Policies, map_policy, screen_policy
from dashboard.web.refusals import handle_busy
from dashboard.web.routes import atlas_routes
from dashboard.web.settings import METRICS, SettingError, Settings, checked_base, read_settings, root_of
from dashboard.web.startup import public_use, raise_open_files
from dashboard.web.turns import BusyError, client_at
from dashboard.web.uploads import (
    HAZARD_MEGABYTES,
    USUAL_MEGABYTES,
    HazardAreas,
    UploadLimit,
    hazard_answer,
    hazard_refusal,
    may_accept_hazards,
    most_bytes,
    separation,
)
from geodata.errors import GeodataError

LOG = logging.getLogger("atlas")


def _settings() -> tuple[Settings, str]:
    """Return the settings and the base path; exits with status 1 and a sentence where the atlas cannot be served."""
    try:
        settings, base = read_settings(), checked_base(config.get_option("server.baseUrlPath") or "")
        if settings.metrics is not None:
            check_address(*settings.metrics, setting=METRICS)
    except (SettingError, StartError) as error:
        sys.exit(f"The atlas does not start: {error}")
    return settings, base


use_few_arenas()
identify_clients_by(client_at)
protect_callbacks()
ignore_developers()
trust_middleware_on_origins()
SETTINGS, BASE = _settings()
# A thread that composes lets go of the interpreter after this long: each step of a response waits for it. The default
# of 5 ms, ten times a response, doubled the wait of a reader beside a busy client.
sys.setswitchinterval(0.001)
QUEUE = ExportQueue()
STOPPING = Event()
PROBE_SECONDS = 3.0  # for which /readyz waits for a process that makes files; to fork one takes less than a second
PAGE = Path(st.__file__).parent / "static" / "index.html"
FILES = bundle_files(PAGE.parent)
MAP_POLICY = map_policy(outside_hosts())
HOUSEKEEPING_SECONDS = 30.0
SCREEN = f"/(?:{'|'.join(SCREENS)})"


BOUND = config.get_option("server.address")
UPLOADED_MEGABYTES = SETTINGS.upload_megabytes or USUAL_MEGABYTES
if may_accept_hazards(bound=BOUND, settings=SETTINGS):  # Streamlit's own limit; UploadLimit has that of each request
    config.set_option("server.maxUploadSize", MOST_MEGABYTES)
    UPLOADED_MEGABYTES = SETTINGS.upload_megabytes or HAZARD_MEGABYTES


def most_uploaded(scope: Scope, session: str) -> int:
    """Return how many bytes an upload of a session may have: what its page takes, and its request may bring."""
    return min(session_files.most_bytes(session), most_bytes(hazard_refusal(scope, bound=BOUND, settings=SETTINGS)))


def area_of(text: str) -> str | None:
    """Return the code of the area whose code or name is a segment of a path, or None."""
    wanted = slug(text)
    states = ATLAS.dataset().states.items()
    return next((code for code, state in states if wanted in {slug(code), slug(state.name)}), None)


def allowed_hosts() -> tuple[str, ...]:
    """Return the allowed values of the Host header, beside the names of this machine."""
    bound = own_hosts(BOUND, config.get_option("browser.serverAddress"))
    return (*SETTINGS.allowed_hosts, *bound, *own_hosts(urlsplit(SETTINGS.public_url).netloc))


def show() -> None:
    """Compose today's world, which needs the tables and the boundaries.

    Raises
    ------
    GeodataError
        When they break their own rules.
    """
    message(ATLAS.spec(View()))


def sessions() -> int:
    """Return how many pages are open."""
    stats = runtime.get_instance().stats_mgr.get_stats(family_names=["active_sessions"])
    return sum(int(getattr(stat, "value", 0)) for family in stats.values() for stat in family)


GAUGES: Gauges = {
    SESSIONS: lambda: {(): sessions()},
    WAITING: lambda: {(name,): count for name, count in QUEUE.waiting().items()},
    KEPT: lambda: {(): QUEUE.kept_bytes},
    MEMORY: lambda: {(): resident_bytes()},
}


def unready() -> str:
    """Return why no reader should be sent here, beside faults of the data; empty where they may."""
    if STOPPING.is_set():
        return "The atlas is being stopped."
    return QUEUE.start_missing(ATLAS, within=PROBE_SECONDS)  # none lives yet, or one has ended


def _warm_up() -> None:
    """Load the data, compose the first view and cut the icons, for which the first reader would otherwise wait."""
    for name in filter(FONT_NAME.fullmatch, FILES):
        icon_font(PAGE.parent / name, PAGE.parent / "static" / "js")
    with suppress(GeodataError):  # the page reports it
        show()
    gc.collect()
    # Streamlit runs a full garbage collection after every run; frozen objects are skipped (100 ms less each time).
    gc.freeze()


def register_component() -> None:
    """Import streamlit-folium and register its component, whose files a replica else serves after its first page."""
    warnings = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    warnings.disabled = True  # the package declares its component as it is imported, which Streamlit expects in a page
    try:
        # Imported where a runtime is there to register it with.
        from streamlit_folium import _component_func  # noqa: PLC0415
    finally:
        warnings.disabled = False
    runtime.get_instance().component_registry.register_component(_component_func)


def start_workers() -> None:
    """Start the processes that make files where they are missing and the data can be drawn."""
    with suppress(GeodataError):  # every page says so, and /readyz
        QUEUE.start_missing(ATLAS)


async def keep_house() -> None:
    """Remove files, uploads and sessions that have ended, return their memory, and start workers that have ended."""
    while True:
        await asyncio.sleep(HOUSEKEEPING_SECONDS)
        try:
            QUEUE.expire()
            await run_in_threadpool(QUEUE.refresh_workers)
            await run_in_threadpool(start_workers)  # one has ended, or tables were mended that were broken at the start
            if session_files.remove_ended():
                gc.collect()  # a session and its state refer to each other
            return_unused()
        except Exception:  # the next time is no worse for it
            LOG.exception("files, uploads or sessions that have ended could not be removed")


def watch_no_files() -> None:
    """Have Streamlit look at its configuration files no more, which it does five times a second for each.

    A running server keeps the settings that it started with. The threads that look took half of what an idle process
    needs.
    """
    PollingPathWatcher._schedule = lambda _: None  # type: ignore[assignment, method-assign]


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up in a worker thread while the server starts; its socket is already bound."""
    QUEUE.load_writers()  # 2 s of processor time, beside what follows: pictures of the first pages wait for them
    disable_nagle()
    watch_no_files()
    limit_log_lines()
    asyncio.get_running_loop().set_exception_handler(handle_loop_fault)
    tasks, server = [], running_server()
    if server is not None:
        anonymous(server)
        guard = bound_connections(server.config, limits_for(raise_open_files()))
        tasks.append(asyncio.create_task(guard.watch(server)))
        stop_gracefully(server, SETTINGS.drain_seconds, STOPPING.set)
    register_component()
    for name in ("", "uvicorn"):
        logging.getLogger(name).addHandler(CountedRecords())
    if SETTINGS.log == JSON:
        write_json_lines()
        tasks.append(asyncio.create_task(log_counts(COUNTS)))
    else:
        write_text_lines()
    if sentence := public_use(BOUND, SETTINGS):
        LOG.warning(sentence)
    figures = serve_figures(*SETTINGS.metrics, lambda: exposition(COUNTS, GAUGES)) if SETTINGS.metrics else None
    await run_in_threadpool(_warm_up)
    start_workers()
    tasks.append(asyncio.create_task(keep_house()))
    yield
    for task in tasks:
        task.cancel()
    if figures is not None:
        figures.shutdown()
    QUEUE.close()


ROUTES = atlas_routes(ATLAS, QUEUE, show=show, unready=unready, base=BASE)
# First parts of addresses that are counted by name.
PARTS = frozenset(
    {str(getattr(route, "path", "")).removeprefix(root_of(BASE)).split("/")[1] for route in ROUTES}
    | {"_stcore", "component", "static"}
)
app = st.App(
    "app.py",
    routes=ROUTES,
    middleware=[
        Middleware(RequestCounter, parts=PARTS, screens=frozenset(SCREENS), base=BASE),
        Middleware(Policies, base=BASE, is_https=SETTINGS.public_url.startswith("https:")),
        Middleware(AcceptedEncodings),
        Middleware(AllowedHosts, hosts=allowed_hosts(), probes=probe_paths(BASE)),
        Middleware(OwnDataKey, base=BASE),
        Middleware(HazardAreas, answer_to=partial(hazard_answer, bound=BOUND, settings=SETTINGS)),
        Middleware(
            UploadLimit,
            stored=session_files.stored_sizes,
            most_bytes=most_uploaded,
            most_held=UPLOADED_MEGABYTES * 2**20,
            has_all=lambda scope: not separation(scope, bound=BOUND, settings=SETTINGS),
            base=BASE,
        ),
        Middleware(
            NotFound,
            screens={path: title for path, (_, title) in SCREENS.items()},
            routes=ROUTES,
            files=FILES,
            area_of=area_of,
            base=BASE,
        ),
        Middleware(
            HtmlInjector,
            tags=(
                BACKEND_URL_SCRIPT,
                UTC_ZONE_SCRIPT,
                *bundle_tags(PAGE),
                *early_files(),
                report_tag(SETTINGS.report_template),
            ),
            first=(failure_script(),),
            last=(page_style(), ways_tag(), page_script(), first_script()),
            base=BASE,
            without=UNUSED_LINKS,
            page=SCREEN,
            head_of=lambda path, query, address: page_head(path, query, address, ATLAS),
            turns=QUEUE.composing,
            policy=screen_policy,
        ),
        Middleware(HtmlInjector, first=frame_scripts(), last=frame_styles(), base=BASE, page=FRAME, policy=MAP_POLICY),
        Middleware(StaticBundle, folder=PAGE.parent, files=FILES, base=BASE),
    ],
    exception_handlers={GeodataError: handle_data_fault, BusyError: handle_busy},
    lifespan=lifespan,
)

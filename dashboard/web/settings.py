"""Settings of the environment, each checked before anything is served; base path and public address of the server."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from starlette.requests import Request

from dashboard.log_lines import LOG, LOG_FORMS, TEXT

PREFIX = "ATLAS_"
PUBLIC_URL, ALLOWED_HOSTS, REPORT_TO = "ATLAS_PUBLIC_URL", "ATLAS_ALLOWED_HOSTS", "ATLAS_REPORT_TO"
TRUSTED_PROXIES = "ATLAS_TRUSTED_PROXIES"
METRICS, DRAIN = "ATLAS_METRICS", "ATLAS_DRAIN_SECONDS"
HAZARD_AREAS, UPLOADS = "ATLAS_HAZARD_AREAS", "ATLAS_UPLOAD_MEGABYTES"
ACCEPT, REFUSE = "accept", "refuse"  # its values
MAX_DRAIN = 300  # seconds
MAX_UPLOADS = 100_000  # megabytes
MAX_PORT = 65535
OTHERS = ("ATLAS_CHROMIUM",)  # read by the tests
SLIP = 0.85  # share of letters in common from which on an unknown name is a slip; a container's ATLAS_PORT has 0.5
EVERY_HOST = "*"
LOCAL = "localhost"
# A host as DNS has it (RFC 1123; what is not ASCII is written as xn--…), at most 253 letters. IPv4 addresses fit too.
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*")
_HOST_HEADER = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[^\[\]:@/]{1,254})(?::(\d{1,5}))?", re.IGNORECASE)
_PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*/?")  # what RFC 3986 never escapes, and no way up
# The fields of .github/ISSUE_TEMPLATE/wrong-fact.yml that are known of a figure, and the title of the issue; a mail has
# all of them in its body. assets/report-figure.js fills them.
REPORT_FIELDS = ("title", "reference", "shown", "source")
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_QUERY = re.compile(r"(?:[A-Za-z0-9._~!$'()*+,;:@/?&=\[\]-]|%[0-9A-Fa-f]{2})*")  # RFC 3986, and brackets as forms use
_MAILBOX = re.compile(r"(?:mailto:)?([A-Za-z0-9._+-]{1,64})@([^@]+)", re.IGNORECASE)


class SettingError(ValueError):
    """A variable that cannot be used; the message is one sentence with its name, its value and what was expected."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    `public_url` is the address under which readers reach the atlas, with a slash at its end; empty where each request
    names it. `allowed_hosts` are hosts in lower case without port, `*.name` for all below a name, or `*` for every one.
    `report_to` is where readers report a figure: an https address or `mailto:` and a mailbox; empty where nowhere.
    `trusted_proxies` are the networks of proxies whose X-Forwarded-For names the client.
    `log` is one of LOG_FORMS; `metrics` host and port at which figures of the server are read, None where nowhere;
    `drain_seconds` is for how long a server that was asked to stop goes on answering.
    `hazard_areas` is `accept` or `refuse`; empty where each request decides. `upload_megabytes` is how much of uploaded
    files all pages hold together; 0 where the server decides.
    """

    public_url: str = ""
    allowed_hosts: tuple[str, ...] = ()
    report_to: str = ""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    log: str = TEXT
    metrics: tuple[str, int] | None = None
    drain_seconds: int = 0
    hazard_areas: str = ""
    upload_megabytes: int = 0

    @property
    def report_template(self) -> str:
        """The address of a report, with a placeholder for each field that is filled; empty where there is none.

        An address without placeholders takes the fields as parameters of their names.

        Examples
        --------
        >>> Settings(report_to="mailto:facts@example.org").report_template
        'mailto:facts@example.org?subject={title}&body={body}'
        >>> Settings(report_to="https://example.org/new?title=Fact").report_template
        'https://example.org/new?title=Fact&reference={reference}&shown={shown}&source={source}'
        >>> Settings(report_to="https://example.org/new?entry.1={reference}").report_template
        'https://example.org/new?entry.1={reference}'
        """
        address = self.report_to
        if address.startswith("mailto:"):
            return f"{address}?subject={{title}}&body={{body}}"
        if not address or _PLACEHOLDER.search(address):
            return address
        plain, _, query = address.partition("?")
        given = [part for part in query.split("&") if part]
        names = {part.partition("=")[0] for part in given}
        return f"{plain}?{'&'.join([*given, *(f'{name}={{{name}}}' for name in REPORT_FIELDS if name not in names)])}"


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment, as the table in docs/running.md has it.

    `read` returns the value of the field of Settings of a text that is not empty, or says in a ValueError what was
    expected.
    """

    name: str
    field: str
    read: Callable[[str], object]
    meaning: str
    default: str
    example: str

    def value(self, text: str) -> object:
        """Return the value that a text stands for.

        Raises
        ------
        SettingError
            When it cannot be used.
        """
        try:
            return self.read(text)
        except ValueError as error:
            raise SettingError(f"{self.name} is “{_shown(text)}”: {error}, such as {self.example}") from error


# -- How the text of each variable is read.

# User name and password of an address, also of one without scheme, and where there is a slash in the password.
_CREDENTIALS = re.compile(r"(?<=//)(?:[^/\s,]*|[^\s,]*:[^\s,]*)@|(?<![^\s,])(?!mailto:)[^\s,/@:]*:(?!//)[^\s,]*@")


def _shown(text: str, most: int = 80) -> str:
    """A text as a sentence of the log has it: the first letters, those that can be printed, without a password."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in text)
    return _CREDENTIALS.sub("…@", plain)[:most]


def _host(text: str) -> str:
    """A name or address without brackets and the dot of the root, in lower case; empty when it is neither."""
    if text.startswith("["):
        try:
            return str(IPv6Address(text[1:-1]))
        except ValueError:
            return ""
    plain = text.lower().removesuffix(".")
    return plain if _NAME.fullmatch(plain) else ""


def _address_parts(text: str, expected: str) -> SplitResult:
    """Split an address; a ValueError says what was expected where the port is none or a user is named."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is no number, or one that is too high
    except ValueError as error:
        raise ValueError(expected) from error
    if "@" in parts.netloc:
        raise ValueError(f"{expected}, without user name and password")
    return parts


def _public_url(text: str) -> str:
    expected = "expected http:// or https://, a host, and a path if there is one"
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(f"{expected}, in ASCII without blanks")
    parts = _address_parts(text, expected)
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        raise ValueError(f"{expected}, without “?” and “#”")
    if parts.scheme not in {"http", "https"} or not host_of(parts.netloc) or not _PATH.fullmatch(parts.path):
        raise ValueError(expected)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}/"


def _allowed_hosts(text: str) -> tuple[str, ...]:
    hosts = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        below, star, name = part.rpartition("*.") if part != EVERY_HOST else ("", "", "")
        host = _host(name)
        if part != EVERY_HOST and (below or not host):
            raise ValueError(
                f"expected hosts without scheme, port and path, with commas between; “{_shown(part, 40)}” is none"
            )
        hosts.append(part if part == EVERY_HOST else star + host)
    return tuple(hosts)


def _network_meant(text: str) -> str:
    """The network of an address with a prefix, for a sentence; empty where the text is none."""
    try:
        return f" (its network is {ip_network(text, strict=False)})"
    except ValueError:
        return ""


def _trusted_proxies(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    networks = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            networks.append(ip_network(part))
        except ValueError as error:
            expected = "expected IP addresses or networks, with commas between"
            raise ValueError(f"{expected}; “{_shown(part, 40)}” is none{_network_meant(part)}") from error
    return tuple(networks)


def _report_to(text: str) -> str:
    """Return a checked address of an issue form as it is, or `mailto:` and a checked mailbox."""
    expected = "expected a mail address, or https://, a host, a path and parameters"
    mailbox = _MAILBOX.fullmatch(text)
    if mailbox:
        host = _host(mailbox[2])
        if not host or "." not in host:
            raise ValueError(f"{expected}; the host of the mail address is none")
        return f"mailto:{mailbox[1]}@{host}"
    parts = _address_parts(text, expected)
    unknown = sorted({*_PLACEHOLDER.findall(text)} - {*REPORT_FIELDS})
    if unknown:
        raise ValueError(f"{expected}; “{{{unknown[0]}}}” is none of {', '.join(REPORT_FIELDS)}")
    checked = f"https://{parts.netloc}{parts.path}{f'?{parts.query}' if parts.query else ''}"
    is_whole = checked == text and host_of(parts.netloc) and _PATH.fullmatch(parts.path)
    if not is_whole or not _QUERY.fullmatch(_PLACEHOLDER.sub("", parts.query)):
        raise ValueError(expected)
    return text


def _log(text: str) -> str:
    if text not in LOG_FORMS:
        raise ValueError(f"expected {' or '.join(LOG_FORMS)}")
    return text


def _metrics(text: str) -> tuple[str, int]:
    """Return host and port."""
    match = _HOST_HEADER.fullmatch(text)
    host = _host(match[1]) if match else ""
    if not match or not host or not match[2] or not 0 < int(match[2]) <= MAX_PORT:
        raise ValueError("expected an address, a colon and a port")
    return host, int(match[2])


def _drain(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 3 or int(text) > MAX_DRAIN:
        raise ValueError(f"expected whole seconds from 0 to {MAX_DRAIN}")
    return int(text)


def _hazard_areas(text: str) -> str:
    if text.lower() not in {ACCEPT, REFUSE}:
        raise ValueError(f"expected {ACCEPT} or {REFUSE}")
    return text.lower()


def _uploads(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 6 or not 0 < int(text) <= MAX_UPLOADS:
        raise ValueError(f"expected whole megabytes from 1 to {MAX_UPLOADS}")
    return int(text)


# -- The table of variables, and the settings of an environment.

VARIABLES = (
    Variable(
        PUBLIC_URL,
        "public_url",
        _public_url,
        "the address under which readers reach the atlas; set it where a proxy ends TLS or adds a path, so that links "
        "in files, embeds and previews are right",
        "what each request names",
        "https://atlas.example.org/",
    ),
    Variable(
        ALLOWED_HOSTS,
        "allowed_hosts",
        _allowed_hosts,
        "further hosts under which the atlas may be asked for, with commas between; `*.example.org` stands for all "
        "below a name, `*` for every host",
        f"this machine, the address that the server is bound to, and the host of `{PUBLIC_URL}`",
        "atlas.example.org, 192.0.2.7",
    ),
    Variable(
        REPORT_TO,
        "report_to",
        _report_to,
        "where a reader reports a figure: a mail address, or the https address of an issue form whose parameters "
        "`title`, `reference`, `shown` and `source` are filled; other names are given as `entry.1={reference}`",
        "nowhere: a figure shows its id without a link",
        "https://github.com/example/mine-ban-atlas/issues/new?template=wrong-fact.yml",
    ),
    Variable(
        TRUSTED_PROXIES,
        "trusted_proxies",
        _trusted_proxies,
        "addresses or networks of the proxies before the atlas, with commas between; their `X-Forwarded-For` then says "
        "which client asks, and each client gets its share of what the server can do",
        "none: the address that connects is the client, except that uvicorn believes a proxy on this machine",
        "10.0.0.0/8, 192.0.2.7",
    ),
    Variable(
        LOG,
        "log",
        _log,
        "how the log is written to standard error: `text`, or `json` for one JSON object a line, without texts that "
        "may come from a reader",
        "`text`",
        "json",
    ),
    Variable(
        METRICS,
        "metrics",
        _metrics,
        "address and port at which Prometheus reads figures of the running server, at `/metrics`; readers must not "
        "reach it",
        "nowhere",
        "127.0.0.1:9464",
    ),
    Variable(
        DRAIN,
        "drain_seconds",
        _drain,
        "seconds for which a server that was asked to stop (SIGTERM) goes on answering, with `/readyz` red, so that a "
        "load balancer sends its readers elsewhere",
        "0",
        "10",
    ),
    Variable(
        HAZARD_AREAS,
        "hazard_areas",
        _hazard_areas,
        "whether “Own data” takes files of hazard areas and measures them on the server: `accept` from every reader, "
        "`refuse` from none",
        "where server and browser are one machine",
        ACCEPT,
    ),
    Variable(
        UPLOADS,
        "upload_megabytes",
        _uploads,
        "megabytes of uploaded files that all open pages hold together, those of one client at most half of them (of a "
        "browser of this machine all); a file that finds no room is answered 503, and 429 where its client has its "
        "share",
        "64, or 1,000 where hazard areas are taken",
        "256",
    ),
)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings in an environment, by default that of this process; an empty variable counts as not set.

    Raises
    ------
    SettingError
        For the first variable that cannot be used, or whose name is a slip of the name of one.
    """
    given = os.environ if environment is None else environment
    names = [variable.name for variable in VARIABLES]
    for name in sorted(given):
        if name.startswith(PREFIX) and name not in {*names, *OTHERS}:
            meant = max(names, key=lambda known: SequenceMatcher(None, name, known).ratio())
            if SequenceMatcher(None, name, meant).ratio() >= SLIP:
                raise SettingError(f"{name} is no setting of the atlas; did you mean {meant}?")
    texts = ((variable, given.get(variable.name, "").strip()) for variable in VARIABLES)
    return Settings(**{variable.field: variable.value(text) for variable, text in texts if text})  # type: ignore[arg-type]


def current_settings() -> Settings:
    """Return the settings in the environment of this process, read anew only where it has changed."""
    return _settings_of(tuple(os.environ.get(variable.name, "") for variable in VARIABLES))


@lru_cache(maxsize=4)
def _settings_of(texts: tuple[str, ...]) -> Settings:
    return read_settings(dict(zip((variable.name for variable in VARIABLES), texts, strict=True)))


def checked_base(text: str) -> str:
    """Return Streamlit's server.baseUrlPath, which it takes as it comes.

    Raises
    ------
    SettingError
        When it is no path.
    """
    if not _PATH.fullmatch("/" + text.strip("/")):
        raise SettingError(f"server.baseUrlPath is “{text[:80]}”: expected a path without blanks, such as atlas")
    return text


def host_of(header: str) -> str:
    """Return the host that a Host header names, in lower case and without port; empty when it names none.

    Examples
    --------
    >>> host_of("Atlas.example.org.:443"), host_of("[::1]:8501"), host_of("a@b"), host_of("a:99999"), host_of("")
    ('atlas.example.org', '::1', '', '', '')
    """
    match = _HOST_HEADER.fullmatch(header)
    if not match or not 0 < int(match[2] or 1) <= MAX_PORT:
        return ""
    return _host(match[1])


def host_of_origin(origin: str) -> str:
    """Return the host of an Origin header, as `host_of` does; "" for `null` and whatever is none."""
    try:
        return host_of(urlsplit(origin).netloc)
    except ValueError:
        return ""


def is_local(host: str) -> bool:
    """Return whether a host, as `host_of` returns it, is localhost or a loopback address.

    Examples
    --------
    >>> is_local("localhost"), is_local("127.0.0.1"), is_local("::1"), is_local("192.0.2.7"), is_local("")
    (True, True, True, False, False)
    """
    try:
        return host == LOCAL or host.endswith(f".{LOCAL}") or ip_address(host).is_loopback
    except ValueError:
        return False


def is_loopback(bound: str | None) -> bool:
    """Return whether a server that is bound to an address can be reached from this machine alone; None is every one.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback(None)
    (True, True, False, False)
    """
    text = bound or ""
    return is_local(host_of(f"[{text}]" if text.count(":") > 1 and text[0] != "[" else text))


def root_of(base: str) -> str:
    """Return the base path, without a slash at its end.

    Examples
    --------
    >>> root_of("/atlas/"), root_of("")
    ('/atlas', '')
    """
    inner = base.strip("/")
    return f"/{inner}" if inner else ""


def public_address(request: Request, base: str = "") -> str:
    """Return the public address of the atlas, with a slash at its end.

    It is ATLAS_PUBLIC_URL where that is set, because a request behind a proxy that terminates TLS does not show it.
    Otherwise it is the scheme and the Host header of the request.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path.
    """
    public_url = current_settings().public_url
    if public_url:
        return public_url
    host = request.headers.get("host", "")
    if not host_of(host):  # a client can send any text, and it would end up in files that others open
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.url.scheme}://{host}{root_of(base)}/"

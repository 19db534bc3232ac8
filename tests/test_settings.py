"""Settings: each checked before anything is served, told in one sentence, and documented in one table."""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.web.settings import (
    ALLOWED_HOSTS,
    PUBLIC_URL,
    REPORT_TO,
    TRUSTED_PROXIES,
    VARIABLES,
    SettingError,
    Settings,
    checked_base,
    host_of,
    read_settings,
)

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("https://atlas.example.org", "https://atlas.example.org/"),
        (" https://Atlas.Example.org/maps/ ", "https://atlas.example.org/maps/"),
        ("http://192.0.2.7:8501/a/b", "http://192.0.2.7:8501/a/b/"),
        ("http://[2001:db8::1]:8501/", "http://[2001:db8::1]:8501/"),
        ("https://xn--mller-kva.example/", "https://xn--mller-kva.example/"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_public_address_is_read_with_a_slash_at_its_end(given: str, means: str) -> None:
    assert read_settings({PUBLIC_URL: given}) == Settings(means)


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        (PUBLIC_URL, "http://[", "is “http://[”: expected http:// or https://, a host"),
        (PUBLIC_URL, "atlas.example.org", "expected http:// or https://"),
        (PUBLIC_URL, "ftp://atlas.example.org/", "expected http:// or https://"),
        (PUBLIC_URL, "https://", "expected http:// or https://, a host"),
        (PUBLIC_URL, "https://atlas.example.org:99999/", "a host"),
        (PUBLIC_URL, "https://atlas.example.org:port/", "a host"),
        (PUBLIC_URL, "https://reader:secret@atlas.example.org/", "without user name and password"),
        (PUBLIC_URL, "https://atlas.example.org/?a=b", "without “?” and “#”"),
        (PUBLIC_URL, "https://atlas.example.org/#a", "without “?” and “#”"),
        (PUBLIC_URL, "https://atlas.example.org/a/../b", "a path"),
        (PUBLIC_URL, "https://atlas.example.org//a", "a path"),
        (PUBLIC_URL, 'https://atlas.example.org/"><script>', "a path"),
        (PUBLIC_URL, "https://atlas .example.org/", "without blanks"),
        (PUBLIC_URL, "https://atlas.example.org/\nx", "without blanks"),
        (PUBLIC_URL, "https://müller.example/", "in ASCII"),
        (REPORT_TO, "http://example.org/new", "expected a mail address, or https://"),
        (REPORT_TO, "javascript:alert(1)", "expected a mail address, or https://"),
        (REPORT_TO, "https://", "a host"),
        (REPORT_TO, "https://[", "a host"),
        (REPORT_TO, "https://reader:secret@example.org/", "without user name and password"),
        (REPORT_TO, "https://example.org/new?a={record}", "“{record}” is none of title, reference, shown, source"),
        (REPORT_TO, "https://example.org/{title}", "a path and parameters"),
        (REPORT_TO, "https://{title}.example.org/", "a host"),
        (REPORT_TO, "https://example.org/new?a={", "a path and parameters"),
        (REPORT_TO, "https://example.org/new?a=%2", "a path and parameters"),
        (REPORT_TO, 'https://example.org/new?a="', "a path and parameters"),
        (REPORT_TO, "https://example.org/new?a=b c", "a path and parameters"),
        (REPORT_TO, "https://example.org/new#a", "a path and parameters"),
        (REPORT_TO, "facts", "expected a mail address"),
        (REPORT_TO, "facts@localhost", "the host of the mail address is none"),
        (REPORT_TO, "facts@example..org", "the host of the mail address is none"),
        (REPORT_TO, "a@b@example.org", "expected a mail address"),
        (REPORT_TO, "facts@example.org?cc=other@example.org", "expected a mail address"),
        (PUBLIC_URL, "https://reader:sec/secret@atlas.example.org/", "is “https://…@atlas.example.org/”: expected"),
        (PUBLIC_URL, "reader:secret@atlas.example.org", "is “…@atlas.example.org”: expected http:// or https://"),
        (ALLOWED_HOSTS, "a.example, https://reader:secret@b.example", "“https://…@b.example” is none"),
        (ALLOWED_HOSTS, f"https://reader:{'secret' * 9}@b.example", "“https://…@b.example” is none"),
        (TRUSTED_PROXIES, "https://reader:secret@b.example", "“https://…@b.example” is none"),
        (TRUSTED_PROXIES, "192.0.2.7, 10.0.0.1/8", "“10.0.0.1/8” is none (its network is 10.0.0.0/8), such as"),
        (ALLOWED_HOSTS, "https://atlas.example.org", "“https://atlas.example.org” is none"),
        (ALLOWED_HOSTS, "atlas.example.org:8501", "without scheme, port and path"),
        (ALLOWED_HOSTS, "a.example, *b.example", "“*b.example” is none"),
        (ALLOWED_HOSTS, "a.*.example", "“a.*.example” is none"),
        (ALLOWED_HOSTS, "a b", "“a b” is none"),
        ("ATLAS_PUBLIC_ULR", "https://atlas.example.org/", f"did you mean {PUBLIC_URL}?"),
        ("ATLAS_ALLOWED_HOST", "atlas.example.org", f"did you mean {ALLOWED_HOSTS}?"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_sentence(name: str, given: str, says: str) -> None:
    with pytest.raises(SettingError) as refusal:
        read_settings({"PATH": "/bin", name: given})
    assert str(refusal.value).startswith(f"{name} is ")
    assert says in str(refusal.value)
    assert "secret" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "template"),
    [
        ("facts@Example.org", "mailto:facts@example.org?subject={title}&body={body}"),
        ("mailto:facts+atlas@example.org", "mailto:facts+atlas@example.org?subject={title}&body={body}"),
        (
            "https://example.org/a/issues/new?template=wrong-fact.yml",
            (
                "https://example.org/a/issues/new?template=wrong-fact.yml"
                "&title={title}&reference={reference}&shown={shown}&source={source}"
            ),
        ),
        (
            "https://example.org/new",
            "https://example.org/new?title={title}&reference={reference}&shown={shown}&source={source}",
        ),
        (
            "https://example.org/f?entry.1={shown}&issue[title]={title}",
            "https://example.org/f?entry.1={shown}&issue[title]={title}",
        ),
        ("", ""),
    ],
)
def test_reports_go_to_a_form_or_a_mailbox_with_their_fields(given: str, template: str) -> None:
    assert read_settings({REPORT_TO: given}).report_template == template


@given(
    st.text(max_size=60)
    | st.builds(
        "{}{}".format, st.sampled_from(["https://a.example/", "b@a.example"]), st.text('ab?&={}%#"< ', max_size=12)
    )
)
def test_a_place_for_reports_is_refused_or_reads_the_same_again_and_cannot_leave_an_attribute(given: str) -> None:
    with suppress(SettingError):
        settings = read_settings({REPORT_TO: given})
        assert read_settings({REPORT_TO: settings.report_to}) == settings
        assert settings.report_to == "" or settings.report_to.startswith(("https://", "mailto:"))
        assert not set(settings.report_template) & set('"<> \n')


def test_variables_that_others_set_are_left_alone() -> None:
    links = {
        "ATLAS_PORT": "tcp://10.0.0.1:8501",
        "ATLAS_SERVICE_HOST": "10.0.0.1",
        "ATLAS_PORT_8501_TCP_ADDR": "10.0.0.1",
    }
    assert read_settings({**links, "ATLAS_CHROMIUM": "/usr/bin/chromium", "ATLAS_URI": "mongodb://"}) == Settings()


def test_hosts_are_read_without_case_and_blanks() -> None:
    items = {ALLOWED_HOSTS: " Atlas.example.org,, *.Example.net , [2001:DB8::1],192.0.2.7,* "}
    assert read_settings(items).allowed_hosts == ("atlas.example.org", "*.example.net", "2001:db8::1", "192.0.2.7", "*")


@given(st.text(max_size=60), st.sampled_from([PUBLIC_URL, ALLOWED_HOSTS]))
def test_any_value_is_either_refused_or_read_as_what_reads_the_same_again(given: str, name: str) -> None:
    with suppress(SettingError):
        settings = read_settings({name: given})
        address = settings.public_url.removesuffix("/")
        assert not address or host_of(address.partition("//")[2].partition("/")[0])
        assert (
            read_settings({name: settings.public_url or ",".join(settings.allowed_hosts)}).public_url
            == settings.public_url
        )


@pytest.mark.parametrize("text", ["", "atlas", "/atlas/", "a/b"])
def test_a_base_path_is_a_path(text: str) -> None:
    assert checked_base(text) == text
    with pytest.raises(SettingError, match=r"server\.baseUrlPath is “a b” ?: expected a path"):
        checked_base("a b")


def test_every_setting_stands_in_the_table_of_the_page_on_running() -> None:
    page = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    rows = [f"| `{v.name}` | {v.meaning} | {v.default} | `{v.example}` |" for v in VARIABLES]
    assert [line for line in page.splitlines() if line.startswith("| `ATLAS_")] == rows
    assert {variable.field for variable in VARIABLES} == {field.name for field in fields(Settings)}


@pytest.mark.slow
def test_a_wrong_setting_ends_the_start_with_its_sentence_and_status_1() -> None:
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/server.py", "--server.port", "0"]
    environment = {**os.environ, PUBLIC_URL: "http://["}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert "The atlas does not start: ATLAS_PUBLIC_URL is “http://[”: expected" in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr

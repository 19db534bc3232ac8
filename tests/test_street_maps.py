"""The street maps on offer: free of keys, honest about where pictures come from, and no markup in their credits."""

import re
from urllib.parse import urlsplit

import pytest

from dashboard.maps.street_maps import STREET_IDS, Credit, StreetMap, credits_of, outside_hosts, street_maps
from dashboard.web.policies import screen_policy

OFFERED = tuple(street_maps().values())


def test_there_are_a_few_with_ids_fit_for_a_link() -> None:
    assert tuple(street_maps()) == STREET_IDS
    assert 2 <= len(STREET_IDS) <= 4
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", street_id) for street_id in STREET_IDS)


@pytest.mark.parametrize("street_map", OFFERED, ids=STREET_IDS)
def test_its_pictures_need_no_key_and_come_encrypted(street_map: StreetMap) -> None:
    assert street_map.url.startswith("https://")
    assert set(re.findall(r"{(\w+)}", street_map.url)) - {"s"} == {"x", "y", "z"}
    assert "?" not in street_map.url
    assert urlsplit(street_map.terms).scheme == "https"


@pytest.mark.parametrize("street_map", OFFERED, ids=STREET_IDS)
def test_it_is_credited_in_words_and_links_and_errors_can_be_reported(street_map: StreetMap) -> None:
    text = "".join(credit.text for credit in street_map.credits)
    assert text.startswith("© OpenStreetMap contributors")
    assert not re.search(r"[<>&]", text)
    links = {credit.text: credit.url for credit in street_map.credits if credit.url}
    assert links["OpenStreetMap"] == "https://www.openstreetmap.org/copyright"
    assert links["Report an error"] == "https://www.openstreetmap.org/fixthemap"


@pytest.mark.parametrize("street_map", OFFERED, ids=STREET_IDS)
def test_it_shows_towns(street_map: StreetMap) -> None:
    assert street_map.max_zoom >= 15


def test_a_host_for_each_subdomain_is_named() -> None:
    spread = StreetMap("a", "A", "", "", "https://{s}.tile.example.org/{z}/{x}/{y}.png", "ab", 17, ())
    assert spread.hosts == ("a.tile.example.org", "b.tile.example.org")
    assert outside_hosts() == ("tile.openstreetmap.de", "tile.openstreetmap.org")


def test_hosts_are_names_and_nothing_that_could_widen_a_policy() -> None:
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) for host in outside_hosts())
    assert not any(host in screen_policy(b"", b"") for host in outside_hosts())


def test_of_an_attribution_in_html_words_and_web_addresses_are_kept() -> None:
    html = '&copy; <a href="javascript:x()">A</a> &amp; <b onclick="y()">B</b> <a href="https://c.org/">C</a>.'
    assert credits_of(html) == (
        Credit("© "),
        Credit("A"),
        Credit(" & "),
        Credit("B"),
        Credit(" "),
        Credit("C", "https://c.org/"),
        Credit("."),
    )

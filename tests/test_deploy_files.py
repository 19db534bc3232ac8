"""The files of deploy/ agree with one another, with the routes and settings of the atlas and with the Dockerfile."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.routing import Route
from streamlit import config

from dashboard.web import settings
from tests.load.nginx import DEPLOY, TEMPLATE, configuration_values, nginx_path, write_configuration

ROOT = DEPLOY.parent
SITE = TEMPLATE.read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
CACHED = re.search(r"location ~ \^/\(([\w|]+)\)\(/\|\$\)", SITE)
OF_THE_OPERATOR = re.search(r"location ~ \^/\((healthz[^)]*)", SITE)
OF_A_SESSION = {"robots.txt", "favicon.ico"}


def manifest(name: str) -> Any:
    return yaml.safe_load((DEPLOY / "kubernetes" / f"{name}.yaml").read_text(encoding="utf-8"))


def container() -> Any:
    (only,) = manifest("deployment")["spec"]["template"]["spec"]["containers"]
    return only


def first_segments() -> Iterator[str]:
    from dashboard.server import ROUTES  # noqa: PLC0415 - it builds the app

    for route in ROUTES:
        assert isinstance(route, Route)
        yield route.path.removeprefix("/").split("/")[0]


def test_each_name_in_the_template_is_given_by_compose_and_by_the_load_test(tmp_path: Path) -> None:
    names = set(re.findall(r"\$\{(\w+)\}", SITE))
    assert names == set(COMPOSE["nginx"]["environment"]) == set(configuration_values(tmp_path, 1, ["http://a:1"]))


@pytest.mark.slow
def test_every_route_is_cached_or_of_the_operator_or_named_here() -> None:
    assert CACHED
    assert OF_THE_OPERATOR
    placed = {*CACHED[1].split("|"), *OF_THE_OPERATOR[1].split("|"), *OF_A_SESSION}
    assert {first for first in first_segments() if first not in placed} == set()
    streamlit = {"static", "component"}
    assert set(CACHED[1].split("|")) - streamlit <= set(first_segments())


def test_an_upload_has_room_for_the_largest_file_and_its_form() -> None:
    most = config.get_option("server.maxUploadSize") * 2**20
    ingress = manifest("ingress")["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"]
    for size in (*re.findall(r"location /_stcore/upload_file/ \{\s+client_max_body_size (\w+);", SITE), ingress):
        assert most < int(size.removesuffix("k")) * 1024 < 1.2 * most


def test_compose_hands_on_every_setting() -> None:
    given = {name for name in COMPOSE["atlas"]["environment"] if name.startswith(settings.PREFIX)}
    assert given == {variable.name for variable in settings.VARIABLES}


def test_what_is_kept_for_all_readers_is_kept_by_all_that_stands_in_their_links() -> None:
    """The scheme is the one that the atlas is told, which a client can write where nothing before nginx does."""
    (told,) = {*re.findall(r"X-Forwarded-Proto (\$\w+);", SITE)}
    (host,) = {*re.findall(r"proxy_set_header Host (\$\w+);", SITE)}
    assert re.findall(r"proxy_cache_key (\S+);", SITE) == [f"{told}{host}$request_uri"]


def test_what_is_not_kept_is_asked_for_with_the_condition_of_the_client_and_by_all_of_them_at_once() -> None:
    """nginx drops conditions where it may keep an answer, and its lock sends clients one by one where it may not."""
    assert "proxy_cache_lock on" not in SITE
    assert "proxy_set_header If-None-Match $condition;" in SITE
    assert re.search(r"proxy_no_cache [^;]*\$without_content;", SITE)  # or a 304 would be kept as the document


def test_the_networks_that_the_atlas_trusts_are_those_of_nginx() -> None:
    networks = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["networks"]
    (subnet,) = networks["inside"]["ipam"]["config"]
    assert COMPOSE["atlas"]["environment"][settings.TRUSTED_PROXIES] == subnet["subnet"]
    assert networks["inside"]["internal"]


def test_images_that_are_not_built_here_can_be_named_by_digest_and_are_those_of_the_documents() -> None:
    (python,) = re.findall(r"^ARG PYTHON_IMAGE=(\S+)$", DOCKERFILE, re.MULTILINE)
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["${PYTHON_IMAGE}"] * 2
    assert COMPOSE["atlas"]["build"]["args"] == {"PYTHON_IMAGE": f"${{PYTHON_IMAGE:-{python}}}"}
    nginx = COMPOSE["nginx"]["image"].removeprefix("${NGINX_IMAGE:-").removesuffix("}")
    deploying = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    workflow = (ROOT / ".github" / "workflows" / "supply-chain.yml").read_text(encoding="utf-8")
    assert f"`{python}` and `{nginx}`" in deploying
    assert f"docker pull {python} " in workflow


def test_port_and_user_are_those_of_the_image() -> None:
    exposed = re.search(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    user = re.search(r"useradd .*--uid (\d+)", DOCKERFILE)
    assert exposed
    assert user
    assert COMPOSE["atlas"]["expose"] == [exposed[1]]
    ports = {port["name"]: port["containerPort"] for port in container()["ports"]}
    assert ports["http"] == int(exposed[1])
    (given,) = manifest("kustomization")["configMapGenerator"]
    assert f"{settings.METRICS}=0.0.0.0:{ports['metrics']}" in given["literals"]
    pod = manifest("deployment")["spec"]["template"]["spec"]["securityContext"]
    assert pod["runAsUser"] == int(user[1])


def test_no_container_may_write_to_its_root_or_gain_rights() -> None:
    for service in COMPOSE.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    limits = container()["securityContext"]
    assert limits["readOnlyRootFilesystem"]
    assert not limits["allowPrivilegeEscalation"]


def test_the_manifests_are_those_that_are_applied_and_name_one_another() -> None:
    applied = manifest("kustomization")
    assert {*applied["resources"], "kustomization.yaml"} == {path.name for path in MANIFESTS}
    labels = manifest("deployment")["spec"]["template"]["metadata"]["labels"]
    assert manifest("service")["spec"]["selector"] == labels
    assert manifest("disruption-budget")["spec"]["selector"]["matchLabels"] == labels
    assert manifest("network-policy")["spec"]["podSelector"]["matchLabels"] == labels
    assert manifest("autoscaler")["spec"]["scaleTargetRef"]["name"] == manifest("deployment")["metadata"]["name"]


@pytest.mark.slow
@pytest.mark.skipif(nginx_path() is None, reason="nginx is not installed")
def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    servers = ["http://127.0.0.1:1", "http://127.0.0.1:2"]
    path = write_configuration(tmp_path, configuration_values(tmp_path, 3, servers))
    tried = subprocess.run([str(nginx_path()), "-t", "-c", str(path)], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr

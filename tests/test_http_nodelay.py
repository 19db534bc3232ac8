import socket
from collections.abc import Iterator

import pytest

from dashboard.web.http import OPEN_FILES, disable_nagle

pytestmark = pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list its open files")


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket as Streamlit makes it: without the number of the protocol, so that asyncio leaves it alone."""
    with socket.socket(family=socket.AF_INET) as made:
        made.bind(("127.0.0.1", 0))
        made.listen(1)
        yield made


def is_without_delay(found: socket.socket) -> bool:
    return found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_connections_accepted_from_then_on_send_at_once(listening: socket.socket) -> None:
    assert listening.proto != socket.IPPROTO_TCP
    assert not is_without_delay(listening)
    assert disable_nagle() >= 1
    with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
        assert is_without_delay(accepted)


def test_the_socket_goes_on_listening(listening: socket.socket) -> None:
    disable_nagle()
    with socket.create_connection(listening.getsockname()) as client, listening.accept()[0] as accepted:
        client.sendall(b"hello")
        assert accepted.recv(5) == b"hello"


def test_other_open_files_are_left_alone() -> None:
    with socket.socket(family=socket.AF_INET) as idle, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        disable_nagle()
        assert not is_without_delay(idle)
        assert datagrams.fileno() >= 0

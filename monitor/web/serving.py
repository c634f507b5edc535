"""Opening the desk: on which address, with which password, under which names."""

import getpass
import ipaddress
import os
import signal
import socket
from collections.abc import Iterable
from pathlib import Path

import uvicorn

from monitor.errors import TrataError, UsageError
from monitor.judging import lexicon
from monitor.web.app import App
from monitor.web.guard import Doors
from monitor.web.password import Password
from monitor.web.visit import Setting

PASSWORD = "TRATA_DESK_PASSWORD"  # noqa: S105 - the variable's name
_SHORTEST = 12


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens on ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_password(file: Path | None) -> Password | None:
    """Return the password of a file or of the environment, where it does not stay; None: no such.

    Raises:
        UsageError: It cannot be read, others can read its file, or it is too short.
    """
    text = os.environ.pop(PASSWORD, "")
    if file is not None:
        try:
            text = file.read_text("utf-8").strip()
            mode = file.stat().st_mode
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(str(file), f"cannot be read ({error})") from None
        if mode & 0o077:
            raise UsageError(str(file), "can be read by others", f"chmod 600 {file}")
    if not text:
        return None
    if len(text) < _SHORTEST:
        what = f"is shorter than {_SHORTEST} characters"
        raise UsageError(str(file or PASSWORD), what, "take a longer one")
    return Password.of(text)


def doors(host: str, names: Iterable[str], password: Password | None) -> Doors:
    """Return under which names the desk answers.

    Raises:
        UsageError: Others can reach ``host``, and there is no password.
    """
    outside = not is_loopback(host)
    if outside and password is None:
        remedy = f"set one in {PASSWORD} or with --password-file, or leave --host out"
        raise UsageError(host, "others can reach this address, and there is no password", remedy)
    named = {name.rstrip(".").lower() for name in names}
    return Doors(frozenset(named), any_address=outside)


def default_reviewer() -> str:
    """Return the name of whoever runs the program."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "desk"


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address.

    Raises:
        UsageError: There is no such address.
        TrataError: It is taken, or may not be used.
    """
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise UsageError(host, f"is no address ({error.strerror})") from None
    listener = socket.socket(family, kind, proto)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        what = f"cannot be listened on ({error.strerror})"
        raise TrataError(f"{host}:{port}", what, "take another --port") from None
    return listener


def serve(setting: Setting, listener: socket.socket, guard: Doors) -> None:
    """Answer until stopped by SIGTERM or Ctrl-C; the rules are read before the first question."""
    lexicon.meanings(setting.rules)
    config = uvicorn.Config(
        App(setting, guard).asgi,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=64,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn hands a signal on once it has ended; to be told to stop is no failure
        signal.signal(number, lambda _number, _frame: None)
    uvicorn.Server(config).run(sockets=[listener])

"""Run real servers for tests: on 127.0.0.1, in the foreground, ended with the test."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import tool

_TRIES = 500


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], port: int, log: Path, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the end of the block; it begins when something answers at the port."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env={**os.environ, **(env or {})}
        )
    try:
        for _ in range(_TRIES):
            with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), 5):
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
                break
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@dataclass
class Cable:
    """Stand between clients and a server: count the bytes that clients send, and cut every connection."""

    port: int
    to: int
    sent: int = 0
    _last: int | None = None
    _open: set[socket.socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pumps: list[threading.Thread] = field(default_factory=list)

    def cut(self) -> None:
        with self._lock:
            for end in self._open:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        self.cut()
        for pump in self._pumps:
            pump.join(10)

    def cut_after(self, bytes_sent: int | None) -> None:
        """Cut every connection once so many more bytes were sent; None takes that back."""
        self._last = None if bytes_sent is None else self.sent + bytes_sent

    def carry(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.to), 5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            with self._lock:
                self._open |= {client, server}
            for ends in ((client, server, True), (server, client, False)):
                pump = threading.Thread(target=self._pump, args=ends, daemon=True)
                pump.start()
                self._pumps.append(pump)
            self._pumps = [pump for pump in self._pumps if pump.is_alive()]

    def _pump(self, source: socket.socket, to: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                if counted:
                    self.sent += len(data)
                    if self._last is not None and self.sent >= self._last:
                        self._last = None
                        self.cut()
                        break
                to.sendall(data)
        for end in (source, to):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._open.discard(source)
        source.close()


@contextmanager
def a_cable(to: int) -> Iterator[Cable]:
    """Carry what is sent to a free port on to the port `to`."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        cable = Cable(listener.getsockname()[1], to)
        thread = threading.Thread(target=cable.carry, args=(listener,), daemon=True)
        thread.start()
        try:
            yield cable
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(10)
            cable.end()


@dataclass(frozen=True)
class Sshd:
    """Hold a server that lets the user of the test in by a key made for it.

    `rsh` is the ssh that knows key and server (for RSYNC_RSH); what lies in `bin` is found first there.
    """

    port: int
    cable: Cable
    rsh: str
    bin: Path
    folder: Path

    @property
    def address(self) -> str:
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.cable.port}"

    def replace_tool(self, name: str, script: str) -> None:
        """Let a shell script stand for a tool of the server."""
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def know(self, key: str) -> None:
        """Let the client know the server by another key, or by none."""
        line = f"[127.0.0.1]:{self.cable.port} {key}\n" if key else ""
        (self.folder / "known_hosts").write_text(line, encoding="utf-8")


@contextmanager
def an_sshd(folder: Path) -> Iterator[Sshd]:
    """Run an sshd with all its files below a folder, reached through a cable."""
    daemon, port = tool("sshd"), free_port()
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd as root will not begin without it
    binaries = folder / "bin"
    binaries.mkdir(parents=True)
    for key in ("host", "user"):
        subprocess.run(
            [tool("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / key)],
            check=True,
        )
    (folder / "sshd_config").write_text(
        f"""
ListenAddress 127.0.0.1:{port}
HostKey "{folder}/host"
AuthorizedKeysFile "{folder}/user.pub"
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
MaxStartups 100
SetEnv "PATH={binaries}:/usr/local/bin:/usr/bin:/bin" "HOME={folder}"
""",
        encoding="utf-8",
    )
    with ExitStack() as stack:
        command = [daemon, "-D", "-e", "-f", str(folder / "sshd_config")]
        stack.enter_context(running(command, port, folder / "sshd.log"))
        cable = stack.enter_context(a_cable(port))
        (folder / "ssh_config").write_text(
            f"""
IdentityFile "{folder}/user"
IdentitiesOnly yes
IdentityAgent none
UserKnownHostsFile "{folder}/known_hosts"
GlobalKnownHostsFile none
""",
            encoding="utf-8",
        )
        sshd = Sshd(port, cable, f"ssh -F '{folder}/ssh_config'", binaries, folder)
        sshd.know((folder / "host.pub").read_text(encoding="utf-8").strip())
        yield sshd

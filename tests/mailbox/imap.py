"""Serve a mailbox over IMAP and TLS on 127.0.0.1: just what a reader of mails asks, and a note of it."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.web_servers import Certificate

USER, PASSWORD = 'ann "the" reader', 'hunter"2\\'
LOGIN = b'LOGIN "ann \\"the\\" reader" "hunter\\"2\\\\"'
"""What a reader says who knows both, with the signs escaped as IMAP has them."""

_RANGE = re.compile(rb"<0\.(\d+)>")


@dataclass
class ImapServer:
    """Hold mails; `asked` are the commands that came, `sent` the bytes of mails that were handed out.

    With `cut_at` the line is cut at the first command that begins so.
    """

    mails: Sequence[bytes]
    folder: bytes = b"INBOX"
    plain: bool = False
    cut_at: bytes = b""
    asked: list[bytes] = field(default_factory=list)
    sent: int = 0
    port: int = 0

    def answer(self, command: bytes) -> Iterator[bytes]:
        """Yield the lines that answer one command, without its tag."""
        verb = command.split()[0].upper()
        if verb == b"CAPABILITY":
            yield b"* CAPABILITY IMAP4rev1" + (b" AUTH=PLAIN" if self.plain else b"")
        elif verb == b"LIST":
            yield b'* LIST (\\HasNoChildren) "/" "' + self.folder + b'"'
        elif verb == b"EXAMINE":
            yield b"* %d EXISTS" % len(self.mails)
        elif command.startswith(b"UID SEARCH"):
            yield b"* SEARCH " + b" ".join(b"%d" % (10 * n) for n in range(1, len(self.mails) + 1))
        elif command.startswith(b"UID FETCH"):
            yield from self._fetched(command)
        yield self._end(verb, command)

    def _end(self, verb: bytes, command: bytes) -> bytes:
        if verb == b"LOGIN" and command != LOGIN:
            return b"NO [AUTHENTICATIONFAILED] wrong: " + command
        if verb == b"EXAMINE" and command != b'EXAMINE "' + self.folder + b'"':
            return b"NO no such folder"
        known = (b"CAPABILITY", b"LOGIN", b"LIST", b"EXAMINE", b"UID", b"LOGOUT")
        return b"OK done" if verb in known else b"BAD this mailbox is read only"

    def _fetched(self, command: bytes) -> Iterator[bytes]:
        for uid in map(int, command.split()[2].split(b",")):
            mail = self.mails[uid // 10 - 1].replace(b"\n", b"\r\n")
            most = _RANGE.search(command)
            data = mail[: int(most[1])] if most else mail.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            self.sent += len(data)
            head = b"* %d FETCH (RFC822.SIZE %d BODY[] {%d}\r\n" % (uid // 10, len(mail), len(data))
            yield head + data + b" UID %d)" % uid


class _Line(socketserver.StreamRequestHandler):
    """Speak with one reader; TLS is put under it by the server that is made for a test."""

    disable_nagle_algorithm = True
    mailbox: ImapServer
    context: ssl.SSLContext

    def setup(self) -> None:
        self.request = self.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def handle(self) -> None:
        self._say(b"* OK ready")
        for line in self.rfile:
            tag, _, command = line.rstrip(b"\r\n").partition(b" ")
            self.mailbox.asked.append(command)
            if self.mailbox.cut_at and command.startswith(self.mailbox.cut_at):
                return
            self._answer(tag, command)
            if command == b"LOGOUT":
                return

    def _answer(self, tag: bytes, command: bytes) -> None:
        if command.startswith(b"AUTHENTICATE PLAIN"):
            self._say(b"+ ")
            self.mailbox.asked.append(self.rfile.readline())
            self._say(tag + b" OK done")
            return
        for part in self.mailbox.answer(command):
            self._say(part if part.startswith(b"*") else tag + b" " + part)

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")
        self.wfile.flush()


class _Lines(socketserver.ThreadingTCPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a reader who does not trust the certificate."""


@contextmanager
def serving(mailbox: ImapServer, certificate: Certificate) -> Iterator[ImapServer]:
    """Serve a mailbox on a free port for a while."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.chain, certificate.key)
    line = type("Line", (_Line,), {"mailbox": mailbox, "context": context})
    with _Lines(("127.0.0.1", 0), line) as tcp:
        mailbox.port = tcp.server_address[1]
        thread = threading.Thread(target=tcp.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield mailbox
        finally:
            tcp.shutdown()
            thread.join()

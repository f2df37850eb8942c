"""A mail server of a few lines that can be slow, silent, rude, or hang up at any command."""

from __future__ import annotations

import contextlib
import socketserver
import threading

REPLIES = {"EHLO": "250 here", "DATA": "354 go on", ".": "250 taken", "QUIT": "221 bye"}


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError):
            self.talk()

    def talk(self):
        if not self.reply("CONNECT", "220 here"):
            return
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            command = line.split()[0].upper()
            if command == "RCPT":
                recipient = line[8:].strip("<>")
                self.server.asked.append(recipient)
            if not self.reply(command, REPLIES.get(command, "250 ok")) or command == "QUIT":
                return
            if command == "DATA" and "DATA" not in self.server.replies:
                while self.rfile.readline() not in {b".\r\n", b""}:
                    pass
                self.server.taken.append(recipient)
                if not self.reply(".", REPLIES["."]):
                    return

    def reply(self, command, usual):
        """Answer a command as the test wants it; False when the connection is to end."""
        if command in self.server.silent_at:
            self.server.hanging.set()
            self.server.released.wait(20)
            return False
        if command in self.server.hangs_up_at:
            return False
        self.wfile.write(f"{self.server.replies.get(command, usual)}\r\n".encode())
        return True


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies, self.silent_at, self.hangs_up_at = {}, set(), set()
        self.asked, self.taken = [], []
        self.hanging, self.released = threading.Event(), threading.Event()

    @property
    def port(self):
        return self.server_address[1]


@contextlib.contextmanager
def running():
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.released.set()
        server.shutdown()

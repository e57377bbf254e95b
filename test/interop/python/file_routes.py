"""``/delivery`` and ``/files`` on a loopback port, which fail as a test tells them to."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bags import ASSET, sha256

TOKEN = "ldt_" + "0" * 32 + "." + "x" * 43


class FileRoutes:
    def __init__(self, files, *, lines=None):
        self.files = list(files.items())
        self.lines = lines
        #: Called with the handler and the path of the file; True: it has answered.
        self.disturb = lambda handler, path: False
        #: (path of the file, Range or None) of each request for a file.
        self.asked = []
        routes = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                routes.answer(self)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """Clients go away in the middle: tests make them."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def listed(self):
        if self.lines is not None:
            return self.lines
        return [
            {
                "id": f"{ASSET}.1.{at}",
                "path": path,
                "bytes": len(content),
                "sha256": sha256(content),
                "later": {},
            }
            for at, (path, content) in enumerate(self.files)
        ]

    def answer(self, handler):
        if handler.headers.get("Authorization") != f"Bearer {TOKEN}":
            return refuse(handler, 401, "DELIVERY_TOKEN_REFUSED", "Ask for another token.")
        if handler.path.startswith("/delivery"):
            body = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.listed()).encode()
            return send(handler, 200, body)
        path, content = self.files[int(handler.path.rsplit(".", 1)[1])]
        wanted = handler.headers.get("Range")
        self.asked.append((path, wanted))
        if self.disturb(handler, path):
            return None
        if wanted is None or handler.headers.get("If-Range") != f'"{sha256(content)}"':
            return send(handler, 200, content)
        first = int(wanted[len("bytes=") : -1])
        told = {"Content-Range": f"bytes {first}-{len(content) - 1}/{len(content)}"}
        return send(handler, 206, content[first:], told)


def send(handler, status, body, headers=None, *, length=None):
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
    if length is not None:
        handler.close_connection = True


def refuse(handler, status, code, message):
    send(handler, status, json.dumps({"error": {"code": code, "message": message}}).encode())

"""A forge and a webhook receiver on loopback: GitHub's pull request endpoints, as far as relctl uses
them, over a state in memory. Usage: forge_server.py PORT-FILE LOG-FILE [approved]

Every request is written to the log as `METHOD PATH TOKEN BODY`, one a line."""
import http.server
import json
import pathlib
import sys
import urllib.parse

log = pathlib.Path(sys.argv[2])
approved = sys.argv[3:] == ["approved"]
pulls = []


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        size = int(self.headers.get("Content-Length", 0))
        text = self.rfile.read(size).decode()
        with log.open("a") as file:
            token = self.headers.get("Authorization", "-").replace(" ", "_")
            file.write(f"{self.command} {self.path} {token} {text}\n")
        return text

    def do_GET(self):
        self.body()
        path = urllib.parse.urlsplit(self.path)
        if path.path.endswith("/pulls"):
            head = urllib.parse.parse_qs(path.query).get("head", [""])[0].split(":")[-1]
            self.answer(200, [p for p in pulls if p["head"]["ref"] == head and p["state"] == "open"])
        elif path.path.endswith("/reviews"):
            self.answer(200, [{"id": 1, "state": "APPROVED", "user": {"login": "ada", "id": 1}}]
                        if approved else [])
        else:
            self.answer(404, {"message": "Not Found"})

    def do_POST(self):
        text = self.body()
        if self.path.endswith("/webhook"):
            self.answer(200, {})
            return
        if self.path.endswith("/comments"):
            self.answer(201, {"id": 1})
            return
        asked = json.loads(text)
        number = len(pulls) + 1
        owner, name = self.path.split("/")[2:4]
        repository = {"full_name": f"{owner}/{name}", "id": 7, "owner": {"login": owner}}
        pulls.append({"number": number, "state": "open", "title": asked["title"], "body": asked["body"],
                      "html_url": f"https://forge.example/{owner}/{name}/pull/{number}",
                      "head": {"ref": asked["head"], "repo": repository, "label": f"{owner}:{asked['head']}"},
                      "base": {"ref": asked["base"], "repo": repository}})
        self.answer(201, pulls[-1])

    def do_PATCH(self):
        changes = json.loads(self.body())
        pull = pulls[int(self.path.rsplit("/", 1)[1]) - 1]
        pull.update(changes)
        self.answer(200, pull)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
port_file = pathlib.Path(sys.argv[1])
port_file.with_suffix(".new").write_text(str(server.server_address[1]))
port_file.with_suffix(".new").rename(port_file)
server.serve_forever()

"""A forge and a webhook receiver on loopback: GitHub's endpoints of pull requests and releases, as far
as relctl uses them, over a state in memory. Usage: forge_server.py PORT-FILE LOG-FILE [approved]

Every request is written to the log as `METHOD PATH TOKEN BODY`, one a line. Releases are told by
GET /test/releases, pull requests by GET /test/pulls; POST /test/fault?drop=N makes the N-th request about releases from
then on be carried out and its answer be lost, stall=N be carried out and never be answered, refuse=N be answered with
502, and forgets all releases. An issue is a pull request if there is one of its number; its comments are kept, and told by
GET /test/comments; POST /test/fault?race=1 makes another run write the next comment a second time."""
import hashlib
import http.server
import json
import pathlib
import re
import sys
import threading
import urllib.parse

log = pathlib.Path(sys.argv[2])
approved = sys.argv[3:] == ["approved"]
pulls = []
releases = []
comments = {}
fault = {}
ids = iter(range(1, 10**9))


class Releases:
    """What a request about releases is answered with; None where it is about something else."""

    @staticmethod
    def answer(method, path, query, body):
        parts = path.split("/")
        if len(parts) < 5 or parts[4] != "releases":
            return None
        if method == "GET":
            return 200, releases
        if method == "POST" and parts[-1] == "assets":
            return Releases.upload(int(parts[5]), query["name"][0], body)
        if method == "POST":
            return Releases.create(json.loads(body), "/".join(parts[2:4]))
        if method == "PATCH":
            Releases.of(int(parts[5])).update(json.loads(body))
            return 200, Releases.of(int(parts[5]))
        releases[:] = [each for each in releases if each["id"] != int(parts[5])]
        return 204, None

    @staticmethod
    def of(number):
        return next(each for each in releases if each["id"] == number)

    @staticmethod
    def create(asked, repository):
        taken = any(each["tag_name"] == asked["tag_name"] and not each["draft"] for each in releases)
        if taken and not asked["draft"]:
            return 422, {"message": "Validation Failed", "errors": [{"code": "already_exists"}]}
        number = next(ids)
        releases.append({**asked, "id": number, "assets": [],
                         "html_url": f"https://forge.example/{repository}/releases/{asked['tag_name']}"})
        return 201, releases[-1]

    @staticmethod
    def upload(number, name, body):
        release = Releases.of(number)
        if not release["draft"]:
            return 422, {"message": "Cannot upload assets to an immutable release."}
        if any(each["name"] == name for each in release["assets"]):
            return 422, {"message": "Validation Failed", "errors": [{"code": "already_exists"}]}
        release["assets"].append({"id": next(ids), "name": name, "size": len(body), "state": "uploaded",
                                  "digest": "sha256:" + hashlib.sha256(body).hexdigest()})
        return 201, release["assets"][-1]


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, status, value):
        body = json.dumps(value).encode() if value is not None else b""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        size = int(self.headers.get("Content-Length", 0))
        self.bytes = self.rfile.read(size)
        text = self.bytes.decode(errors="replace")
        with log.open("a") as file:
            token = self.headers.get("Authorization", "-").replace(" ", "_")
            file.write(f"{self.command} {self.path} {token} {text}\n")
        return text

    def is_about_releases(self):
        """Answers a request about releases, with the fault that it is to have."""
        path = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(path.query)
        if path.path == "/test/fault":
            releases.clear()
            fault.clear()
            fault.update({kind: int(number[0]) for kind, number in query.items()})
            self.answer(200, {})
            return True
        told = {"/test/releases": releases, "/test/pulls": pulls,
                "/test/comments": {number: [each["body"] for each in told] for number, told in comments.items()}}
        if path.path in told:
            self.answer(200, told[path.path])
            return True
        comment = re.fullmatch(r"/repos/[^/]+/[^/]+/issues/comments/(\d+)", path.path)
        if comment and self.command == "DELETE":
            self.remove_comment(int(comment[1]))
            return True
        issue = re.fullmatch(r"/repos/[^/]+/[^/]+/issues/(\d+)(/comments)?", path.path)
        if issue:
            self.about_issue(issue[1], bool(issue[2]))
            return True
        if "releases" not in path.path:
            return False
        for kind in fault:
            fault[kind] -= 1
        if fault.get("refuse") == 0:
            self.answer(502, {"message": "Bad Gateway"})
            return True
        answer = Releases.answer(self.command, path.path, query, self.bytes)
        if answer and fault.get("stall") == 0:
            threading.Event().wait()
        if answer and fault.get("drop") == 0:
            self.close_connection = True
            return True
        if answer:
            self.answer(*answer)
        return answer is not None

    def about_issue(self, number, is_list):
        """Issues above 900 are not there."""
        fault["comment"] = fault.get("comment", 0) - (self.command == "POST")
        if int(number) > 900:
            self.answer(404, {"message": "Not Found"})
        elif not is_list:
            self.answer(200, {"number": int(number)} | ({"pull_request": {}} if int(number) < 100 else {}))
        elif self.command == "GET":
            self.answer(200, comments.get(number, []))
        else:
            written = {"id": next(ids), **json.loads(self.bytes)}
            comments.setdefault(number, []).append(written)
            if fault.pop("race", None) is not None:
                # Another run found nothing either, and wrote the same a moment later.
                comments[number].append({**written, "id": next(ids)})
            if fault["comment"] == 0:
                self.close_connection = True
                return
            self.answer(201, {"id": 1})

    def remove_comment(self, number):
        is_there = any(each["id"] == number for told in comments.values() for each in told)
        for told in comments.values():
            told[:] = [each for each in told if each["id"] != number]
        self.answer(204 if is_there else 404, None if is_there else {"message": "Not Found"})

    def do_DELETE(self):
        self.body()
        self.is_about_releases()

    def do_GET(self):
        self.body()
        if self.is_about_releases():
            return
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
        if self.is_about_releases():
            return
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
        text = self.body()
        if self.is_about_releases():
            return
        changes = json.loads(text)
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

# SPDX-License-Identifier: MIT
"""A token service for docker-registry, on loopback: whoever shows the login USER:PASSWORD may do what is
asked for, and nobody else anything. Tokens are signed with KEY, whose certificate is CERTIFICATE (both PEM).

usage: token_server.py USER:PASSWORD KEY CERTIFICATE      says "listening on 127.0.0.1:PORT"
"""
import base64
import http.server
import json
import ssl
import subprocess
import sys
import time
import urllib.parse

LOGIN, KEY, CERTIFICATE = sys.argv[1:]
ISSUER = "test-issuer"
HALF = 32  # bytes of each of the two numbers of a P-256 signature


def url64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def numbers(der):
    """The two numbers of an ECDSA signature: SEQUENCE of two INTEGERs, all of them short."""
    at, both = 2, b""
    for _ in range(2):
        size = der[at + 1]
        both += der[at + 2:at + 2 + size].lstrip(b"\0").rjust(HALF, b"\0")
        at += 2 + size
    return both


def token(service, scopes):
    with open(CERTIFICATE, encoding="ascii") as stream:
        der = ssl.PEM_cert_to_DER_cert(stream.read())
    header = {"typ": "JWT", "alg": "ES256", "x5c": [base64.b64encode(der).decode()]}
    now = int(time.time())
    access = [{"type": kind, "name": name, "actions": actions.split(",")}
              for kind, name, actions in (scope.split(":") for scope in scopes)]
    claims = {"iss": ISSUER, "aud": service, "sub": "ada", "exp": now + 300, "nbf": now - 60, "iat": now,
              "jti": str(time.monotonic_ns()), "access": access}
    text = url64(json.dumps(header).encode()) + b"." + url64(json.dumps(claims).encode())
    signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", KEY], input=text, capture_output=True,
                            check=True).stdout
    return (text + b"." + url64(numbers(signed))).decode()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # pylint: disable=invalid-name
        question = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        shown = self.headers.get("Authorization", "")
        knows = shown == "Basic " + base64.b64encode(LOGIN.encode()).decode()
        # Who shows nothing may get a token that allows nothing; a wrong password is told.
        scopes = question.get("scope", []) if knows else []
        wrong = bool(shown) and not knows
        body = {"details": "incorrect username or password"} if wrong else \
            {"token": token(question["service"][0], scopes)}
        self.send_response(401 if wrong else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"listening on 127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()

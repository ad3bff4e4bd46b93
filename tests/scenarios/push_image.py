# SPDX-License-Identifier: MIT
"""Pushes images, signatures and scans to a registry over plain HTTP, as a build, cosign and a scanner
would. Keys are PEM files; openssl signs. REGISTRY_LOGIN is USER:PASSWORD where it wants one.

usage: push_image.py image HOST/NAME TAG [LABEL=VALUE]...   prints the digest
       push_image.py sign HOST/NAME DIGEST KEY              in the tag sha256-….sig
       push_image.py scan HOST/NAME DIGEST KEY SEVERITY [DAYS]  a scan of so many days ago that found one
                                                            vulnerability
       push_image.py vulnerabilities SEVERITY               prints such a scan, as scanners write it
       push_image.py attest HOST/NAME DIGEST KEY FILE TYPE  a predicate of cosign's type vuln or slsaprovenance1
An attestation is a bundle that refers to the image.
"""
import base64
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json"
STATEMENT = "application/vnd.in-toto+json"
PREDICATES = {"vuln": "https://cosign.sigstore.dev/attestation/vuln/v1",
              "slsaprovenance1": "https://slsa.dev/provenance/v1"}


def basic():
    return "Basic " + base64.b64encode(os.environ["REGISTRY_LOGIN"].encode()).decode()


def token(challenge):
    """What the token service gives for a challenge `Bearer realm="…",service="…",scope="…"`."""
    words = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
    realm = words.pop("realm")
    request = urllib.request.Request(f"{realm}?{urllib.parse.urlencode(words)}", headers={"Authorization": basic()})
    return "Bearer " + json.load(urllib.request.urlopen(request))["token"]


class Repository:
    def __init__(self, name):
        self.host, self.path = name.split("/", 1)
        self.login = basic() if "REGISTRY_LOGIN" in os.environ else None

    def send(self, method, url, body=None, media_type=INDEX):
        request = urllib.request.Request(url, data=body, method=method,
                                         headers={"Content-Type": media_type, "Accept": f"{INDEX}, {MANIFEST}"})
        if self.login:
            request.add_header("Authorization", self.login)
        try:
            return urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            challenge = error.headers.get("WWW-Authenticate", "")
            if error.code != 401 or not challenge.startswith("Bearer"):
                raise
            self.login = token(challenge)
            request.add_header("Authorization", self.login)
            return urllib.request.urlopen(request)

    def blob(self, body, media_type, **more):
        digest = "sha256:" + hashlib.sha256(body).hexdigest()
        uploads = f"http://{self.host}/v2/{self.path}/blobs/uploads/"
        place = urllib.parse.urljoin(uploads, self.send("POST", uploads, b"", MANIFEST).headers["Location"])
        joint = "&" if "?" in place else "?"
        self.send("PUT", f"{place}{joint}digest={digest}", body, "application/octet-stream")
        return {"mediaType": media_type, "digest": digest, "size": len(body), **more}

    def document(self, tag, value, media_type):
        body = json.dumps({"schemaVersion": 2, "mediaType": media_type, **value}).encode()
        digest = "sha256:" + hashlib.sha256(body).hexdigest()
        self.send("PUT", f"http://{self.host}/v2/{self.path}/manifests/{tag or digest}", body, media_type)
        return {"mediaType": media_type, "digest": digest, "size": len(body)}

    def descriptor(self, digest):
        answer = self.send("GET", f"http://{self.host}/v2/{self.path}/manifests/{digest}")
        return {"mediaType": answer.headers["Content-Type"], "digest": digest, "size": len(answer.read())}

    def has_referrers(self, digest):
        try:
            self.send("GET", f"http://{self.host}/v2/{self.path}/referrers/{digest}")
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return False
        return True


def signature(key, data):
    signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key], input=data, capture_output=True,
                            check=True).stdout
    return base64.b64encode(signed).decode()


def push_image(repository, tag, *labels):
    config = {"os": "linux", "architecture": "amd64", "rootfs": {"type": "layers", "diff_ids": []},
              "config": {"Labels": dict(label.split("=", 1) for label in labels)}}
    blob = repository.blob(json.dumps(config).encode(), "application/vnd.oci.image.config.v1+json")
    manifest = repository.document("", {"config": blob, "layers": []}, MANIFEST)
    index = {"manifests": [{**manifest, "platform": {"os": "linux", "architecture": "amd64"}}]}
    print(repository.document(tag, index, INDEX)["digest"])


def sign(repository, digest, key):
    payload = json.dumps({"critical": {"identity": {"docker-reference": "any"},
                                       "image": {"docker-manifest-digest": digest},
                                       "type": "cosign container image signature"},
                          "optional": None}).encode()
    annotations = {"dev.cosignproject.cosign/signature": signature(key, payload)}
    layer = repository.blob(payload, "application/vnd.dev.cosign.simplesigning.v1+json",
                            annotations=annotations)
    config = repository.blob(b"{}", "application/vnd.oci.image.config.v1+json")
    repository.document(digest.replace(":", "-") + ".sig", {"config": config, "layers": [layer]}, MANIFEST)


def vulnerabilities(severity, days=0):
    """What `trivy image --format cosign-vuln` writes, as far as anybody reads it."""
    finding = {"VulnerabilityID": "CVE-2026-0001", "Severity": severity, "FixedVersion": "2.0.1"}
    finished = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days)
    return {"scanner": {"result": {"SchemaVersion": 2, "Results": [{"Vulnerabilities": [finding]}]}},
            "metadata": {"scanFinishedOn": finished.strftime("%Y-%m-%dT%H:%M:%SZ")}}


def others(repository, tag):
    """What the tag that stands in for the referrers API lists already."""
    try:
        answer = repository.send("GET", f"http://{repository.host}/v2/{repository.path}/manifests/{tag}")
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return []
    return json.load(answer)["manifests"]


def attest(repository, digest, key, predicate, kind="vuln"):
    statement = json.dumps({"_type": "https://in-toto.io/Statement/v0.1", "predicate": predicate,
                            "predicateType": PREDICATES[kind],
                            "subject": [{"name": "any", "digest": {"sha256": digest[7:]}}]}).encode()
    signed = b"DSSEv1 %d %s %d " % (len(STATEMENT), STATEMENT.encode(), len(statement)) + statement
    envelope = {"payload": base64.b64encode(statement).decode(), "payloadType": STATEMENT,
                "signatures": [{"sig": signature(key, signed)}]}
    bundle = {"mediaType": BUNDLE, "verificationMaterial": {"publicKey": {"hint": ""}},
              "dsseEnvelope": envelope}
    layer = repository.blob(json.dumps(bundle).encode(), BUNDLE)
    config = repository.blob(b"{}", "application/vnd.oci.empty.v1+json")
    subject = repository.descriptor(digest)
    manifest = repository.document("", {"config": config, "layers": [layer], "artifactType": BUNDLE,
                                        "subject": subject}, MANIFEST)
    if not repository.has_referrers(digest):
        # The tag of this name stands in for the API.
        tag = digest.replace(":", "-")
        repository.document(tag, {"manifests": [*others(repository, tag), manifest]}, INDEX)


def scan(repository, digest, key, severity, days="0"):
    attest(repository, digest, key, vulnerabilities(severity, int(days)))


def attest_file(repository, digest, key, file, kind):
    with open(file, encoding="utf-8") as stream:
        attest(repository, digest, key, json.load(stream), kind)


if sys.argv[1] == "vulnerabilities":
    print(json.dumps(vulnerabilities(sys.argv[2])))
else:
    COMMANDS = {"image": push_image, "sign": sign, "scan": scan, "attest": attest_file}
    COMMANDS[sys.argv[1]](Repository(sys.argv[2]), *sys.argv[3:])

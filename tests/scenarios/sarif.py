# SPDX-License-Identifier: MIT
"""Holds SARIF files to what SARIF 2.1.0 requires of the properties that relctl writes, each by its section of the
standard (the JSON schema itself is not kept here).

usage: sarif.py FILE...
"""
import json
import re
import sys
import urllib.parse


def texts(message, where):
    assert isinstance(message.get("text"), str) and message["text"], f"{where}: 3.11.5, a message has a text"


def location(place, bases):
    physical = place["physicalLocation"]
    artifact = physical["artifactLocation"]
    uri = urllib.parse.urlsplit(artifact["uri"])
    assert not uri.scheme and not uri.path.startswith("/"), f"3.4.3: {artifact['uri']} is relative to its base"
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", artifact["uri"]), f"3.10.1: {artifact['uri']} is no URI reference"
    assert artifact["uriBaseId"] in bases, "3.4.4: the base is one of originalUriBaseIds"
    region = physical["region"]
    assert region["startLine"] >= 1 and region.get("startColumn", 1) >= 1, "3.30.5: lines and columns begin with 1"


def result(each, bases):
    texts(each["message"], "3.27.11")
    assert isinstance(each["ruleId"], str) and each["ruleId"], "3.27.5"
    assert each["level"] in ("none", "note", "warning", "error"), "3.27.10"
    assert each.get("baselineState", "new") in ("new", "unchanged", "updated", "absent"), "3.27.24"
    for print_ in each.get("partialFingerprints", {}).values():
        assert isinstance(print_, str), "3.27.17"
    for suppression in each.get("suppressions", []):
        assert suppression["kind"] in ("inSource", "external"), "3.35.3"
        assert suppression.get("status", "accepted") in ("accepted", "underReview", "rejected"), "3.35.4"
    for place in each.get("locations", []):
        location(place, bases)


def log(sarif):
    assert sarif["version"] == "2.1.0", "3.13.2"
    assert isinstance(sarif["runs"], list), "3.13.4"
    for run in sarif["runs"]:
        driver = run["tool"]["driver"]
        assert driver["name"], "3.19.8"
        ids = [rule["id"] for rule in driver.get("rules", [])]
        assert len(ids) == len(set(ids)), "3.19.23: rules are unique"
        for rule in driver.get("rules", []):
            texts(rule["shortDescription"], "3.49.9")
            texts(rule["fullDescription"], "3.49.10")
        assert run.get("columnKind", "unicodeCodePoints") in ("unicodeCodePoints", "utf16CodeUnits"), "3.14.17"
        assert isinstance(run["results"], list), "3.14.23: results are there, if only as an empty list"
        for each in run["results"]:
            result(each, run.get("originalUriBaseIds", {}))


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as stream:
        log(json.load(stream))

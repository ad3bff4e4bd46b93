#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/skipped finds the skips of every kind of test in meson's log, and refuses those that no list names.

usage: skipped.py TOOL"""
import json
import pathlib
import subprocess
import sys
import tempfile

TESTS = [
    {"name": "relctl:scenario / builds", "result": "OK",
     "stdout": "1..2\nok 1 npm: a lock # skip npm is missing\nok 2 a name with # in it\n"},
    {"name": "relctl:linters / by zizmor", "result": "SKIP", "stdout": "SKIPPED: it is not installed\n"},
    {"name": "relctl:unit / git", "result": "OK",
     "stdout": "[doctest] test cases: 7 | 6 passed | 0 failed | 1 skipped\n"},
    {"name": "relctl:unit / net", "result": "FAIL",
     "stdout": "[doctest] test cases: 7 | 6 passed | 1 failed | 0 skipped\n"}]
SKIPS = ["builds: npm: a lock: npm is missing", "by zizmor: SKIPPED: it is not installed",
         "git: 1 test cases of doctest"]


def answer(tool, folder, *listed):
    """The exit code and the skips that are told, of a run with a list of these lines."""
    names = pathlib.Path(folder, "list")
    names.write_text("# a comment\n\n" + "\n".join(listed) + "\n", encoding="utf-8")
    done = subprocess.run([tool, folder, *([names] if listed else [])], capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert lines[-1] == "2 passed, 1 failed, 1 skipped", done.stdout + done.stderr
    return done.returncode, [line.strip() for line in lines[1:-1]]


with tempfile.TemporaryDirectory() as home:
    log = pathlib.Path(home, "meson-logs", "testlog.json")
    log.parent.mkdir()
    log.write_text("".join(json.dumps(test) + "\n" for test in TESTS), encoding="utf-8")
    tool_path = str(pathlib.Path(sys.argv[1]).resolve())
    assert answer(tool_path, home) == (0, SKIPS)
    assert answer(tool_path, home, "builds: *: npm is missing", "by *", "git: *")[0] == 0
    code, told = answer(tool_path, home, "builds: *", "git: *")
    assert code == 1 and [line for line in told if "not on the list" in line][0].startswith(SKIPS[1]), told

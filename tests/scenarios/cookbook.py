#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs every command of docs/cookbook.md, each recipe in a sample repository with a git server.

A `console` block holds commands after "$ " (continued after "> ") and the standard output that they
must have, where "…" stands for anything; an `sh` block holds commands that must succeed. What a reader
need not see stands in comments: <!-- sh … --> is run, <!-- file: PATH --> writes the next block to a
file, <!-- append: PATH --> adds it. A block without any of that is a fault: nothing is untested.

usage: cookbook.py RELCTL COOKBOOK [RECIPE…]   (words of its heading)
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PART = re.compile(r"^<!-- (?:sh\n(?P<hidden>.*?)|(?P<how>file|append): (?P<path>\S+) )-->\n"
                  r"|^```(?P<kind>\w*)\n(?P<block>.*?)^```\n", re.S | re.M)
PROLOGUE = r"""
set -euo pipefail
HERE=%(here)s BATS_TEST_TMPDIR=$PWD RELCTL_BINARY=%(relctl)s
source "$HERE/helper.bash"
source "$HERE/servers.bash"
isolate
trap stop_servers EXIT
server_repository acme/sample
start_git_daemon
mkdir bin
ln -s "$RELCTL_BINARY" bin/relctl
# What a recipe calls besides relctl and git; an image's digest is always the same.
cat >bin/docker <<'STUB'
#!/bin/sh
case "$*" in *RepoDigests*) echo "ghcr.io/acme/sample@sha256:%(digest)s" ;; esac
STUB
chmod +x bin/docker
export PATH="$PWD/bin:$PATH"
unset -f relctl
sample_on_server "$git_url/acme"
bare=$servers_root/repos/acme/sample.git
"""


class Recipe:
    def __init__(self, title, text):
        self.title, self.script, self.expected = title, [], []
        target = None
        for part in PART.finditer(text):
            if part["hidden"] is not None:
                self.step("", None, part["hidden"])
            elif part["how"]:
                target = part
            elif target:
                self.write(part["block"], target)
                target = None
            elif part["kind"] in ("sh", "console"):
                self.commands(part["kind"], part["block"])
            else:
                raise ValueError(f"{title}: a block of {part['kind'] or 'text'} is not tested")
        if not any(command for command, _ in self.expected):
            raise ValueError(f"{title}: no command is run")

    def step(self, shown, output, code):
        self.script.append(f"printf '\\n@@%s@@\\n' {len(self.expected)}\n{code}\n")
        self.expected.append((shown, output))

    def write(self, block, target):
        sign = ">" if target["how"] == "file" else ">>"
        self.step("", None, f"mkdir -p \"$(dirname '{target['path']}')\"\n"
                            f"cat {sign}'{target['path']}' <<'END_OF_BLOCK'\n{block}END_OF_BLOCK")

    def commands(self, kind, block):
        if kind == "sh":
            self.step(block.strip(), None, block)
            return
        command, output = "", []
        for line in [*block.splitlines(), "$ "]:
            if line.startswith("$ "):
                if command:
                    self.step(command, output, command)
                command, output = line[2:], []
            elif line.startswith("> ") and not output:
                command += "\n" + line[2:]
            else:
                output.append(line)

    def run(self, relctl):
        """What is wrong, or None."""
        prologue = PROLOGUE % {"here": pathlib.Path(__file__).parent, "relctl": relctl,
                               "digest": "4" * 64}
        with tempfile.TemporaryDirectory(prefix="relctl-cookbook-") as scratch:
            done = subprocess.run(["bash", "-c", prologue + "".join(self.script)], cwd=scratch,
                                  capture_output=True, text=True, check=False, timeout=300,
                                  stdin=subprocess.DEVNULL)
        outputs = re.split(r"\n@@(\d+)@@\n", done.stdout)
        for at in range(1, len(outputs), 2):
            command, expected = self.expected[int(outputs[at])]
            last = at + 2 == len(outputs)
            got = outputs[at + 1].strip("\n")
            if last and done.returncode != 0:
                return f"exit {done.returncode} of: {command}\n{got}\n{done.stderr[-2000:]}"
            if expected is not None and not matches("\n".join(expected).strip("\n"), got):
                return (f"$ {command}\n--- the cookbook says\n" + "\n".join(expected) +
                        f"\n--- relctl says\n{got}\n--- stderr\n{done.stderr[-2000:]}")
        if len(outputs) < 2 * len(self.expected) + 1:
            return f"ended early, exit {done.returncode}\n{done.stderr[-2000:]}"
        return None


def matches(expected, got):
    return re.fullmatch(".*?".join(map(re.escape, expected.split("…"))), got, re.S) is not None


def main():
    relctl, cookbook, words = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
    _, *sections = re.split(r"^## (?=[A-Z])", cookbook.read_text(), flags=re.M)
    bad = 0
    for section in sections:
        title, text = section.split("\n", 1)
        if words and not any(word in title for word in words):
            continue
        fault = Recipe(title, text).run(relctl)
        bad += fault is not None
        print(f"{title}: {fault or 'as it says'}", flush=True)
    if not words and len(sections) < 10:
        print("recipes are missing")
        return 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

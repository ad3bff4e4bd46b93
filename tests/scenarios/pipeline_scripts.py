#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""pipeline_scripts.py FILE: every script of a pipeline file is read by `sh -n`."""
import subprocess
import sys

try:
    import yaml
except ImportError:
    print("SKIPPED: the scripts were not read, python3-yaml is missing", file=sys.stderr)
    sys.exit(0)

SCRIPTS = {"run", "commands", "script", "before_script", "command"}


def scripts(node, key=""):
    if isinstance(node, dict):
        for name, value in node.items():
            yield from scripts(value, name)
    elif isinstance(node, list) and key in SCRIPTS and all(isinstance(i, str) for i in node):
        yield "\n".join(node)
    elif isinstance(node, list):
        for item in node:
            yield from scripts(item, key)
    elif isinstance(node, str) and key in SCRIPTS:
        yield node


found = list(scripts(yaml.safe_load(open(sys.argv[1], encoding="utf-8"))))
assert found, "no script at all"
for script in found:
    subprocess.run(["sh", "-n"], input=script.encode(), check=True)

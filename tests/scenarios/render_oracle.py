#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`relctl render` and an installed `kustomize build` print the same bytes for every kustomization of the
golden cases, the examples and the sample service. Skipped, and said so, where kustomize is not installed.

usage: render_oracle.py RELCTL SOURCE"""
import pathlib
import shutil
import subprocess
import sys

VERSION = "v5.8.2"  # whose bytes relctl prints
SKIPPED = 77


def output(*command):
    """The exit code, and what was printed on each of the two streams."""
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr.decode(errors="replace").strip()


def folders(source):
    """Every folder below the inputs that has a kustomization; components are built by those that name them."""
    for room in ("tests/golden/render", "examples", "sample"):
        for file in sorted((source / room).rglob("kustomization.yaml")):
            if "kind: Component" not in file.read_text():
                yield file.parent


def difference(relctl, kustomize, folder):
    """What is different for `folder`, or None; that either of the two fails is a difference."""
    their_code, theirs, their_error = output(kustomize, "build", folder)
    our_code, ours, our_error = output(relctl, "render", folder)
    if their_code != 0:
        return f"kustomize fails: {their_error}"
    if our_code != 0:
        return f"relctl fails: {our_error}"
    return None if ours == theirs else "the bytes differ"


def main():
    relctl, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    kustomize = shutil.which("kustomize")
    found = output(kustomize, "version")[1].decode().strip() if kustomize else "not installed"
    if found != VERSION:
        print(f"SKIPPED: kustomize is {found}, and relctl prints what {VERSION} prints; nothing was compared")
        return SKIPPED
    cases = list(folders(source))
    wrong = 0
    for folder in cases:
        what = difference(relctl, kustomize, folder)
        if what is not None:
            wrong += 1
            print(f"{folder.relative_to(source)}: {what}")
    print(f"{len(cases)} kustomizations compared with kustomize {found}, {wrong} differ")
    return 1 if wrong or not cases else 0


sys.exit(main())

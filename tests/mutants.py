#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each defect of tests/mutants can still be put into the sources, and names a test of its room that is there.
That the test finds it is shown by tools/mutants.

usage: mutants.py SOURCE"""
import pathlib
import re
import subprocess
import sys


def tests_of(source, room):
    """The sources of a room's tests, with literals that are split over lines put together."""
    texts = (file.read_text(encoding="utf-8") for file in (source / "tests/unit" / room).glob("*_test.cpp"))
    return re.sub(r'"\s*\n\s*"', "", "\n".join(texts))


def fault(source, patch):
    """What is wrong with `patch`, or None."""
    header = dict(re.findall(r"^(Room|Test): (.*)$", patch.read_text(encoding="utf-8"), re.MULTILINE))
    if set(header) != {"Room", "Test"}:
        return "its head names no room or no test"
    if f'"{header["Test"]}"' not in tests_of(source, header["Room"]):
        return f"{header['Room']} has no test called \"{header['Test']}\""
    done = subprocess.run(["git", "apply", "--check", str(patch)], cwd=source, capture_output=True, text=True,
                          check=False)
    return done.stderr.strip() or None


def main(source):
    patches = sorted((source / "tests/mutants").glob("*.patch"))
    faults = [f"{patch.name}: {what}" for patch in patches if (what := fault(source, patch))]
    print(*faults, f"{len(patches)} defects, {len(faults)} faults", sep="\n")
    return 1 if faults or not patches else 0


sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))

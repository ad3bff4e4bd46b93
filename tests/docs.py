#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What --help teaches stands in the manual pages and in the completions, and nothing else does.

Commands, options and exit codes of every command are compared with man/*.scd both ways; the README's
table of exit codes with `relctl --help`; completions/ with `relctl completion` (UPDATE=1 accepts),
and each completion script with its shell's own syntax check.

usage: docs.py RELCTL SOURCE
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

COMPLETIONS = {"bash": "relctl.bash", "zsh": "_relctl", "fish": "relctl.fish"}
COMMAND = re.compile(r"^  ([a-z][a-z-]*)\s")
OPTION = re.compile(r"^  (-[^ ]+)")
STANDIN = "staging-and-service"  # the name that `relctl config names` is made to print
CODE = re.compile(r"^  (\d+)\s")


class Help:
    """The help of one command, taken apart."""

    def __init__(self, relctl, words=()):
        text = subprocess.run([relctl, *words, "--help"], capture_output=True, text=True, check=True,
                              env=os.environ | {"TERM": "dumb"}).stdout
        self.words, self.commands, self.options = words, [], set()
        self.globals, self.codes, section = set(), set(), ""
        for line in text.splitlines():
            if re.match(r"^[A-Z][A-Za-z ]*:", line):
                section = line.split(":")[0]
            elif section == "Exit codes" and CODE.match(line):
                self.codes.add(CODE.match(line)[1])
            elif OPTION.match(line):
                names = set(OPTION.match(line)[1].split(","))
                (self.globals if section == "Global options" else self.options).update(names)
            elif section not in ("Examples", "Arguments", "Exit codes") and COMMAND.match(line):
                self.commands.append(COMMAND.match(line)[1])
        self.below = [Help(relctl, (*words, name)) for name in self.commands]

    def all(self):
        yield self
        for command in self.below:
            yield from command.all()


class Page:
    """A manual page's options, exit codes and references."""

    def __init__(self, path):
        lines = path.read_text().splitlines()
        self.name, section = path.name, ""
        self.options, self.codes, self.commands, self.subjects = set(), set(), set(), set()
        self.globals = set()
        for line, below in zip(lines, [*lines[1:], ""]):
            section = line[2:] if line.startswith("# ") else section
            # An option is explained in the lines below it, which are indented.
            if line.startswith("*-") and below.startswith("\t"):
                self.options.update(re.findall(r"\*(--?[A-Za-z][\w-]*)\*", line))
            if section == "GLOBAL OPTIONS":
                self.globals.update(re.findall(r"\*(--?[A-Za-z][\w-]*)\*", line))
            if section == "NAME":
                self.subjects.update(re.findall(r"relctl-([a-z-]+)", line))
            if section == "EXIT STATUS":
                self.codes.update(re.findall(r"(?:^|[ *])(\d+)[:*]", line))
            if section == "COMMANDS":
                self.commands.update(re.findall(r"\*relctl-([a-z-]+)\*\(1\)", line))
        self.as_overview = "As in *relctl*(1)" in "\n".join(lines)


def differences(what, help_has, page_has, page):
    for name in sorted(help_has - page_has):
        yield f"{page.name}: {what} {name} of --help is missing"
    for name in sorted(page_has - help_has):
        yield f"{page.name}: {what} {name} is not in --help"


def check_pages(root, source):
    overview = Page(source / "man/relctl.1.scd")
    yield from differences("command", set(root.commands), overview.commands, overview)
    yield from differences("option", root.globals | root.options, overview.options, overview)
    yield from differences("exit code", root.codes, overview.codes, overview)
    pages = {path.name for path in (source / "man").glob("relctl-*.1.scd")}
    for name in sorted(pages - {f"relctl-{command}.1.scd" for command in root.commands}):
        yield f"{name}: there is no such command"
    for command in root.below:
        path = source / "man" / f"relctl-{command.words[0]}.1.scd"
        if not path.exists():
            yield f"{path.name} is missing"
            continue
        yield from check_page(command, Page(path), source, root)


def check_page(command, page, source, root):
    subjects = [each for each in root.below if each.words[0] in page.subjects]
    options = set().union(*(each.options for subject in subjects for each in subject.all()))
    # A preview takes the options of what it previews, which has a page of its own.
    explained = set()
    for each in command.below:
        other = source / "man" / f"relctl-{each.words[-1]}.1.scd"
        if each.words[-1] in root.commands and other.exists():
            explained |= Page(other).options
    expected = (options - explained) | (options & page.options)
    yield from differences("option", expected, page.options - root.globals, page)
    yield from differences("global option", command.globals, page.globals, page)
    codes = set().union(*(each.codes for subject in subjects for each in subject.all()))
    if page.as_overview:
        # "No" means something else in each command: that is said.
        yield from differences("exit code", codes & {"1"}, page.codes & {"1"}, page)
    else:
        yield from differences("exit code", codes, page.codes, page)


def check_readme(root, source):
    codes = set(re.findall(r"^\| (\d+) \|", (source / "README.md").read_text(), re.M))
    if codes != root.codes:
        yield f"README.md: exit codes {sorted(codes)}, --help has {sorted(root.codes)}"


def check_completions(relctl, source):
    for shell, name in COMPLETIONS.items():
        text = subprocess.run([relctl, "completion", shell], capture_output=True, text=True,
                              check=True).stdout
        path = source / "completions" / name
        if os.environ.get("UPDATE"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        if not path.exists() or path.read_text() != text:
            yield f"completions/{name} is not what `relctl completion {shell}` prints: " \
                  "accept it with UPDATE=1"
        yield from check_syntax(shell, text)


def check_syntax(shell, text):
    if not shutil.which(shell):
        print(f"{shell} is not installed: the syntax of its completions is not checked")
        return
    with tempfile.NamedTemporaryFile("w", suffix="." + shell) as script:
        script.write(text)
        script.flush()
        done = subprocess.run([shell, "-n", script.name], capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        yield f"{shell} -n: {done.stderr}"


def check_bash_answers(source):
    """Completes some lines in a real bash."""
    if not shutil.which("bash"):
        return
    for line, expected in (("relctl bu", "bump"), ("relctl bump --pu", "--push"),
                           ("relctl bump --json --pu", "--push"), ("relctl --color ne", "never"),
                           ("relctl diff bump --di", "--digest"),
                           ("relctl completion f", "fish"), ("relctl bump mi", "minor"),
                           ("relctl promote sta", STANDIN), ("relctl bump --service s", STANDIN),
                           ("relctl init --ci wood", "woodpecker"),
                           ("relctl help pro", "promote")):
        words = line.split(" ")
        quoted = " ".join(f"'{word}'" for word in words)
        script = (f"relctl() {{ echo {STANDIN}; }}; source {source}/completions/relctl.bash; COMP_WORDS=({quoted}); "
                  f"COMP_CWORD={len(words) - 1}; _relctl; echo \"${{COMPREPLY[*]}}\"")
        got = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True,
                             check=False).stdout.split()
        if got != [expected]:
            yield f"bash completes `{line}` with {got}, not {expected}"


def main():
    relctl, source = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    root = Help(relctl)
    faults = [*check_pages(root, source), *check_readme(root, source),
              *check_completions(relctl, source), *check_bash_answers(source)]
    for fault in faults:
        print(fault)
    print(f"{sum(1 for _ in root.all())} commands compared, {len(faults)} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

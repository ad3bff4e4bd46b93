#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails, or kills at, the N-th system call of a local operation; the next run has to put it right.

Afterwards it was done exactly once, `git fsck` is content, and work tree and index agree. strace
counts in each process by itself, so git's calls are met as well. A lock file that a killed process
left is named by the next run and never removed by it: then it is removed here, as a user would.

usage: crash.py RELCTL OPERATION   (RELCTL_SOAK=1: every N; else some)
"""
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import typing

SKIPPED = 77
CALLS = ("openat,open,creat", "write,pwrite64,writev", "rename,renameat,renameat2", "link,linkat",
         "unlink,unlinkat", "fsync,fdatasync", "mkdir,mkdirat", "ftruncate", "chmod,fchmod,fchmodat")
MODES = ("error=ENOSPC", "signal=KILL")
FILES = {
    "relctl.yaml": "format: 1\nservices:\n  sample:\n    version_files: [pyproject.toml]\n"
                   "    images: [ghcr.io/acme/sample]\n"
                   "environments:\n  - {name: dev, path: deploy/dev}\n"
                   "  - {name: staging, path: deploy/staging}\n",
    "pyproject.toml": '[project]\nname = "sample"\nversion = "1.2.3"\n',
    "deploy/dev/kustomization.yaml": "images:\n  - name: ghcr.io/acme/sample\n    newTag: 1.2.3\n",
    "src/app.py": "print('hello')\n"}
FILES["deploy/staging/kustomization.yaml"] = FILES["deploy/dev/kustomization.yaml"]


# The same environments, rendered from one base.
BASE = ("apiVersion: v1\nkind: Pod\nmetadata: {{name: sample}}\n"
        "spec: {{containers: [{{name: app, image: ghcr.io/acme/sample, args: [{}]}}]}}\n")
RENDERED = {
    "relctl.yaml": FILES["relctl.yaml"].replace("deploy/dev}", "deploy/dev, render: overlays/dev}").replace(
        "deploy/staging}", "deploy/staging, render: overlays/staging}"),
    "pyproject.toml": FILES["pyproject.toml"], "src/app.py": FILES["src/app.py"],
    "base/kustomization.yaml": "resources: [app.yaml]\n", "base/app.yaml": BASE.format("one"),
    "overlays/dev/kustomization.yaml": "resources: [../../base]\n",
    "overlays/staging/kustomization.yaml": "resources: [../../base]\n"}


class Operation(typing.NamedTuple):
    """What is crashed, what is done before it, and what has to be there in the end."""
    command: list
    before: list    # commands, or files that are committed with other texts
    subjects: list  # of the commits, newest first
    files: dict     # a part of each file's text
    start: dict = FILES


RELEASED = ["chore(release): sample 1.2.4", "feat: first"]
PROMOTED = ["chore(promote): sample 1.2.4 to staging", *RELEASED]
OPERATIONS = {
    "bump": Operation(["bump"], [], RELEASED, {
        "pyproject.toml": "1.2.4", "deploy/dev/kustomization.yaml": "1.2.4"}),
    "promote": Operation(["promote", "staging"], [["bump"]], PROMOTED, {
        "deploy/staging/kustomization.yaml": "1.2.4"}),
    "rollback": Operation(["rollback", "staging", "--all"], [["bump"], ["promote", "staging"]],
                          ["chore(rollback): sample 1.2.3 in staging", *PROMOTED], {
        "deploy/staging/kustomization.yaml": "1.2.3", ".relctl/holds/staging.yaml": "1.2.3"})}
EDITED = {"base/app.yaml": BASE.format("two")}
GENERATED = ["chore(generate): dev", "fix: base", *PROMOTED]
OPERATIONS |= {
    "rendered bump": Operation(["bump"], [], RELEASED, {
        "pyproject.toml": "1.2.4", "deploy/dev/kustomization.yaml": "newTag: 1.2.4",
        "deploy/dev/pod_sample.yaml": "sample:1.2.4"}, RENDERED),
    "rendered generate": Operation(
        ["generate", "dev"], [["bump"], ["promote", "staging"], EDITED], GENERATED,
        {"deploy/dev/pod_sample.yaml": "two", "deploy/staging/pod_sample.yaml": "one"}, RENDERED),
    "rendered promote": Operation(["promote", "staging"], [["bump"]], PROMOTED, {
        "deploy/staging/pod_sample.yaml": "sample:1.2.4"}, RENDERED),
    "rendered rollback": Operation(
        ["rollback", "staging", "--all"],
        [["bump"], ["promote", "staging"], EDITED, ["generate", "dev"], ["promote", "staging"]],
        ["chore(rollback): sample 1.2.4 in staging", "chore(promote): manifests ID to staging", *GENERATED],
        {"deploy/staging/pod_sample.yaml": "one", ".relctl/holds/staging.yaml": "1.2.4"},
        RENDERED)}


def environment(home):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") and k != "CI"}
    return kept | {
        "HOME": str(home), "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "LC_ALL": "C",
        "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org"}


def numbers():
    """Every N, or ever sparser ones."""
    step, number = 1, 1
    while True:
        yield number
        if not os.environ.get("RELCTL_SOAK"):
            step = max(1, number * 2 // 3)
        number += step


class Trial:
    def __init__(self, relctl, operation, template, calls, mode, number):
        self.relctl, self.calls, self.mode, self.number = relctl, calls, mode, number
        self.operation, self.template, self.locks = operation, template, 0

    def run(self, *command):
        return subprocess.run(command, cwd=self.folder, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False)

    def git(self, *arguments):
        done = self.run("git", *arguments)
        assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr}"
        return done.stdout.strip()

    def attempt(self):
        """None where there was no N-th call; else the number of locks that had to be removed."""
        with tempfile.TemporaryDirectory(prefix="relctl-crash-") as root:
            self.folder = pathlib.Path(root) / "repository"
            self.environment = environment(root)
            shutil.copytree(self.template, self.folder, symlinks=True)
            self.git("update-index", "-q", "--refresh")
            log = f"{root}/strace.log"
            first = self.run("strace", "-f", "-qq", "-o", log, "-e", f"trace={self.calls}", "-e",
                             f"inject={self.calls}:{self.mode}:when={self.number}",
                             self.relctl, *self.operation.command)
            text = pathlib.Path(log).read_text(errors="replace")
            if "(INJECTED)" not in text and "killed by SIGKILL" not in text:
                return None
            if first.returncode == 0:
                self.check()
            self.finish()
            self.check()
            return self.locks

    def finish(self):
        """Runs relctl again, as often as it names a lock that the killed process left."""
        for _ in range(5):
            again = self.run(self.relctl, *self.operation.command)
            if again.returncode == 0:
                return
            locks = [lock for lock in self.folder.joinpath(".git").rglob("*.lock")
                     if lock.name in again.stderr]
            assert again.returncode == 5 and locks, \
                f"the next run ended with {again.returncode}: {again.stderr}"
            assert "KILL" in self.mode, f"a failed call left {locks}"
            self.locks += 1
            for lock in locks:
                lock.unlink()
        raise AssertionError("the next run never ended well")

    def check(self):
        assert self.git("status", "--porcelain") == "", self.git("status", "--porcelain")
        assert self.git("tag", "--list") == "v1.2.4", "tags: " + self.git("tag", "--list")
        subjects = self.git("log", "--format=%s", "main").split("\n")
        told = [re.sub("manifests [0-9a-f]{10} ", "manifests ID ", each) for each in subjects]
        assert told == self.operation.subjects, subjects
        release = f"main~{subjects.index(RELEASED[0])}"
        assert self.git("rev-parse", "v1.2.4^{commit}") == self.git("rev-parse", release), \
            "the tag is not on the release"
        assert self.git("cat-file", "-t", "v1.2.4") == "tag", "the tag is not annotated"
        for name, part in self.operation.files.items():
            assert part in (self.folder / name).read_text(), f"{name} is not written"
        self.git("fsck", "--strict", "--no-dangling")


def series(relctl, operation, template, calls, mode):
    """Goes through the numbers until nothing is met any more: (trials, locks, faults)."""
    trials, locks, faults = 0, 0, []
    for number in numbers():
        try:
            left = Trial(relctl, operation, template, calls, mode, number).attempt()
        except AssertionError as error:
            faults.append(f"{mode} at {calls.split(',')[0]} number {number}: {error}")
            left = 0
        if left is None:
            return trials, locks, faults
        trials, locks = trials + 1, locks + left
    raise AssertionError("not reached")


def prepare(relctl, operation, folder):
    run = lambda *command: subprocess.run(command, cwd=folder, env=environment(folder), check=True,
                                          stdout=subprocess.DEVNULL)

    def commit(files, subject):
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        run("git", "add", "-A")
        run("git", "commit", "-q", "-m", subject)

    run("git", "init", "-q", "-b", "main")
    commit(operation.start, "feat: first")
    for step in operation.before:
        if isinstance(step, dict):
            commit(step, "fix: base")
        else:
            run(relctl, "-q", *step)


def can_trace():
    try:
        probe = ["strace", "-qq", "-o", "/dev/null", "-e", "trace=write",
                 "-e", "inject=write:error=ENOSPC:when=1000", "true"]
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def main():
    if not can_trace():
        print("SKIPPED: strace is missing, or ptrace is not allowed here: crashes are not tested")
        return SKIPPED
    relctl, total, faults = os.path.abspath(sys.argv[1]), collections.Counter(), []
    operation = OPERATIONS[sys.argv[2]]
    with tempfile.TemporaryDirectory(prefix="relctl-crash-") as template:
        prepare(relctl, operation, pathlib.Path(template))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            futures = [pool.submit(series, relctl, operation, template, calls, mode)
                       for calls in CALLS for mode in MODES]
            for future in futures:
                trials, locks, found = future.result()
                total.update(trials=trials, locks=locks)
                faults += found
    for fault in faults:
        print("FAULT:", re.sub(r"\s*\n\s*", "\n    ", fault))
    print(f"{total['trials']} crashes, {total['locks']} locks left and removed, {len(faults)} faults")
    return 1 if faults or total["trials"] == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

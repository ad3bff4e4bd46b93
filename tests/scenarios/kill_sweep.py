#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Ends random operations by random signals at random moments; the next run has to put it right.

After each: the next run, which only reads, leaves no lock of git's behind; git works; the same
operation again, under the same key, ends well; on the server it was done exactly once; the clone is
where the server is, clean, and nothing is left in it or in the folder for temporary files.

usage: kill_sweep.py RELCTL [COUNT]   (COUNT: 200, or RELCTL_SOAK_KILLS; RELCTL_SEED repeats a sweep)
"""
import collections
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time

SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGXFSZ,
           signal.SIGPIPE]
FILES = {
    "relctl.yaml": "format: 1\nservices:\n  sample: {version_files: [VERSION],"
                   " images: [ghcr.io/acme/sample]}\nenvironments:\n"
                   "  - {name: dev, path: deploy/dev}\n  - {name: staging, path: deploy/staging}\n",
    "VERSION": "1.0.0\n", "main.c": "\n"}
for name in ("dev", "staging"):
    FILES[f"deploy/{name}/kustomization.yaml"] = (
        "images:\n  - name: ghcr.io/acme/sample\n    newTag: 1.0.0\n")


class Sweep:
    """A server, a clone, and what is done to them."""

    def __init__(self, relctl, folder, seed):
        self.relctl, self.folder, self.dice = relctl, folder, random.Random(seed)
        self.clone, self.bare = folder / "clone", folder / "served" / "sample.git"
        self.temporary = folder / "tmp"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "CI"))}
        self.environment = kept | {
            "HOME": str(folder), "TMPDIR": str(self.temporary), "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ada", "GIT_COMMITTER_NAME": "Ada",
            "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_EMAIL": "ada@example.org"}
        self.figures = collections.Counter()
        self.duration = 1.0

    def git(self, *arguments, at=None):
        return subprocess.run(["git", *arguments], cwd=at or self.clone, env=self.environment,
                              check=True, capture_output=True, text=True).stdout.strip()

    def run(self, *arguments):
        return subprocess.run([self.relctl, *arguments], cwd=self.clone, env=self.environment,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def prepare(self, port):
        self.temporary.mkdir()
        self.git("init", "-q", "--bare", "-b", "main", str(self.bare), at=self.folder)
        self.git("clone", "-q", f"git://127.0.0.1:{port}/sample.git", str(self.clone),
                 at=self.folder)
        self.git("checkout", "-q", "-B", "main")
        for path, text in FILES.items():
            (self.clone / path).parent.mkdir(parents=True, exist_ok=True)
            (self.clone / path).write_text(text)
        self.git("config", "gc.auto", "0")
        self.commit("feat: first")
        begun = time.monotonic()
        assert self.run("bump", "--push").returncode == 0
        self.duration = time.monotonic() - begun

    def commit(self, subject):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", subject)
        self.git("push", "-q", "-u", "origin", "main")

    def operation(self, number):
        """A command that has something to do."""
        kind = self.dice.choice(["bump", "bump", "promote", "rollback"])
        if (self.clone / ".relctl/holds/staging.yaml").exists():
            assert self.run("unhold", "staging", "--push").returncode == 0
        with open(self.clone / "main.c", "a", encoding="ascii") as file:
            file.write(f"{number}\n")
        self.commit(f"fix: {number}")
        if kind == "bump":
            return ["bump", "--push"]
        assert self.run("bump", "--push").returncode == 0
        if kind == "promote":
            return ["promote", "staging", "--push"]
        assert self.run("promote", "staging", "--push").returncode == 0
        return ["rollback", "staging", "--all", "--push"]

    def end_by_signal(self, command):
        ending = self.dice.choice(SIGNALS)
        whole_group = self.dice.random() < 0.5
        # pylint: disable=consider-using-with
        process = subprocess.Popen([self.relctl, *command], cwd=self.clone, env=self.environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            process.wait(self.dice.uniform(0, 1.1) * self.duration)
            self.figures["ended before"] += 1
        except subprocess.TimeoutExpired:
            (os.killpg if whole_group else os.kill)(process.pid, ending)
            self.figures[ending.name] += 1
        process.wait()
        end = time.monotonic() + 30  # of git commands that outlive it
        while time.monotonic() < end and self.is_worked_in():
            time.sleep(0.005)
        return ending.name

    def is_worked_in(self):
        """Whether a process works in the clone."""
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if pathlib.Path(os.readlink(process / "cwd")).is_relative_to(self.clone):
                    return True
            except OSError:
                pass  # gone, or somebody else's
        return False

    def faults(self, command, key):
        """What is wrong after the next runs; nothing in the end."""
        look = self.run("status")
        if look.returncode != 0:
            yield f"status: {look.returncode} {look.stderr}"
        self.figures["locks taken away"] += look.stderr.count("which a killed run of relctl left")
        git = self.clone / ".git"
        for lock in [*git.glob("*.lock"), *(git / "refs").rglob("*.lock")]:
            yield f"left behind: {lock}"
        again = self.run(*command)
        if again.returncode != 0:
            yield f"again: {again.returncode} {again.stderr}"
        done = self.git("log", "--format=%h", f"--grep=^Relctl-Key: {key}$", "main", at=self.bare)
        if len(done.split()) != 1:
            yield f"done {len(done.split())} times on the server"
        if self.git("rev-parse", "HEAD") != self.git("rev-parse", "main", at=self.bare):
            yield "the clone is not where the server is"
        if self.git("status", "--porcelain"):
            yield f"not clean: {self.git('status', '--porcelain')}, after: {again.stderr}"
        for rest in [*git.glob("relctl-run-*"), *git.glob("relctl-unfinished-*"),
                     *self.temporary.iterdir()]:
            yield f"left behind: {rest}"
        if self.git("for-each-ref", "refs/relctl"):
            yield "left behind: " + self.git("for-each-ref", "refs/relctl")

    def sweep(self, count):
        failed = 0
        for number in range(count):
            key = f"sweep-{number}"
            command = [*self.operation(number), "--once", key]
            ending = self.end_by_signal(command)
            faults = list(self.faults(command, key))
            if faults:
                failed += 1
                print(f"{number}: {' '.join(command)} by {ending}:", *faults, sep="\n  ")
                for lock in (self.clone / ".git").rglob("*.lock"):
                    lock.unlink()
                self.git("fetch", "-q", "origin")
                self.git("reset", "-q", "--hard", "origin/main")
        self.git("fsck", "--connectivity-only", at=self.bare)
        return failed


def main():
    relctl = os.path.abspath(sys.argv[1])
    count = int((sys.argv[2:] or [os.environ.get("RELCTL_SOAK_KILLS", "200")])[0])
    seed = os.environ.get("RELCTL_SEED", str(random.randrange(10**9)))
    with tempfile.TemporaryDirectory(prefix="relctl-kills-") as name:
        folder = pathlib.Path(name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        sweep = Sweep(relctl, folder, seed)
        (folder / "served").mkdir()
        with subprocess.Popen(
                ["git", "daemon", "--export-all", "--enable=receive-pack", "--reuseaddr",
                 f"--base-path={folder}/served", "--listen=127.0.0.1", f"--port={port}"],
                stderr=subprocess.DEVNULL, start_new_session=True) as server:
            try:
                while True:
                    try:
                        socket.create_connection(("127.0.0.1", port)).close()
                        break
                    except ConnectionRefusedError:
                        assert server.poll() is None
                sweep.prepare(port)
                failed = sweep.sweep(count)
            finally:
                os.killpg(server.pid, signal.SIGTERM)
    print(f"seed {seed}: {count} operations, {failed} wrong: {dict(sweep.figures)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

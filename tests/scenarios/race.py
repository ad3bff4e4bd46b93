#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Many writers release to one remote at once, some are killed; the final history is the judge.

Every operation that was reported done is in the history exactly once, no version was given out
twice, every commit of a competitor is kept, and what was tagged is what was checked out.

usage: race.py RELCTL URL BARE WRITERS RELEASES   (BARE: the server's repository, for looking only)
"""
import collections
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading

PLANNED = {"pyproject.toml", "deploy/dev/kustomization.yaml"}
FILES = {
    "relctl.yaml": "format: 1\nservices:\n  sample:\n    paths: [src]\n"
                   "    version_files: [pyproject.toml]\n    images: [ghcr.io/acme/sample]\n"
                   "environments:\n  - {name: dev, path: deploy/dev}\n",
    "pyproject.toml": '[project]\nname = "sample"\nversion = "1.0.0"\n',
    "deploy/dev/kustomization.yaml": "images:\n  - name: ghcr.io/acme/sample\n    newTag: 1.0.0\n",
    "src/app.py": "print('hello')\n"}


def environment(home):
    kept = {k: v for k, v in os.environ.items() if k == "GIT_SSH_COMMAND" or not k.startswith("GIT_")}
    kept.pop("CI", None)
    # One identity and one second for everybody: nothing but relctl itself tells writers apart.
    return kept | {
        "HOME": str(home), "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_TERMINAL_PROMPT": "0",
        "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_COMMITTER_DATE": "1700000000 +0000", "GIT_AUTHOR_DATE": "1700000000 +0000"}


class Race:
    def __init__(self, relctl, url, bare, root):
        self.relctl, self.url, self.bare, self.root = relctl, url, bare, root
        self.environment = environment(root)
        self.lock = threading.Lock()
        self.done, self.faults, self.counts = [], [], collections.Counter()
        self.competing, self.kept = threading.Event(), []
        self.competing.set()

    def git(self, where, *arguments, check=True):
        done = subprocess.run(["git", *arguments], cwd=where, env=self.environment,
                              capture_output=True, text=True, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"git {' '.join(arguments)}: {done.stderr}")
        return done.stdout.strip() if check else done.returncode

    def clone(self, name):
        folder = self.root / name
        self.git(self.root, "clone", "-q", self.url, str(folder))
        return folder

    def seed(self):
        folder = self.clone("seed")
        self.git(folder, "checkout", "-q", "-B", "main")
        for name, text in FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        self.git(folder, "add", "-A")
        self.git(folder, "commit", "-q", "-m", "first")
        self.git(folder, "push", "-q", "origin", "main")

    def compete(self):
        """Pushes ordinary commits, every other one to the service's source."""
        folder, number = self.clone("competitor"), 0
        while self.competing.is_set():
            number += 1
            name = f"{'src' if number % 2 else 'docs'}/competitor-{number}.txt"
            for _ in range(1000):
                self.git(folder, "fetch", "-q", "origin")
                self.git(folder, "reset", "-q", "--hard", "origin/main")
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(f"{number}\n")
                self.git(folder, "add", "-A")
                self.git(folder, "commit", "-q", "-m", f"fix: competitor {number}")
                if self.git(folder, "push", "-q", "origin", "main", check=False) == 0:
                    self.kept.append((self.git(folder, "rev-parse", "HEAD"), name))
                    break
            # A tip that moves all the time would test patience, not correctness.
            threading.Event().wait(2)

    def attempt(self, folder, key, patience):
        """One run of relctl, killed after `patience` seconds where that is a number."""
        command = [self.relctl, "bump", "--push", "--even-if-unchanged", "--once", key,
                   "--branch", "main", "--json", "--timeout", "10m"]
        with subprocess.Popen(command, cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            try:
                out, err = process.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                out, err = process.communicate()
            return process.returncode, out, err

    def release(self, folder, key, dice):
        source = self.git(folder, "rev-parse", "HEAD")
        for _ in range(20):
            patience = dice.uniform(0.02, 3) if dice.random() < 0.3 else None
            code, out, err = self.attempt(folder, key, patience)
            with self.lock:
                self.counts[code] += 1
            if code == 0:
                service = json.loads(out)["services"][0]
                with self.lock:
                    self.done.append((key, source, service))
                return
            if code not in (-signal.SIGKILL, 6):
                raise RuntimeError(f"{key}: exit {code}: {err}")
        raise RuntimeError(f"{key}: not done after 20 runs")

    def write(self, writer, releases):
        dice = random.Random(f"writer {writer}")
        try:
            folder = self.clone(f"writer-{writer}")
            for number in range(releases):
                self.git(folder, "fetch", "-q", "origin")
                if writer % 2:
                    self.git(folder, "merge", "-q", "--ff-only", "origin/main")
                else:
                    self.git(folder, "checkout", "-q", "--detach", "origin/main")
                self.release(folder, f"w{writer}-{number}", dice)
                dirty = self.git(folder, "status", "--porcelain")
                if dirty:
                    raise RuntimeError(f"writer {writer} left {dirty}")
            self.git(folder, "fsck", "--no-dangling", "--connectivity-only")
        except RuntimeError as error:
            with self.lock:
                self.faults.append(str(error))

    def run(self, writers, releases):
        self.seed()
        competitor = threading.Thread(target=self.compete)
        threads = [threading.Thread(target=self.write, args=(writer, releases))
                   for writer in range(writers)]
        for thread in [competitor, *threads]:
            thread.start()
        for thread in threads:
            thread.join()
        self.competing.clear()
        competitor.join()


def judge(race, operations):
    """What is wrong with the history, in words."""
    git, bare, faults = (lambda *a: race.git(race.bare, *a)), race.bare, list(race.faults)
    released = [(key, source, service) for key, source, service in race.done if service["released"]]
    answered = [entry for entry in race.done if not entry[2]["released"]]
    versions = [service["version"] for _, _, service in released]
    tags = git("tag", "--list").split()
    if len(race.done) != operations:
        faults.append(f"{len(race.done)} of {operations} operations were done")
    if len(set(versions)) != len(versions):
        faults.append(f"a version was given out twice: {sorted(versions)}")
    records = git("log", "main", "--first-parent", "-m", "--format=%H%x00%(trailers:key=Relctl-Id,valueonly,separator=%x2C)").split("\n")
    ids = [line.split("\0")[1] for line in records if line.split("\0")[1]]
    if len(set(ids)) != len(ids):
        faults.append("an operation is in the branch twice")
    keys = collections.Counter(git("for-each-ref", "refs/tags", "--format=%(contents:trailers:key=Relctl-Key,valueonly)").split())
    for key, source, service in race.done:
        superseded = service["superseded"]
        if keys[key] != (0 if superseded else 1):
            faults.append(f"{key} has {keys[key]} tags: {service}")
        if superseded:
            continue
        tag = service["tag"]
        if tag not in tags or race.git(bare, "merge-base", "--is-ancestor", tag, "main", check=False):
            faults.append(f"{tag} of {key} is not in the branch")
        elif git("rev-parse", f"{source}:src") != git("rev-parse", f"{tag}:src"):
            faults.append(f"{tag} of {key} is not the source that was checked out")
    if len(tags) != sum(keys.values()) or len(tags) != len({s["tag"] for _, _, s in race.done if not s["superseded"]}):
        faults.append(f"{len(tags)} tags, {sum(keys.values())} keys, {len(released)} reported, {len(answered)} answered again")
    for commit, name in race.kept:
        if race.git(bare, "merge-base", "--is-ancestor", commit, "main", check=False) or \
                race.git(bare, "cat-file", "-e", f"main:{name}", check=False):
            faults.append(f"the competitor's {commit} ({name}) is lost")
    highest = subprocess.run([race.relctl, "semver", "sort"], input="\n".join(t[1:] for t in tags),
                             capture_output=True, text=True, check=True).stdout.split()[-1]
    for name in sorted(PLANNED):
        if highest not in git("show", f"main:{name}"):
            faults.append(f"{name} does not hold {highest}")
    if race.git(bare, "fsck", "--full", "--strict", "--no-dangling", check=False):
        faults.append("git fsck finds faults")
    return faults


def main():
    relctl, url, bare = os.path.abspath(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    writers, releases = int(sys.argv[4]), int(sys.argv[5])
    with tempfile.TemporaryDirectory(prefix="relctl-race-") as root:
        race = Race(relctl, url, bare, pathlib.Path(root))
        race.run(writers, releases)
        faults = judge(race, writers * releases)
        superseded = sum(service["superseded"] for _, _, service in race.done)
        print(f"{writers} writers x {releases} releases: {len(race.done)} done ({superseded} "
              f"superseded), {race.counts[-signal.SIGKILL]} killed, {race.counts[6]} out of time, "
              f"{len(race.kept)} commits of a competitor")
    for fault in faults:
        print("FAULT:", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Bumpers, promoters and somebody who edits the base, at rendered environments of one remote at once;
some are killed. The final history is the judge.

What race.py asks of releases holds here, too. Besides, every promotion that was reported is in the
history exactly once, each commit wrote the paths of its environments alone, `relctl guard` finds
nothing in all of it, `relctl verify` makes each commit again, and in the end everything that was
edited runs everywhere.

usage: rendered_race.py RELCTL URL BARE BUMPERS PROMOTERS ROUNDS
"""
import collections
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading

import race
import promotion_race

ENVIRONMENTS = promotion_race.ENVIRONMENTS
BASE = ("apiVersion: v1\nkind: Pod\nmetadata: {{name: sample}}\n"
        "spec: {{containers: [{{name: app, image: ghcr.io/acme/sample, args: [level-{}]}}]}}\n")
race.FILES = {
    "relctl.yaml": "format: 1\nservices:\n  sample:\n    paths: [src]\n"
                   "    version_files: [pyproject.toml]\n    images: [ghcr.io/acme/sample]\n"
                   "environments:\n" + "".join(
                       f"  - {{name: {name}, path: deploy/{name}, render: overlays/{name}}}\n"
                       for name in ENVIRONMENTS) + "generated: [deploy]\n",
    "pyproject.toml": race.FILES["pyproject.toml"], "src/app.py": race.FILES["src/app.py"],
    "base/kustomization.yaml": "resources: [app.yaml]\n", "base/app.yaml": BASE.format(0),
    **{f"overlays/{name}/kustomization.yaml": f"resources: [../../base]\nnamespace: {name}\n"
       for name in ENVIRONMENTS}}


class RenderedRace(promotion_race.PromotionRace):
    def relctl_runs(self, folder, *arguments):
        """Until it is done: exit 6 says that it may be run again."""
        for _ in range(20):
            done = subprocess.run([self.relctl, "-q", *arguments, "--push", "--timeout", "10m"],
                                  cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return
            if done.returncode != 6:
                break
        raise RuntimeError(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr}")

    def seed(self):
        """Everything is rendered once before the race."""
        super().seed()
        folder = self.root / "seed"
        self.release(folder, "seed", random.Random("seed"))
        for name in ENVIRONMENTS[1:]:
            self.relctl_runs(folder, "promote", name)

    def compete(self):
        """Edits the base, and brings dev what it renders to."""
        folder, level = self.clone("competitor"), 0
        try:
            while self.competing.is_set():
                level += 1
                for _ in range(1000):
                    self.git(folder, "fetch", "-q", "origin")
                    self.git(folder, "reset", "-q", "--hard", "origin/main")
                    (folder / "base/app.yaml").write_text(BASE.format(level))
                    self.git(folder, "commit", "-q", "-a", "-m", f"fix: level {level}")
                    if self.git(folder, "push", "-q", "origin", "main", check=False) == 0:
                        self.kept.append((self.git(folder, "rev-parse", "HEAD"), "base/app.yaml"))
                        break
                self.relctl_runs(folder, "generate", "dev")
                threading.Event().wait(2)
        except RuntimeError as error:
            with self.lock:
                self.faults.append(f"the competitor: {error}")


def judge_commits(contest):
    """What is wrong with the commits of main, and which are promotions."""
    faults, promotions = [], collections.Counter()
    git = lambda *arguments: contest.git(contest.bare, *arguments)
    for commit in git("rev-list", "--first-parent", "main").split():
        message = git("show", "-s", "--format=%B", commit)
        operation = re.search(r"^Relctl-Operation: (.*)$", message, re.M)
        if not operation or operation[1] != "promote":
            continue
        promotions[commit] += 1
        named = re.findall(r"^Relctl-Environment: (.*)$", message, re.M)
        files = git("show", "--first-parent", "--diff-merges=first-parent", "--format=",
                    "--name-only", commit).split()
        for name in files:
            if not any(name.startswith(f"deploy/{each}/") for each in named):
                faults.append(f"the promotion {commit} to {named} changed {name}")
    return faults, promotions


def judge_whole(contest):
    """guard, verify, and what runs in the end."""
    faults, folder = [], contest.clone("judge")
    root = contest.git(folder, "rev-list", "--max-parents=0", "HEAD")
    for command in ("guard", "--range", f"{root}..HEAD"), ("verify", f"{root}..HEAD"):
        done = subprocess.run([contest.relctl, *command], cwd=folder, env=contest.environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            faults.append(f"{command[0]}: exit {done.returncode}: {done.stdout}{done.stderr}")
    shown = {(folder / f"deploy/{name}/{name}_pod_sample.yaml").read_text().replace(name, "ENV")
             for name in ENVIRONMENTS}
    if len(shown) != 1:
        faults.append(f"in the end not all run the same: {shown}")
    if f"level-{len(contest.kept)}" not in shown.pop():
        faults.append("in the end the last edit does not run")
    return faults


def judge(contest, operations):
    faults = race.judge(contest, operations)
    found, promotions = judge_commits(contest)
    faults += found
    reported = collections.Counter(
        answer["commit"] for answer in contest.promoted if answer["commit"])
    for commit, times in reported.items():
        if times != 1 or promotions[commit] != 1:
            faults.append(f"promotion {commit}: {times} reports, {promotions[commit]} commits")
    # Those of the seed are not reported.
    if len(promotions) > len(reported) + contest.killed + len(ENVIRONMENTS) - 1:
        faults.append(f"{len(promotions)} promotions, {len(reported)} reported, "
                      f"{contest.killed} killed")
    return faults + judge_whole(contest), promotions


def main():
    relctl, url, bare = os.path.abspath(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    bumpers, promoters, rounds = (int(text) for text in sys.argv[4:7])
    with tempfile.TemporaryDirectory(prefix="relctl-race-") as root:
        contest = RenderedRace(relctl, url, bare, pathlib.Path(root))
        contest.run_all(bumpers, promoters, rounds)
        faults, promotions = judge(contest, bumpers * rounds + 1)
        print(f"{bumpers} bumpers and {promoters} promoters x {rounds}: {len(contest.done)} releases, "
              f"{len(contest.kept)} edits of the base, {len(contest.promoted)} promotions of which "
              f"{len(promotions)} moved something, "
              f"{contest.counts[-signal.SIGKILL] + contest.killed} killed")
    for fault in faults:
        print("FAULT:", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Bumpers and promoters at one remote at once, some are killed; the final history is the judge.

What race.py asks of releases holds here, too. Besides, every promotion that was reported is in the
history exactly once, none went back, none overtook the environment before it, and each commit
changed what its trailers say and nothing else.

usage: promotion_race.py RELCTL URL BARE BUMPERS PROMOTERS ROUNDS
"""
import collections
import json
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

ENVIRONMENTS = ["dev", "staging", "production"]
race.FILES["relctl.yaml"] += "".join(
    f"  - {{name: {name}, path: deploy/{name}}}\n" for name in ENVIRONMENTS[1:])
for environment in ENVIRONMENTS[1:]:
    race.FILES[f"deploy/{environment}/kustomization.yaml"] = \
        race.FILES["deploy/dev/kustomization.yaml"]
WISHES = [["staging"], ["production"], ["staging", "production"]]


def number(version):
    return tuple(int(part) for part in version.split("."))


class PromotionRace(race.Race):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.promoted, self.killed = [], 0

    def promote_once(self, folder, wish, patience):
        command = [self.relctl, "promote", *wish, "--push", "--json", "--timeout", "10m"]
        with subprocess.Popen(command, cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            try:
                out, err = process.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                out, err = process.communicate()
            return process.returncode, out, err

    def promote(self, promoter, rounds):
        dice = random.Random(f"promoter {promoter}")
        try:
            folder = self.clone(f"promoter-{promoter}")
            for _ in range(rounds):
                wish = dice.choice(WISHES)
                for _ in range(20):
                    patience = dice.uniform(0.02, 3) if dice.random() < 0.3 else None
                    code, out, err = self.promote_once(folder, wish, patience)
                    if code == 0:
                        with self.lock:
                            self.promoted.append(json.loads(out))
                        break
                    if code not in (-signal.SIGKILL, 6):
                        raise RuntimeError(f"promoter {promoter}: exit {code}: {err}")
                    with self.lock:
                        self.killed += code == -signal.SIGKILL
                else:
                    raise RuntimeError(f"promoter {promoter}: not done after 20 runs")
        except RuntimeError as error:
            with self.lock:
                self.faults.append(str(error))

    def run_all(self, bumpers, promoters, rounds):
        self.seed()
        competitor = threading.Thread(target=self.compete)
        threads = [threading.Thread(target=self.write, args=(n, rounds)) for n in range(bumpers)]
        threads += [threading.Thread(target=self.promote, args=(n, rounds))
                    for n in range(promoters)]
        for thread in [competitor, *threads]:
            thread.start()
        for thread in threads:
            thread.join()
        self.competing.clear()
        competitor.join()
        for name in ENVIRONMENTS[1:]:
            code, out, err = self.promote_once(self.root / "seed", [name], None)
            if code != 0:
                self.faults.append(f"the last promotion to {name}: exit {code}: {err}")
            else:
                self.promoted.append(json.loads(out))


class History:
    """main along first parents, oldest first: what each commit says, changed and left."""

    def __init__(self, contest):
        self.git = lambda *arguments: contest.git(contest.bare, *arguments)
        self.faults, self.records, self.runs = [], collections.Counter(), {}
        for name in ENVIRONMENTS:
            self.runs[name] = (1, 0, 0)

    def judge(self):
        for commit in self.git("rev-list", "--reverse", "--first-parent", "main").split():
            message = self.git("show", "-s", "--format=%B", commit)
            operation = re.search(r"^Relctl-Operation: (.*)$", message, re.M)
            files = set(self.git("show", "--first-parent", "--diff-merges=first-parent", "--format=",
                                 "--name-only", commit).split())
            if operation and operation[1] == "promote":
                self.records[commit] += 1
                self.judge_promotion(commit, message, files)
            elif operation and files != race.PLANNED:
                self.faults.append(f"the release {commit} changed {files}")
            self.follow(commit)
        return self.faults

    def judge_promotion(self, commit, message, files):
        named = set(re.findall(r"^Relctl-Environment: (.*)$", message, re.M))
        if files != {f"deploy/{name}/kustomization.yaml" for name in named}:
            self.faults.append(f"the promotion {commit} to {named} changed {files}")
        for name, version in re.findall(r"^Relctl-Image: (\S+) \S+:([0-9.]+)", message, re.M):
            if version != self.version(commit, name):
                self.faults.append(f"{commit} says {version} and wrote {self.version(commit, name)}")

    def version(self, commit, name):
        text = self.git("show", f"{commit}:deploy/{name}/kustomization.yaml")
        return re.search(r"newTag: \"?([0-9.]+)", text)[1]

    def follow(self, commit):
        before = self.runs
        self.runs = {name: number(self.version(commit, name)) for name in ENVIRONMENTS}
        for name in ENVIRONMENTS:
            if self.runs[name] < before[name]:
                self.faults.append(f"{commit} took {name} back to {self.runs[name]}")
        ordered = [self.runs[name] for name in ENVIRONMENTS]
        if ordered != sorted(ordered, reverse=True):
            self.faults.append(f"{commit} lets an environment overtake: {self.runs}")


def judge(contest, operations):
    faults = race.judge(contest, operations)
    history = History(contest)
    faults += history.judge()
    reported = collections.Counter(
        answer["commit"] for answer in contest.promoted if answer["commit"])
    for commit, times in reported.items():
        if times != 1 or history.records[commit] != 1:
            faults.append(f"promotion {commit}: {times} reports, {history.records[commit]} commits")
    if len(history.records) > len(reported) + contest.killed:
        faults.append(f"{len(history.records)} promotions, {len(reported)} reported, "
                      f"{contest.killed} killed")
    if len(set(history.runs.values())) != 1:
        faults.append(f"in the end not all run the same: {history.runs}")
    return faults, history


def main():
    relctl, url, bare = os.path.abspath(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    bumpers, promoters, rounds = (int(text) for text in sys.argv[4:7])
    with tempfile.TemporaryDirectory(prefix="relctl-race-") as root:
        contest = PromotionRace(relctl, url, bare, pathlib.Path(root))
        contest.run_all(bumpers, promoters, rounds)
        faults, history = judge(contest, bumpers * rounds)
        print(f"{bumpers} bumpers and {promoters} promoters x {rounds}: {len(contest.done)} releases, "
              f"{len(contest.promoted)} promotions of which {len(history.records)} moved something, "
              f"{contest.counts[-signal.SIGKILL] + contest.killed} killed, {len(contest.kept)} "
              "commits of a competitor")
    for fault in faults:
        print("FAULT:", fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

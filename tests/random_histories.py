#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random honest histories, each of which guard passes, and random forgeries, each of which it finds.

A history is made of what people do with relctl and git, in any order: releases, promotions, rollbacks,
holds, adoptions, generated manifests, branches that are merged, squashed, rebased, picked and reverted.

usage: random_histories.py RELCTL [COUNT]   (COUNT: 8, or RELCTL_HISTORIES; RELCTL_SEED repeats a run)
"""
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from forgeries import NAMES, Forger
from histories import DIGEST, ENVIRONMENT, SAMPLE, Repository, overlay

BASE = ("resources: [app.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [level=one]\n")
APP = ("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: sample}\nspec: {template: {spec: "
       f"{{containers: [{{name: sample, image: {SAMPLE}}}]}}}}}}\n")


class Honest(Repository):
    """People at work in one repository; `log` tells what they did."""

    def __init__(self, folder, relctl, dice):
        super().__init__(folder, relctl)
        self.dice, self.log, self.count = dice, [], 0
        self.layout = dice.choice(["directory", "directory", "branch", "render", "repository", "elsewhere"])
        self.pushes = []  # what operations are told to publish
        getattr(self, "lay_" + self.layout)()
        self.put("main.c", "int x;\n")
        self.commit("first")
        if self.layout == "render":
            self.do("generate")
        if self.layout == "branch":
            self.git("branch", "env/production")
            self.git("remote", "add", "origin", "nowhere")  # else the checked-out branch is the default
        self.git("tag", "base")
        if self.layout == "elsewhere":
            self.begin_pushing()
        self.log.append(self.layout)

    def configure(self, environments, more="    version_files: [VERSION]\n"):
        listed = "".join(f"  - {line}\n" for line in environments)
        self.put("VERSION", "1.0.0\n")
        self.put("relctl.yaml", f"format: 1\nservices:\n  sample:\n{more}    images: [{SAMPLE}]\n"
                                f"environments:\n{listed}generated: [deploy]\n")

    def lay_directory(self):
        self.configure([f"{{name: {name}, path: deploy/{name}}}" for name in NAMES])
        for name in NAMES:
            overlay(self, f"deploy/{name}", SAMPLE)

    def lay_branch(self):
        self.lay_directory()
        self.configure(["{name: dev, path: deploy/dev}", "{name: staging, path: deploy/staging}",
                        "{name: production, path: deploy/production, branch: env/production}"])

    def lay_render(self):
        self.configure([f"{{name: {name}, path: deploy/{name}, render: overlays/{name}}}"
                        for name in NAMES], "    paths: [main.c]\n    version_files: [VERSION]\n")
        self.write(**{"base/kustomization.yaml": BASE, "base/app.yaml": APP})
        for name in NAMES:
            self.put(f"overlays/{name}/kustomization.yaml", f"resources: [../../base]\nnamespace: {name}\n"
                     f"images:\n  - name: {SAMPLE}\n    newTag: 1.0.0\n")

    def lay_repository(self):
        """Deployments alone: versions are made elsewhere, and promoted by their numbers."""
        self.lay_directory()
        (self.folder / "VERSION").unlink()
        self.put("relctl.yaml", (self.folder / "relctl.yaml").read_text()
                 .replace("    version_files: [VERSION]\n", ""))

    def lay_elsewhere(self):
        """Production is kept in a repository of its own."""
        self.lay_directory()
        self.deployment = Deployment(self.folder.parent / "deployment", self)
        self.configure(["{name: dev, path: deploy/dev}", "{name: staging, path: deploy/staging}",
                        f"{{name: production, path: deploy/production, repository: '{self.deployment.url}'}}"])
        self.run("rm", "-rf", "deploy/production")

    def begin_pushing(self):
        bare = self.folder.parent / "origin.git"
        self.git("init", "-q", "--bare", "-b", "main", str(bare))
        self.git("remote", "add", "origin", f"file://{bare}")
        self.git("push", "-q", "-u", "origin", "main")
        self.pushes = ["--push"]

    def attempt(self, *command, good=(0,), extra=None):
        done = subprocess.run(command, cwd=self.folder, env={**ENVIRONMENT, **(extra or {})},
                              capture_output=True, text=True)
        words = " ".join(command).replace(self.relctl, "relctl")
        self.log.append(f"{words}: {done.returncode}")
        if done.returncode not in good:
            raise SystemExit("\n".join([*self.log, done.stdout, done.stderr]))
        return done.returncode == 0

    def relctl_may(self, *arguments):
        """An operation that holds and missing versions may refuse."""
        if self.pushes and arguments[0] != "adopt":
            self.git("push", "-q", "origin", "main")
            arguments = [*arguments, *self.pushes]
        return self.attempt(self.relctl, "-q", *arguments, good=(0, 4))

    def step_change(self):
        self.count += 1
        self.change(f"source{self.dice.randrange(5)}.c" if self.layout != "render" else "main.c")

    def step_bump(self):
        self.step_change()
        if self.layout == "repository":
            return self.relctl_may("promote", "dev", "--to", f"1.{self.count}.{self.dice.randrange(9)}",
                                   *self.digest())
        return self.relctl_may("bump", self.dice.choice(["patch", "minor", "major"]), *self.digest(),
                               *self.dice.choice([[], [], ["--no-deploy"]]))

    def digest(self):
        return ["--digest", DIGEST] if self.dice.random() < 0.2 else []

    def step_promote(self):
        self.relctl_may("promote", *self.dice.choice([["staging"], ["production"]] + (
            [["staging", "production"]] if self.layout != "branch" else [])))

    def step_rollback(self):
        self.relctl_may("rollback", self.dice.choice(NAMES), "--all", "--reason", "slow")

    def step_hold(self):
        self.relctl_may("hold", self.dice.choice(NAMES), "--reason", "freeze",
                        *self.dice.choice([[], ["--service", "sample"], ["--until", "2099-01-01"]]))

    def step_unhold(self):
        self.relctl_may("unhold", self.dice.choice(NAMES), "--all")

    def step_adopt(self):
        if self.layout == "render":
            return self.step_generate()
        self.count += 1
        path = f"deploy/{self.dice.choice(NAMES[:2])}/extra{self.count}.yaml"
        self.put(path, f"kind: ConfigMap\ndata: {{n: '{self.count}'}}\n")
        self.relctl_may("adopt", path, "--reason", "settings")
        self.commit("settings")

    def step_generate(self):
        self.count += 1
        self.put("base/kustomization.yaml", BASE.replace("one", f"n{self.count}"))
        self.commit("settings")
        self.relctl_may("generate", "dev")

    def step_revert(self):
        # An adopted file that goes without its entry in the list is no undone adoption.
        done = self.git("rev-list", "--no-merges", "--first-parent", "-12", "--invert-grep", "--grep=^settings$",
                        "refs/tags/base..HEAD").split()
        if done:
            self.finish("revert", self.attempt("git", "revert", "--no-edit", self.dice.choice(done),
                                               good=(0, 1)))

    def finish(self, what, is_done):
        """What ends in a conflict, or in nothing, is given up."""
        if not is_done:
            self.attempt("git", what, "--abort", good=(0, 1, 128))
            self.git("reset", "-q", "--hard")

    def some(self, count):
        steps = ["change", "bump", "promote", "promote", "rollback", "hold", "unhold", "adopt", "revert"]
        if self.layout == "render":
            steps.append("generate")
        for _ in range(count):
            getattr(self, "step_" + self.dice.choice(steps))()

    def step_branch(self):
        """Two lines of work, and one of the ways to bring them together."""
        self.git("checkout", "-q", "-B", "topic")
        before = self.git("rev-parse", "HEAD")
        self.some(self.dice.randrange(1, 4))
        self.git("checkout", "-q", "main")
        self.some(self.dice.randrange(0, 3))
        getattr(self, "take_" + self.dice.choice(["merge", "squash", "rebase", "pick"]))(before)

    def take_merge(self, _):
        side = self.dice.choice([[], [], ["-X", "ours"], ["-X", "theirs"]])
        self.finish("merge", self.attempt("git", "merge", "-q", "--no-ff", "--no-edit", *side, "topic",
                                          good=(0, 1)))

    def take_squash(self, before):
        """As forges squash, with the messages one below the other, and as git does, with them indented.
        Without them nothing tells where the versions of deployments alone come from, and a rendered path
        names commits that are gone."""
        if self.layout == "render":
            return self.take_merge(before)
        words = self.git("log", "--reverse", "--format=%B", f"{before}..topic")
        message = self.dice.choice([["-m", "squashed\n\n" + words], ["--no-edit"]])
        if self.attempt("git", "merge", "-q", "--squash", "topic", good=(0, 1)):
            self.attempt("git", "commit", "-q", *message, good=(0, 1))
        self.git("reset", "-q", "--hard")

    def take_rebase(self, _):
        self.git("checkout", "-q", "topic")
        self.finish("rebase", self.attempt("git", "rebase", "-q", "main", good=(0, 1)))
        self.git("checkout", "-q", "main")
        self.attempt("git", "merge", "-q", "--ff-only", "topic", good=(0, 1, 128))

    def take_pick(self, before):
        """All of a branch, or nothing: where half of it conflicts, the rest is not what operations made."""
        start = self.git("rev-parse", "HEAD")
        for commit in self.git("rev-list", "--no-merges", "--reverse", f"{before}..topic").split():
            is_done = self.attempt("git", "cherry-pick", commit, good=(0, 1))
            has_conflict = self.git("ls-files", "--unmerged") != ""
            self.finish("cherry-pick", is_done)
            if has_conflict:
                self.attempt("git", "reset", "-q", "--hard", start)
                return

    def make(self):
        self.step_bump()
        for _ in range(self.dice.randrange(4, 9)):
            if self.layout != "elsewhere" and self.dice.random() < 0.4:
                self.step_branch()
            else:
                self.some(1)

    def tips(self):
        return ["main"] + (["env/production"] if self.layout == "branch" else [])


class Deployment(Repository):
    """The repository that production is kept in, judged by the one that `source` is."""

    layout = "deployment"

    def __init__(self, folder, source):
        folder.mkdir()
        super().__init__(folder, source.relctl)
        self.bare, self.judged_by = folder.parent / "deployment.git", ["--source", str(source.folder)]
        self.url = f"file://{self.bare}"
        overlay(self, "deploy/production", SAMPLE)
        self.commit("first")
        self.git("tag", "base")
        self.git("clone", "-q", "--bare", str(folder), str(self.bare))

    def fetch(self):
        self.git("fetch", "-q", self.url, "main")
        self.git("reset", "-q", "--hard", "FETCH_HEAD")

    @staticmethod
    def tips():
        return ["main"]


def verdict(repository, base, tip):
    source = getattr(repository, "judged_by", [])
    done = subprocess.run([repository.relctl, "-q", "guard", "--range", f"{base}..{tip}", *source],
                          cwd=repository.folder, env=ENVIRONMENT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def forge_all(history, dice, figures, faults, seed, most=5):
    for _ in range(most):
        branch = dice.choice(history.tips())
        tip = history.git("rev-parse", branch)
        history.git("checkout", "-q", "-f", branch)
        history.git("clean", "-qfdx")
        kind = Forger(history, dice, branch).forge()
        if kind is not None:
            figures["forgeries"] += 1
            code, words = verdict(history, tip, "HEAD")
            if code != 1:
                faults.append(f"seed {seed}, {history.layout}: {kind}: exit {code}\n{words}"
                              + history.git("show", "--format=%s", "--stat", "-p", "HEAD"))
        history.git("reset", "-q", "--hard", tip)
        if history.git("tag", "-l", "v9.9.9"):
            history.git("tag", "-d", "v9.9.9")


def judge_all(history, log, dice, figures, faults, seed):
    for tip in history.tips():
        code, words = verdict(history, "base", tip)
        if code != 0:
            faults.append(f"seed {seed}: {history.layout} {tip}: exit {code}\n" + "\n".join(log) + f"\n{words}")
    figures["commits"] += int(history.git("rev-list", "--count", "--all", "^refs/tags/base"))
    forge_all(history, dice, figures, faults, seed)


def run(relctl, seed, figures, faults):
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder) / "work"
        work.mkdir()
        history = Honest(work, relctl, dice)
        history.make()
        figures["histories"] += 1
        judge_all(history, history.log, dice, figures, faults, seed)
        if history.layout == "elsewhere":
            history.deployment.fetch()
            judge_all(history.deployment, history.log, dice, figures, faults, seed)


def main():
    relctl = str(pathlib.Path(sys.argv[1]).resolve())
    count = int(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("RELCTL_HISTORIES", "8"))
    first = int(os.environ.get("RELCTL_SEED", random.randrange(1_000_000)))
    print(f"seed {first}", flush=True)
    figures, faults = {"histories": 0, "commits": 0, "forgeries": 0}, []
    for seed in range(first, first + count):
        run(relctl, seed, figures, faults)
    print("\n\n".join(faults))
    print(f"seeds {first} to {first + count - 1}: {figures}, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

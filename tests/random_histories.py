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

from histories import DIGEST, ENVIRONMENT, SAMPLE, Repository, overlay

NAMES = ["dev", "staging", "production"]
BASE = ("resources: [app.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [level=one]\n")
APP = ("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: sample}\nspec: {template: {spec: "
       f"{{containers: [{{name: sample, image: {SAMPLE}}}]}}}}}}\n")


class Honest(Repository):
    """People at work in one repository; `log` tells what they did."""

    def __init__(self, folder, relctl, dice):
        super().__init__(folder, relctl)
        self.dice, self.log, self.count = dice, [], 0
        self.layout = dice.choice(["directory", "directory", "branch", "render", "repository"])
        getattr(self, "lay_" + self.layout)()
        self.put("main.c", "int x;\n")
        self.commit("first")
        if self.layout == "render":
            self.do("generate")
        if self.layout == "branch":
            self.git("branch", "env/production")
            self.git("remote", "add", "origin", "nowhere")  # else the checked-out branch is the default
        self.git("tag", "base")
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
        for commit in self.git("rev-list", "--no-merges", "--reverse", f"{before}..topic").split():
            self.finish("cherry-pick", self.attempt("git", "cherry-pick", commit, good=(0, 1)))

    def make(self):
        self.step_bump()
        for _ in range(self.dice.randrange(4, 9)):
            if self.dice.random() < 0.4:
                self.step_branch()
            else:
                self.some(1)

    def tips(self):
        return ["main"] + (["env/production"] if self.layout == "branch" else [])


def verdict(repository, base, tip):
    done = subprocess.run([repository.relctl, "-q", "guard", "--range", f"{base}..{tip}"],
                          cwd=repository.folder, env=ENVIRONMENT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


class Forger:
    """Somebody who changes by hand what relctl alone may write."""

    def __init__(self, repository, dice, tip):
        self.repository, self.dice, self.side = repository, dice, "HEAD"
        self.name = dice.choice(NAMES[:2] if repository.layout == "branch" else NAMES)
        if tip != "main":
            self.name = "production"
        self.path = f"deploy/{self.name}/kustomization.yaml"

    def edit(self, path, old, new):
        text = (self.repository.folder / path).read_text()
        at = text.find(old)
        if at < 0:
            return False
        end = text.index("\n", at)
        self.repository.put(path, text[:at] + new + text[end:])
        return True

    def tag(self, version):
        return self.edit(self.path, "newTag:", f"newTag: {version}")

    def forge_tag(self):
        self.tag("9.9.9")

    def forge_digest(self):
        self.edit(self.path, "newTag:", "newTag: 1.0.0\n    digest: sha256:" + "e" * 64)

    def forge_name(self):
        self.edit(self.path, "newTag:", "newName: evil.example.org/sample\n    newTag: 1.0.0")

    def forge_entry_taken_away(self):
        self.edit(self.path, "images:", "namePrefix: a-\nunused:")

    def forge_new_file(self):
        self.repository.put(f"deploy/{self.name}/evil.yaml", "kind: Secret\n")

    def forge_deleted_file(self):
        self.dice.choice(sorted((self.repository.folder / f"deploy/{self.name}").glob("*.yaml"))).unlink()

    def forge_mode(self):
        (self.repository.folder / self.path).chmod(0o755)

    def forge_link(self):
        (self.repository.folder / self.path).unlink()
        other = next(name for name in NAMES if name != self.name)
        (self.repository.folder / self.path).symlink_to(f"../{other}/kustomization.yaml")

    def forge_second_kustomization(self):
        self.repository.put(f"deploy/{self.name}/Kustomization", "resources: [app.yaml]\n")

    def forge_manifest(self):
        files = [file for file in sorted((self.repository.folder / f"deploy/{self.name}").glob("*.yaml"))
                 if file.name != "kustomization.yaml"]
        with self.dice.choice(files).open("a") as stream:
            stream.write("evil: true\n")

    def forge_reading(self):
        self.edit(self.path, "newTag:", "newTag: !!binary MS4wLjA=")

    def forge_everywhere(self):
        for name in NAMES:
            self.path = f"deploy/{name}/kustomization.yaml"
            self.tag("9.9.9")
        self.repository.put("VERSION", "9.9.9\n")

    def forge_trailers(self):
        self.tag("9.9.9")
        log = self.repository.git("log", "-1", "--format=%B", "--grep=^Relctl-Format: 1$")
        versions = [line.split()[-1] for line in log.splitlines() if line.startswith("Relctl-Service")]
        return log.replace(versions[0], "9.9.9") if versions else "chore: forged"

    def forge_bare_tag(self):
        self.tag("9.9.9")
        self.repository.git("tag", "-f", "v9.9.9", "base")

    def forge_hold(self):
        holds = sorted((self.repository.folder / ".relctl/holds").glob("*"))
        if holds:
            self.dice.choice(holds).unlink()

    def forge_hold_by_merge(self):
        """The other side never had it."""
        self.forge_hold()
        self.side = "refs/tags/base"

    def forge_adoption(self):
        adopted = self.repository.folder / ".relctl/adopted.yaml"
        text = adopted.read_text() if adopted.exists() else "adopted:\n"
        self.repository.put(".relctl/adopted.yaml",
                            text + f"  - path: {self.path}\n    content: {'a' * 40}\n")

    def forge_linked_folder(self):
        self.repository.run("rm", "-rf", ".relctl")
        (self.repository.folder / ".relctl").symlink_to("deploy")

    def forge_new_name_adopted(self):
        if self.repository.layout != "render":
            self.edit(self.path, "newTag:", "newName: evil.example.org/sample\n    newTag: 1.0.0")
            self.repository.run(self.repository.relctl, "-q", "adopt", self.path, "--reason", "mine")

    def forge_rules(self):
        self.edit("relctl.yaml", "generated:", self.dice.choice(["x-gone:", "x-gone: [deploy]"]))

    def forge_auto(self):
        self.edit("relctl.yaml", "  - {name: staging,", "  - {name: staging, auto: true, path: deploy/staging}")

    def forge_revision(self):
        self.edit(self.path, "relctl.dev/revision:", "relctl.dev/revision: " + "b" * 40)

    def forge_inputs(self):
        self.edit(self.path, "relctl.dev/inputs:", "relctl.dev/inputs: sha256:" + "c" * 64)

    def merged(self, message):
        """The forgery as what a merge makes of two honest sides."""
        git = self.repository.git
        git("add", "-A")
        tree = git("write-tree")
        git("reset", "-q", "--hard")
        side = git("commit-tree", f"{self.side}^{{tree}}", "-p", self.side, text="side\n")
        git("reset", "-q", "--hard", git("commit-tree", tree, "-p", "HEAD", "-p", side, text=message))

    def forge(self):
        """Gives the kind of the forgery; nothing where it changes nothing here."""
        kinds = sorted(kind for kind in dir(self) if kind.startswith("forge_"))
        kind = self.dice.choice(kinds)
        message = getattr(self, kind)() or "chore(release): sample 9.9.9"
        if not self.repository.git("status", "--porcelain"):
            return None
        if self.side != "HEAD" or self.dice.random() < 0.2:
            self.merged(message)
            return f"{kind} in a merge"
        self.repository.git("add", "-A")
        self.repository.git("commit", "-q", "-m", message)
        if self.dice.random() < 0.3:
            self.repository.change("later.c")
        return kind


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
        history.attempt("git", "tag", "-d", "v9.9.9", good=(0, 1))


def run(relctl, seed, figures, faults):
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        history = Honest(folder, relctl, dice)
        history.make()
        for tip in history.tips():
            code, words = verdict(history, "base", tip)
            if code != 0:
                faults.append(f"seed {seed}: {tip}: exit {code}\n" + "\n".join(history.log) + f"\n{words}")
        figures["histories"] += 1
        figures["commits"] += int(history.git("rev-list", "--count", "--all", "^refs/tags/base"))
        forge_all(history, dice, figures, faults, seed)


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

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Committed histories: what relctl made once, verify accepts for ever; what was tampered with, never.

    python3 tests/histories.py RELCTL                makes sure of it, for each stream of golden/histories
    python3 tests/histories.py RELCTL make [NAME]…   makes streams anew, with this relctl

A stream is `git fast-export` of every branch and tag. Streams of a released relctl are not made anew:
a new one gets a name of its own.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

STREAMS = pathlib.Path(__file__).parent / "golden" / "histories"
SAMPLE = "ghcr.io/acme/sample"
DIGEST = "sha256:" + "a" * 64
ENVIRONMENT = dict(os.environ, GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", CI="false",
                   GIT_AUTHOR_NAME="Ada", GIT_AUTHOR_EMAIL="ada@example.org",
                   GIT_COMMITTER_NAME="Ada", GIT_COMMITTER_EMAIL="ada@example.org", LC_ALL="C")
for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GITHUB_RUN_ID", "GITHUB_ACTIONS"):
    ENVIRONMENT.pop(name, None)


class Repository:
    def __init__(self, folder, relctl):
        self.folder, self.relctl = pathlib.Path(folder), str(pathlib.Path(relctl).resolve())
        self.git("init", "-q", "-b", "main")

    def run(self, *command, status=0, extra=None, text=None):
        done = subprocess.run(command, cwd=self.folder, env={**ENVIRONMENT, **(extra or {})},
                              input=text, capture_output=True, text=True)
        if done.returncode != status:
            raise SystemExit(f"{command}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def git(self, *arguments, **options):
        return self.run("git", *arguments, **options)

    def do(self, *arguments, **options):
        return self.run(self.relctl, "-q", *arguments, **options)

    def write(self, **files):
        for name, text in files.items():
            self.put(name, text)

    def put(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def change(self, path="main.c"):
        """What a release is made for."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a") as stream:
            stream.write("int x;\n")
        self.commit(f"fix: {path}")


def overlay(repository, path, *images, tag="1.0.0"):
    entries = "".join(f"  - name: {image}\n    newTag: {tag}\n" for image in images)
    repository.put(f"{path}/kustomization.yaml", f"resources: [app.yaml]\nimages:\n{entries}")
    containers = ", ".join(f"{{name: c{i}, image: {image}}}" for i, image in enumerate(images))
    repository.put(f"{path}/app.yaml", f"kind: Pod\nspec: {{containers: [{containers}]}}\n")


def sample(repository, environments, more=""):
    repository.put("VERSION", "1.0.0\n")
    repository.put("relctl.yaml", "format: 1\nservices:\n  sample:\n    version_files: [VERSION]\n"
                   f"    images: [{SAMPLE}]\n{more}environments:\n" +
                   "".join(f"  - {line}\n" for line in environments))


THREE = ["{name: dev, path: deploy/dev}", "{name: staging, path: deploy/staging}",
         "{name: production, path: deploy/production}"]


def by_directory(r):
    sample(r, THREE, "    changelog: CHANGELOG.md\n")
    r.put("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n- new\n")
    for name in ("dev", "staging", "production"):
        overlay(r, f"deploy/{name}", SAMPLE)
    r.commit("first")
    r.do("bump", "minor")
    r.do("promote", "staging", "production")
    r.change()
    r.do("bump", "--once", "run 7")
    r.do("promote", "staging")
    r.do("rollback", "staging", "--all", "--reason", "login broken")
    r.do("unhold", "staging")
    r.do("hold", "production", "--service", "sample", "--reason", "freeze", "--until", "2099-01-01")
    r.do("unhold", "production")
    r.do("promote", "production", "--to", "1.1.1")
    r.change()
    r.do("bump", "--no-deploy")
    r.do("promote", "dev", "--digest", DIGEST)
    r.do("promote", "staging", "production")


def prereleases(r):
    sample(r, ["{name: dev, path: deploy/dev}", "{name: live, path: deploy/live, prereleases: false}"])
    for name in ("dev", "live"):
        overlay(r, f"deploy/{name}", SAMPLE)
    r.commit("first")
    r.do("bump", "prerelease", "--pre", "rc")
    r.change()
    r.do("bump", "prerelease", "--digest", DIGEST)
    r.change()
    r.do("bump", "release")
    r.do("promote", "live")


def with_source(r):
    sample(r, ["{name: dev, path: deploy/dev, source: overlays/dev}",
               "{name: live, path: deploy/live, source: overlays/live}"])
    with (r.folder / "relctl.yaml").open("a") as config:
        config.write("generated: [deploy]\n")
    for name in ("dev", "live"):
        overlay(r, f"overlays/{name}", SAMPLE)
    r.commit("first")
    r.do("generate")
    r.do("bump", "major")
    r.do("promote", "live", "--digest", DIGEST)
    r.change()
    r.do("bump")
    r.do("promote", "live")
    r.do("rollback", "live", "--all")
    r.put("deploy/live/extra.yaml", "kind: ConfigMap\n")
    r.do("adopt", "deploy/live/extra.yaml", "--reason", "settings")


def carried(r):
    sample(r, ["{name: dev, path: deploy/dev}",
               "{name: live, path: deploy/live, carry: [limits.yaml, "
               "{path: app.yaml, keys: [spec.replicas]}]}"],
           "    deploy: [{path: 'values-{environment}.yaml', key: image.tag}]\n")
    for name in ("dev", "live"):
        overlay(r, f"deploy/{name}", SAMPLE)
        r.put(f"deploy/{name}/app.yaml", f"image: {SAMPLE}\nspec:\n  replicas: 1\n")
        r.put(f"values-{name}.yaml", "image:\n  tag: 1.0.0 # set by the release\n")
    r.commit("first")
    r.do("bump")
    r.put("deploy/dev/limits.yaml", "cpu: 2\n")
    r.put("deploy/dev/app.yaml", f"image: {SAMPLE}\nspec:\n  replicas: 3\n")
    r.commit("feat: limits")
    r.do("promote", "live")
    r.put("deploy/dev/limits.yaml", "cpu: 4\n")
    r.put("deploy/dev/app.yaml", f"image: {SAMPLE}\nspec:\n  replicas: 5\n")
    r.change()
    r.do("bump")
    r.do("promote", "live")
    r.do("rollback", "live", "--all")


def monorepo(r):
    r.put("relctl.yaml", """format: 1
services:
  api: {paths: [api], version_files: [api/VERSION], images: [ghcr.io/acme/api]}
  web: {paths: [web], version_files: [web/VERSION], images: [ghcr.io/acme/web, ghcr.io/acme/proxy]}
environments:
  - {name: dev, path: "deploy/{environment}/{service}"}
  - {name: live, path: "deploy/{environment}/{service}"}
""")
    for name, images in (("api", ["ghcr.io/acme/api"]), ("web", ["ghcr.io/acme/web", "ghcr.io/acme/proxy"])):
        r.put(f"{name}/VERSION", "1.0.0\n")
        for environment in ("dev", "live"):
            overlay(r, f"deploy/{environment}/{name}", *images)
    r.commit("first")
    r.do("bump", "minor")
    r.do("promote", "live")
    r.change("web/main.c")
    r.do("bump")
    r.change("api/main.c")
    r.do("bump", "--service", "api", "minor")
    r.do("promote", "live", "--service", "web")
    r.do("promote", "live")
    r.do("rollback", "live", "--service", "api")


def moved(r):
    """A release of what was checked out while main went on: merged."""
    sample(r, THREE[:2])
    for name in ("dev", "staging"):
        overlay(r, f"deploy/{name}", SAMPLE)
    r.commit("first")
    with tempfile.TemporaryDirectory() as bare:
        r.git("init", "-q", "--bare", "-b", "main", bare)
        r.git("remote", "add", "origin", bare)
        r.change()
        r.git("push", "-q", "origin", "main")
        source = r.git("rev-parse", "HEAD")
        r.change("other.c")
        r.git("push", "-q", "origin", "main")
        r.git("checkout", "-q", source)
        r.do("bump", "minor", "--push", "--branch", "main")
        r.git("checkout", "-q", "main")
        r.git("pull", "-q", "--tags", "--ff-only", "origin", "main")
        r.do("promote", "staging", "--push")
        r.git("remote", "remove", "origin")


def by_branch(r):
    sample(r, ["{name: dev, path: deploy/dev}", "{name: live, path: deploy/live, branch: env/live}"])
    for name in ("dev", "live"):
        overlay(r, f"deploy/{name}", SAMPLE)
    r.put("notes.md", "first\n")
    r.commit("first")
    r.git("branch", "env/live")
    r.do("bump", "minor")
    r.do("promote", "live")
    r.git("checkout", "-q", "env/live")
    r.put("notes.md", "changed here\n")
    r.put("only-here.md", "added here\n")
    r.git("rm", "-q", "deploy/dev/app.yaml")
    r.commit("by hand")
    r.git("checkout", "-q", "main")
    for _ in range(2):
        r.change()
        r.do("bump")
        r.do("promote", "live", "--digest", DIGEST)
    r.do("rollback", "live", "--all", "--reason", "slow")
    r.do("unhold", "live")
    r.change()
    r.do("bump")
    r.git("checkout", "-q", "env/live")
    r.git("merge", "-q", "--no-edit", "main")
    r.git("checkout", "-q", "main")
    r.do("promote", "live")


HISTORIES = {"by-directory": by_directory, "prereleases": prereleases, "source": with_source,
             "carried": carried, "monorepo": monorepo, "moved": moved, "by-branch": by_branch}


def make(relctl, names):
    for name in names or HISTORIES:
        with tempfile.TemporaryDirectory() as folder:
            repository = Repository(folder, relctl)
            HISTORIES[name](repository)
            stream = repository.git("fast-export", "--all", "--signed-tags=strip")
            (STREAMS / f"{name}.stream").write_text(stream + "\n")
            print(f"{name}: {len(operations(repository))} operations")


def operations(repository):
    found = repository.git("log", "--all", "--format=%H", "--grep=^Relctl-Format: 1$")
    return found.split()


def verdicts(repository, commits):
    done = subprocess.run([repository.relctl, "--json", "verify", *commits], cwd=repository.folder,
                          env=ENVIRONMENT, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"verify: exit {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)["commits"]


class Forger:
    """Makes commits with an operation's parents and message, and another tree."""

    def __init__(self, repository, commit):
        self.repository, self.commit = repository, commit
        self.index = {"GIT_INDEX_FILE": str(repository.folder / "forged")}
        self.message = repository.git("log", "-1", "--format=%B", commit)
        self.parents = repository.git("log", "-1", "--format=%P", commit).split()

    def entries(self):
        lines = self.repository.git("ls-tree", "-r", self.commit).splitlines()
        return [(line.split("\t")[1], line.split()[2]) for line in lines]

    def touched(self):
        return self.repository.git("diff", "--name-only", "--diff-filter=AM", self.parents[0],
                                   self.commit).splitlines()

    def forge(self, changes, message=None):
        git = self.repository.git
        git("read-tree", self.commit, extra=self.index)
        lines = []
        for path, mode, text in changes:
            blob = "0" * 40 if text is None else git("hash-object", "-w", "--stdin", text=text)
            lines.append(f"{mode if text is not None else 0} {blob}\t{path}\n")
        git("update-index", "--index-info", extra=self.index, text="".join(lines))
        tree = git("write-tree", extra=self.index)
        parents = [word for parent in self.parents for word in ("-p", parent)]
        return git("commit-tree", tree, *parents, text=message or self.message)

    def forgeries(self):
        yield "a file added", self.forge([("deploy/evil.yaml", "100644", "kind: Secret\n")])
        yield "source changed", self.forge([("relctl.yaml.bak", "100644", "x\n")])
        untouched = [path for path, _ in self.entries() if path not in self.touched()]
        if untouched:
            yield f"{untouched[0]} deleted", self.forge([(untouched[0], "0", None)])
            yield f"{untouched[-1]} changed", self.forge([(untouched[-1], "100644", "evil: 1\n")])
        for path in self.touched():
            text = self.repository.git("cat-file", "blob", f"{self.commit}:{path}") + "\n"
            yield f"{path} deleted", self.forge([(path, "0", None)])
            yield f"{path} executable", self.forge([(path, "100755", text)])
            yield f"{path} with more", self.forge([(path, "100644", text + "evil: 1\n")])
            if "newTag: " in text:
                head, _, tail = text.partition("newTag: ")
                changed = head + "newTag: 6.6.6\n" + tail.partition("\n")[2]
                yield f"{path} with another tag", self.forge([(path, "100644", changed)])
        lines = [line for line in self.message.splitlines() if not line.startswith("Relctl-Image")]
        if len(lines) < len(self.message.splitlines()):
            yield "trailers without images", self.forge([], "\n".join(lines))


def check(relctl):
    faults, good, forged = [], 0, 0
    for stream in sorted(STREAMS.glob("*.stream")):
        with tempfile.TemporaryDirectory() as folder:
            repository = Repository(folder, relctl)
            repository.git("fast-import", "--quiet", text=stream.read_text())
            commits = operations(repository)
            for found in verdicts(repository, commits):
                if found["verdict"] != "exact":
                    faults.append(f"{stream.stem}: {found['subject']}: {found['verdict']} "
                                  f"{found['differences']}")
            forgeries = [each for commit in commits for each in Forger(repository, commit).forgeries()]
            for (what, _), found in zip(forgeries, verdicts(repository, [id for _, id in forgeries])):
                if found["good"]:
                    faults.append(f"{stream.stem}: {found['subject']}: good with {what}")
            good, forged = good + len(commits), forged + len(forgeries)
    print("\n".join(faults))
    print(f"{good} operations and {forged} forgeries, {len(faults)} faults")
    return 1 if faults or not good else 0


if __name__ == "__main__":
    if sys.argv[2:3] == ["make"]:
        make(sys.argv[1], sys.argv[3:])
    else:
        sys.exit(check(sys.argv[1]))

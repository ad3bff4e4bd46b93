#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every golden case as a small repository: `relctl diff | git apply` gives the tree of the real run.

For each case of tests/golden/formats and tests/golden/kustomize that relctl.yaml can express: diff
writes nothing (a hash over the whole repository before and after), works with an unreachable
remote, and its patch gives the tree that bump commits, which is the case's `after`. A case that is
refused is refused by both, with the same words, and nothing is changed.

usage: golden.py RELCTL GOLDEN
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SEMVER = re.compile(r"v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$")


def environment(home):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") and k != "CI"}
    return kept | {
        "HOME": str(home), "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_COMMITTER_DATE": "1700000000 +0000", "GIT_AUTHOR_DATE": "1700000000 +0000"}


def fields(path):
    lines = path.read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines if line)


def format_case(case):
    """relctl.yaml, the version, and what must come out for a version file."""
    given = fields(case / "case.txt")
    file = {key: given[key] for key in ("path", "key", "pattern", "format", "count") if key in given}
    if file.get("count", "all") != "all":
        file["count"] = int(file["count"])
    if given["write"].split("-")[0] == given["read"]:
        return None  # not higher: no release gives it
    config = {"format": 1, "services": {"app": {"version_files": [file]}}}
    return config, given["write"]


def kustomize_case(case):
    """The same for image settings; None where no relctl.yaml asks for them."""
    directory, images, digests, versions = None, [], [], set()
    for line in (case / "case.txt").read_text().splitlines():
        words = line.split()
        if words[0] == "directory":
            directory = words[1].rstrip("/")
            continue
        asked = dict(zip(words[2::2], words[3::2]))
        version = SEMVER.match(asked.get("tag", ""))
        if not version:
            return None
        versions.add(version[1])
        template = asked["tag"].replace(version[1], "{version}")
        images.append({"name": words[1], "tag": template})
        if "digest" in asked:
            digests += ["--digest", f"{words[1]}={asked['digest']}"]
    if len(versions) != 1 or len({image["name"] for image in images}) != len(images):
        return None
    config = {"format": 1, "services": {"app": {"images": images}},
              "environments": [{"name": "dev", "path": directory}]}
    return config, versions.pop(), *digests


def state(folder):
    """A hash over every name, mode, link and byte below the folder, .git included."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(f"{path.relative_to(folder)} {path.lstat().st_mode}\0".encode())
        if path.is_symlink():
            digest.update(os.readlink(path).encode())
        elif path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts}


class Trial:
    def __init__(self, relctl, scratch):
        self.relctl, self.scratch = relctl, scratch
        self.environment = environment(scratch)

    def run(self, *command, data=None, where=None):
        return subprocess.run(command, cwd=where or self.scratch / "repository", input=data,
                              env=self.environment, capture_output=True, timeout=120, check=False)

    def git(self, *arguments, **options):
        done = self.run("git", *arguments, **options)
        assert done.returncode == 0, f"git {arguments}: {done.stderr.decode()}"
        return done.stdout.decode().strip()

    def prepare(self, case, config):
        repository = self.scratch / "repository"
        shutil.copytree(case / "before", repository, symlinks=True)
        (repository / "relctl.yaml").write_text(json.dumps(config, indent=1))
        self.git("init", "-q", "-b", "main")
        self.git("remote", "add", "origin", "git://127.0.0.1:1/none.git")
        self.git("add", "-A", "--force")
        self.git("commit", "-q", "-m", "first")
        return repository

    def check(self, case, config, *arguments):
        repository = self.prepare(case, config)
        before = state(repository)
        diff = self.run(self.relctl, "diff", "bump", *arguments)
        assert state(repository) == before, "diff wrote something"
        copy = self.scratch / "copy"
        shutil.copytree(repository, copy, symlinks=True)
        real = self.run(self.relctl, "bump", *arguments)
        if diff.returncode != 0:
            return self.check_refusal(case, diff, real, state(repository) == before)
        assert real.returncode == 0, f"bump failed: {real.stderr.decode()}"
        if diff.stdout:
            self.git("update-index", "-q", "--refresh", where=copy)
            self.git("apply", "--index", "--whitespace=nowarn", data=diff.stdout, where=copy)
        assert self.git("write-tree", where=copy) == self.git("rev-parse", "HEAD^{tree}"), \
            "diff and bump give different trees"
        assert self.git("status", "--porcelain") == "", "the work tree is not clean"
        got, expected = files(repository), files(case / "after")
        del got["relctl.yaml"]
        assert got == expected, "the result is not the case's"
        return True

    @staticmethod
    def check_refusal(case, diff, real, unchanged):
        assert (case / "error.txt").exists(), f"refused: {diff.stderr.decode()}"
        assert diff.returncode in (2, 3), f"exit {diff.returncode}: {diff.stderr.decode()}"
        assert real.returncode == diff.returncode and real.stderr == diff.stderr, \
            "diff and bump refuse differently"
        assert unchanged, "a refused bump changed something"
        return True


def run_case(relctl, case):
    """True: as it should be; None: relctl.yaml cannot express it; else what is wrong."""
    made = (format_case if case.parent.name == "formats" else kustomize_case)(case)
    if made is None:
        return None
    with tempfile.TemporaryDirectory(prefix="relctl-golden-") as scratch:
        try:
            return Trial(relctl, pathlib.Path(scratch)).check(case, *made)
        except AssertionError as error:
            return str(error)


def main():
    relctl, golden = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    cases = sorted(path for area in ("formats", "kustomize") for path in (golden / area).iterdir())
    only = sys.argv[3:]
    cases = [case for case in cases if not only or case.name in only]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda case: run_case(relctl, case), cases))
    bad = [(case, result) for case, result in zip(cases, results) if result not in (True, None)]
    for case, result in bad:
        print(f"{case.parent.name}/{case.name}: {result}")
    left_out = [case.name for case, result in zip(cases, results) if result is None]
    print(f"{results.count(True)} cases agree, {len(bad)} do not; "
          f"relctl.yaml cannot express {len(left_out)}: {', '.join(left_out)}")
    return 1 if bad or (not only and results.count(True) < 150) else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs one linter over what relctl writes and ships for CI systems.

The linters are optional: `tools/linters` installs them into build/linters. Where one is missing the
test says so and is skipped.

usage: lint.py LINTER RELCTL SOURCE LINTERS
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import jenkinsfile
from written import pipelines, yaml_scripts

SCHEMAS = {"woodpecker": "vendor.woodpecker-ci", "github": "vendor.github-workflows",
           "gitlab": "vendor.gitlab-ci", "bitbucket": "vendor.bitbucket-pipelines",
           "circleci": "vendor.circle-ci"}


class Lint:
    def __init__(self, linter, relctl, source, linters):
        self.program = shutil.which(linter, path=f"{linters}/bin{os.pathsep}{os.environ['PATH']}")
        self.linters = f"{linters}/bin"
        self.relctl, self.source, self.checked, self.bad = relctl, pathlib.Path(source), 0, 0

    def run(self, what, *arguments, data=None):
        done = subprocess.run([self.program, *map(str, arguments)], input=data, text=True,
                              capture_output=True, check=False,
                              env=os.environ | {"NO_COLOR": "1",
                                                "PATH": f"{self.linters}{os.pathsep}{os.environ['PATH']}"})
        self.checked += 1
        if done.returncode != 0:
            self.bad += 1
            print(f"--- {what}\n{done.stdout}{done.stderr}")

    def written(self, scratch):
        return pipelines(self.relctl, self.source, scratch)

    def check_jsonschema(self, scratch):
        files = {}
        for _, system, path in self.written(scratch):
            if system in SCHEMAS:
                files.setdefault(SCHEMAS[system], []).append(path)
        files["vendor.woodpecker-ci"].append(self.source / ".woodpecker.yml")
        files["vendor.github-actions"] = [self.source / "packaging/github-action/action.yml"]
        files["vendor.gitlab-ci"] += [self.component(scratch, name) for name in ("relctl", "guard")]
        for schema, paths in files.items():
            self.run(schema, "--builtin-schema", schema, *paths)

    def component(self, scratch, name):
        """A component as GitLab reads it once its inputs are filled in."""
        import yaml
        template = self.source / "packaging/gitlab-component/templates" / f"{name}.yml"
        head, body = template.read_text().split("\n---\n")
        for key, given in yaml.safe_load(head)["spec"]["inputs"].items():
            value = given.get("default") or "x"
            body = body.replace(f"$[[ inputs.{key} ]]", str(value))
        assert "$[[" not in body, "an input is used that is not declared"
        path = pathlib.Path(scratch) / f"component-{name}.yml"
        path.write_text(body)
        return path

    def actionlint(self, scratch):
        for layout, system, path in self.written(scratch):
            if system == "github":
                self.run(layout, path)

    def zizmor(self, scratch):
        paths = [path for _, system, path in self.written(scratch) if system == "github"]
        # Of low confidence are: an image that a variable names, and a token that a push needs.
        self.run("workflows and action", "--offline", "--no-progress", "--min-confidence=medium",
                 *paths, self.source / "packaging/github-action/action.yml")

    def shellcheck(self, scratch):
        import yaml
        for layout, system, path in self.written(scratch):
            text = path.read_text()
            for script in (jenkinsfile.scripts(text) if system == "jenkins"
                           else yaml_scripts(yaml.safe_load(text))):
                # Variables come from the system (Jenkins makes RELEASE_USR of RELEASE), and git's
                # credential helper expands its own later.
                self.run(f"{layout} {system}", "--shell=sh", "--exclude=SC2154,SC2153,SC2016", "-",
                         data=script)
        listed = subprocess.run(["git", "ls-files", "tools", ".ci", "debian/tests", "tests/**.bash"],
                                cwd=self.source, capture_output=True, text=True, check=True)
        for name in listed.stdout.split():
            if (self.source / name).open(encoding="utf-8").readline().rstrip().endswith(("/sh", "bash")):
                # What is sourced sets some variables, and reads others.
                self.run(name, "--severity=warning", "--exclude=SC2154,SC2034", self.source / name)

    def hadolint(self, scratch):
        # The sample's Dockerfile is among those of the layouts.
        list(self.written(scratch))
        for path in [*sorted(self.source.glob("packaging/*/Dockerfile")),
                     *sorted(pathlib.Path(scratch).glob("*/**/Dockerfile"))]:
            # Debian's packages are not pinned: its security updates are wanted. A file of package
            # names is split on purpose.
            self.run(path, "--ignore=DL3008", "--ignore=SC2046", path)

    def secrets(self, scratch):
        """Whatever a pull request starts has no secret, in what relctl writes and in its own."""
        import yaml
        files = [path for _, system, path in self.written(scratch) if system == "woodpecker"]
        for path in [*files, self.source / ".woodpecker.yml"]:
            for step in yaml.safe_load(path.read_text())["steps"]:
                events = {event for when in step.get("when", [{"event": "pull_request"}])
                          for event in ([when["event"]] if isinstance(when["event"], str) else when["event"])}
                self.checked += 1
                if "pull_request" in events and "from_secret" in json.dumps(step):
                    self.bad += 1
                    print(f"{path}: a pull request gets the secrets of {step['name']}")

    def jenkins(self, scratch):
        for layout, system, path in self.written(scratch):
            if system == "jenkins":
                self.checked += 1
                found = list(jenkinsfile.faults(path.read_text()))
                self.bad += bool(found)
                print(*(f"{layout}: {fault}" for fault in found), sep="\n", end="")
        for text, expected in json.loads((self.source / "tests/packaging/jenkinsfiles.json").read_text()):
            found = list(jenkinsfile.faults(text))
            self.checked += 1
            if not any(expected in fault for fault in found):
                self.bad += 1
                print(f"not found in {text!r}: {expected}; but {found}")


def main():
    linter, relctl, source, linters = sys.argv[1:]
    lint = Lint(linter, os.path.abspath(relctl), source, linters)
    if lint.program is None and linter not in ("jenkins", "secrets"):
        print(f"SKIPPED: {linter} is not installed (tools/linters installs it)")
        return 77
    with tempfile.TemporaryDirectory(prefix="relctl-lint-") as scratch:
        getattr(lint, linter.replace("-", "_"))(scratch)
    print(f"{linter}: {lint.checked} checked, {lint.bad} with findings")
    return 1 if lint.bad or not lint.checked else 0


if __name__ == "__main__":
    sys.exit(main())

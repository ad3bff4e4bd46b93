# SPDX-License-Identifier: MIT
"""The repository that `relctl demo init` writes, for the tests that look at it: made once in a
temporary folder, its YAML files read."""
import contextlib
import os
import pathlib
import subprocess
import tempfile

import yaml

# Nothing of the machine's git reaches the repository.
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
               "LC_ALL": "C"}


class Sample:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def path(self, name):
        return self.folder / name

    def text(self, name):
        return self.path(name).read_text(encoding="utf-8")

    def documents(self, name):
        return list(yaml.safe_load_all(self.text(name)))

    def one(self, name):
        documents = self.documents(name)
        assert len(documents) == 1, name
        return documents[0]

    def files(self, below):
        return sorted(path.relative_to(self.folder).as_posix()
                      for path in self.path(below).rglob("*") if path.is_file())

    def manifests(self, below):
        """Every object below a folder but the kustomizations, which are none."""
        for name in self.files(below):
            if name.endswith(".yaml") and not name.endswith("kustomization.yaml"):
                yield from self.documents(name)

    def objects(self, kind, below="kubernetes/base"):
        return [each for each in self.manifests(below) if each["kind"] == kind]

    def environments(self):
        return [each["name"] for each in self.one("relctl.yaml")["environments"]]

    def overlay(self, environment):
        return self.one(f"kubernetes/overlays/{environment}/kustomization.yaml")

    def settings(self, environment):
        """The service's variables in an environment: the base's, and what the overlay says."""
        lines = self.text("kubernetes/base/sample.env").splitlines()
        lines += self.overlay(environment)["configMapGenerator"][0]["literals"]
        return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@contextlib.contextmanager
def sample(relctl, *options):
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "sample")
        subprocess.run([relctl, "-q", "demo", "init", target, *options], check=True,
                       stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        yield Sample(target)


def quantity(text):
    """Kubernetes' `50m`, `32Mi` as a number."""
    for suffix, factor in (("m", 0.001), ("Ki", 2**10), ("Mi", 2**20), ("Gi", 2**30)):
        if text.endswith(suffix):
            return float(text[:-len(suffix)]) * factor
    return float(text)


def report(checks):
    """Runs checks, which yield what they find; the exit code."""
    found = [finding for check in checks for finding in check]
    print("\n".join(found) if found else "nothing found")
    return 1 if found else 0

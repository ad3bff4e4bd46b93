#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kubectl and kustomize, where they are installed, render every folder of the sample repository, each
into its own namespace. usage: render.py RELCTL"""
import os
import shutil
import subprocess
import sys

import yaml

from sample import ENVIRONMENT, report, sample

SKIPPED = 77


def renderers():
    known = {"kubectl": ["kubectl", "kustomize"], "kustomize": ["kustomize", "build"]}
    return [command for name, command in known.items() if shutil.which(name)]


def check_rendered(repository, command):
    folders = ["argocd", "kubernetes/policies"]
    for each in repository.one("relctl.yaml")["environments"]:
        folders += [each["render"], each["path"]]
    for folder in folders:
        done = subprocess.run([*command, folder], cwd=repository.folder, capture_output=True,
                              text=True, check=False, env=ENVIRONMENT)
        if done.returncode or done.stderr:
            yield f"{' '.join(command)} {folder}: {done.stderr}"
            continue
        yield from check_objects(folder, list(yaml.safe_load_all(done.stdout)))


def check_objects(folder, objects):
    environment = os.path.basename(folder)
    if not folder.startswith(("kubernetes/overlays", "kubernetes/deploy")):
        return
    for each in objects:
        metadata = each["metadata"]
        place = metadata["name"] if each["kind"] == "Namespace" else metadata["namespace"]
        if place != f"sample-{environment}":
            yield f"{folder}: {each['kind']} {metadata['name']} goes to {place}"
    pod = next(each for each in objects if each["kind"] == "Deployment")["spec"]["template"]["spec"]
    image = pod["containers"][0]["image"]
    if folder.startswith("kubernetes/deploy") and ":0.1.0@sha256:" not in image:
        yield f"{folder} runs {image}"
    config, = [each for each in objects if each["kind"] == "ConfigMap"]
    if pod["containers"][0]["envFrom"] != [{"configMapRef": {"name": config["metadata"]["name"]}}]:
        yield f"{folder}: the pods get another configuration"


def main(relctl):
    if not renderers():
        print("SKIPPED: neither kubectl nor kustomize is installed, so nothing was rendered")
        return SKIPPED
    with sample(relctl) as repository:
        return report([check_rendered(repository, command) for command in renderers()])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

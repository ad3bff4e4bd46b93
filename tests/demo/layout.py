#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The parts of the sample repository fit together: kustomizations and files, environments and Argo
CD's applications, policies and namespaces, image and Dockerfile. usage: layout.py RELCTL SETUP"""
import os
import re
import sys

import yaml

from sample import report, sample

ROOTS = ("kubernetes", "argocd")


def check_kustomizations(repository):
    """Every file named is there, and every file there is named."""
    named = set()
    for name in [each for root in ROOTS for each in repository.files(root)]:
        if not name.endswith("kustomization.yaml"):
            continue
        folder, kustomization = os.path.dirname(name), repository.one(name)
        named.add(name)
        files = [*kustomization.get("resources", [])]
        for generator in kustomization.get("configMapGenerator", []):
            files += generator.get("envs", [])
        for file in files:
            path = os.path.normpath(os.path.join(folder, file))
            if repository.path(path).is_dir():
                path += "/kustomization.yaml"
            if not repository.path(path).is_file():
                yield f"{name} names {file}, which is not there"
            named.add(path)
    for name in sorted({each for root in ROOTS for each in repository.files(root)} - named):
        yield f"nothing refers to {name}"


def check_environments(repository):
    for each in repository.one("relctl.yaml")["environments"]:
        generated = repository.one(f"{each['path']}/kustomization.yaml")
        image, = generated["images"]
        if image["newTag"] != "0.1.0" or not image["digest"].startswith("sha256:"):
            yield f"{each['name']} runs {image}"
        if not repository.path(each["render"]).is_dir():
            yield f"{each['name']} is rendered from nothing"
    images = [container["image"] for each in repository.objects("Deployment")
              for container in each["spec"]["template"]["spec"]["containers"]]
    if images != repository.one("relctl.yaml")["services"]["sample"]["images"]:
        yield f"{images} run, something else is released"


def namespaces(repository):
    return [repository.overlay(environment)["namespace"] for environment in repository.environments()]


def check_policies(repository):
    policies = repository.objects("ValidatingAdmissionPolicy", "kubernetes/policies")
    bindings = repository.objects("ValidatingAdmissionPolicyBinding", "kubernetes/policies")
    for policy in policies:
        name, spec = policy["metadata"]["name"], policy["spec"]
        rule, = spec["matchConstraints"]["resourceRules"]
        if set(rule["resources"]) != {"pods", "pods/ephemeralcontainers"} or \
                set(rule["operations"]) != {"CREATE", "UPDATE"} or spec["failurePolicy"] != "Fail":
            yield f"{name} can be got round"
        images = spec["variables"][0]["expression"]
        for kind in ("containers", "initContainers", "ephemeralContainers"):
            if f"object.spec.{kind}.map(c, c.image)" not in images:
                yield f"{name} does not look at {kind}"
        binding, = [each["spec"] for each in bindings if each["spec"]["policyName"] == name]
        if binding["validationActions"] != ["Deny"]:
            yield f"{name} does not deny"
    selectors = {each["metadata"]["name"]: each["spec"]["matchResources"]["namespaceSelector"]
                 for each in bindings}
    if selectors["sample-image-origin"]["matchExpressions"][0]["values"] != namespaces(repository):
        yield "not every environment is held to the registry"
    if list(selectors["sample-image-digest"]["matchLabels"].values()) != namespaces(repository)[-1:]:
        yield "production is not held to digests"


def check_argocd(repository):
    project = repository.one("argocd/project.yaml")["spec"]
    applications = repository.one("argocd/environments.yaml")["spec"]
    elements = applications["generators"][0]["list"]["elements"]
    if [each["environment"] for each in elements] != repository.environments():
        yield "Argo CD and relctl.yaml do not know the same environments"
    for environment, folder in ((each["name"], each["path"])
                                for each in repository.one("relctl.yaml")["environments"]):
        text = yaml.safe_dump(applications["template"]).replace("{{.environment}}", environment)
        template = yaml.safe_load(text)
        if template["spec"]["source"]["path"] != folder:
            yield f"Argo CD deploys {template['spec']['source']['path']} to {environment}"
        annotation = template["metadata"]["annotations"]["argocd.argoproj.io/manifest-generate-paths"]
        for path in annotation.split(";"):
            if not repository.path(path.lstrip("/")).is_dir():
                yield f"{environment} waits for changes of {path}, which is not there"
    if [each["namespace"] for each in project["destinations"]] != namespaces(repository):
        yield "the project may deploy somewhere else than into the environments"
    allowed = {each["kind"] for key in ("clusterResourceWhitelist", "namespaceResourceWhitelist")
               for each in project[key]}
    # kustomize makes the ConfigMap.
    there = {each["kind"] for each in repository.manifests("kubernetes")} | {"ConfigMap"}
    for kind in sorted(allowed ^ there):
        yield f"{kind} is either not allowed or not there"


def check_dockerfile(repository, setup):
    text = repository.text("Dockerfile")
    for image in re.findall(r"^FROM (\S+)", text, re.M):
        if not re.search(r":\d+\.\d+", image):
            yield f"the base image {image} is not pinned"
    if not re.search(r"^USER [1-9]\d*:[1-9]\d*$", text, re.M):
        yield "the image's user is root, or has no number"
    for name in ("version", "revision", "created"):
        if f'org.opencontainers.image.{name}="${name.upper()}"' not in text or \
                f"ARG {name.upper()}=" not in text.rsplit("FROM", 1)[1]:
            yield f"the image has no label for its {name}"
    with open(setup, encoding="utf-8") as file:
        installed = set(re.findall(r"[\w.+-]+", file.read()))
    for package in set(repository.text("tools/packages").split()) - installed:
        yield f"{package} is not what relctl itself is built with"


def main(relctl, setup):
    with sample(relctl) as repository:
        return report([check_kustomizations(repository), check_environments(repository),
                       check_policies(repository), check_argocd(repository),
                       check_dockerfile(repository, setup)])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

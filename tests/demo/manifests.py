#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The manifests of the sample repository are what they promise to be, judged without a cluster and
without kubectl. usage: manifests.py RELCTL RELCTL_DEMO"""
import subprocess
import sys

from sample import quantity, report, sample

NAME = "app.kubernetes.io/name"


def pods(repository):
    return repository.objects("Deployment")[0]["spec"]["template"]


def containers(repository):
    return pods(repository)["spec"]["containers"]


def check_probes(repository):
    for container in containers(repository):
        ports = {port["name"] for port in container["ports"]}
        for name, path in (("startupProbe", "/livez"), ("livenessProbe", "/livez"),
                           ("readinessProbe", "/readyz")):
            get = container[name]["httpGet"]
            if get["path"] != path or get["port"] not in ports:
                yield f"{name} asks {get}"


def check_resources(repository):
    limits = repository.objects("LimitRange")[0]["spec"]["limits"][0]
    for container in containers(repository):
        resources = container["resources"]
        for name in ("cpu", "memory"):
            asked, most = (quantity(resources[kind][name]) for kind in ("requests", "limits"))
            if not quantity(limits["min"][name]) <= asked <= most <= quantity(limits["max"][name]):
                yield f"{name}: {asked} and {most} do not fit into the LimitRange"
            if not quantity(limits["defaultRequest"][name]) <= quantity(limits["default"][name]) <= asked:
                yield f"{name}: whoever asks for nothing gets more than who asks"


def check_security(repository):
    spec = pods(repository)["spec"]
    if spec["automountServiceAccountToken"] or repository.objects("ServiceAccount")[0][
            "automountServiceAccountToken"]:
        yield "the pods get a token"
    context = spec["securityContext"]
    if context["runAsNonRoot"] is not True or context["runAsUser"] == 0 or \
            context["seccompProfile"] != {"type": "RuntimeDefault"}:
        yield f"the pods run as {context}"
    for container in containers(repository):
        if container["securityContext"] != {"allowPrivilegeEscalation": False,
                                            "readOnlyRootFilesystem": True,
                                            "capabilities": {"drop": ["ALL"]}}:
            yield f"{container['name']} runs as {container['securityContext']}"
    labels = repository.objects("Namespace")[0]["metadata"]["labels"]
    for mode in ("enforce", "warn", "audit"):
        if labels[f"pod-security.kubernetes.io/{mode}"] != "restricted" or \
                not labels[f"pod-security.kubernetes.io/{mode}-version"].startswith("v1."):
            yield f"the namespace does not {mode} the restricted standard"


def check_shutdown(repository):
    patience = pods(repository)["spec"]["terminationGracePeriodSeconds"]
    for environment in repository.environments():
        settings = repository.settings(environment)
        needed = int(settings["SHUTDOWN_GRACE"]) + 2 * int(settings["REQUEST_TIMEOUT"]) + \
            int(settings["IDLE_TIMEOUT"])
        if patience <= needed:
            yield f"{environment}: killed after {patience} s, it may need {needed} s"
        probe = containers(repository)[0]["readinessProbe"]
        if int(settings["SHUTDOWN_GRACE"]) < probe["periodSeconds"] * probe["failureThreshold"]:
            yield f"{environment}: it stops before anybody has noticed that it is unready"


def check_settings(repository, service):
    known = subprocess.run([service, "--help"], capture_output=True, text=True, check=True).stdout
    known = {line.split()[0] for line in known.splitlines() if line.startswith("  ")}
    for environment in repository.environments():
        settings = repository.settings(environment)
        for name in settings.keys() - known:
            yield f"{environment}: the service knows no {name}"
        if settings["PORT"] != str(containers(repository)[0]["ports"][0]["containerPort"]):
            yield f"{environment}: it listens on {settings['PORT']}"


def check_network(repository):
    policies = {each["metadata"]["name"]: each["spec"]
                for each in repository.objects("NetworkPolicy")}
    if policies.pop("deny-all") != {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}:
        yield "deny-all does not deny all"
    ports = {port["name"] for port in containers(repository)[0]["ports"]}
    for name, spec in policies.items():
        if spec["policyTypes"] != ["Ingress"] or "egress" in spec:
            yield f"{name} lets the service out"
        for rule in spec["ingress"]:
            if any(not {"namespaceSelector", "podSelector"} <= peer.keys() for peer in rule["from"]):
                yield f"{name} lets more in than pods of one namespace"
            if not {port["port"] for port in rule["ports"]} <= ports:
                yield f"{name} opens another port"
    if len(policies) != 2:
        yield "something else than the ingress controller and Prometheus comes in"


def check_selectors(repository):
    labels = pods(repository)["metadata"]["labels"]
    deployment = repository.objects("Deployment")[0]
    service, = repository.objects("Service")
    budget, = repository.objects("PodDisruptionBudget")
    monitor, = repository.objects("ServiceMonitor")
    selectors = [service["spec"]["selector"]]
    selectors += [each["spec"]["selector"]["matchLabels"] for each in (deployment, budget)]
    selectors += [each["spec"]["podSelector"]["matchLabels"]
                  for each in repository.objects("NetworkPolicy") if each["spec"]["podSelector"]]
    for selector in selectors:
        if not selector or not selector.items() <= labels.items():
            yield f"{selector} selects no pod"
    if not monitor["spec"]["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items():
        yield "the ServiceMonitor selects no Service"
    ports = {port["name"] for port in service["spec"]["ports"]}
    endpoint, = monitor["spec"]["endpoints"]
    if endpoint["port"] not in ports or endpoint["path"] != "/metrics":
        yield f"Prometheus asks {endpoint}"
    backend = repository.objects("Ingress")[0]["spec"]["rules"][0]["http"]["paths"][0]["backend"]
    if backend["service"] != {"name": service["metadata"]["name"], "port": {"name": "http"}}:
        yield f"the Ingress leads to {backend}"
    if budget["spec"].get("maxUnavailable") != 1:
        yield "with one replica, the PodDisruptionBudget would stop every drain"


def check_labels(repository):
    for each in [*repository.manifests("kubernetes/base"), *repository.manifests("kubernetes/policies")]:
        if each["metadata"]["labels"].get(NAME) != "sample":
            yield f"{each['kind']} {each['metadata']['name']} says not whose it is"


def main(relctl, service):
    with sample(relctl) as repository:
        return report([check_probes(repository), check_resources(repository),
                       check_security(repository), check_shutdown(repository),
                       check_settings(repository, service), check_network(repository),
                       check_selectors(repository), check_labels(repository)])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

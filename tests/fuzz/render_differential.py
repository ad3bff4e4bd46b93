#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds small random kustomizations with relctl and with kustomize: relctl gives the same bytes, or
refuses. Where kustomize fails relctl may do either.

usage: render_differential.py RELCTL [COUNT [SEED]]
Cases that differ are kept in a folder that is named. kustomize is the one in PATH; without one the run is
skipped, and says so.
"""
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

VERSION = "v5.8.2"  # whose bytes relctl prints
SKIPPED = 77

NAMES = ["web", "api", "db", "a", "cfg"]
TEXTS = ["x", "1", "true", "\"1\"", "'on'", "yes", "\"a: b\"", "~", "", "1.50", "0644", "1e3", "2001-01-01",
         "é", "\"\\t\"", "$(HOST)", "a b c", "|-\n{i}  line\n{i}  two", ">\n{i}  folded\n{i}  text",
         ">\n{i}  folded\n{i}    further in\n\n{i}  text\n", "12:30", "null",
         "!!str 5", "0x1F", "1_000", "'#x'", "a-b", "8080:80", "1234567.5", "\"\""]
KINDS = ["Deployment", "ConfigMap", "Secret", "Service", "StatefulSet", "CronJob", "Widget", "Namespace",
         "ClusterRole", "RoleBinding", "ServiceAccount", "Ingress", "HorizontalPodAutoscaler"]


class Case:
    """One tree of kustomizations, as text by path."""

    def __init__(self, rng):
        self.rng, self.files = rng, {}

    def pick(self, values):
        return self.rng.choice(values)

    def some(self, chance):
        return self.rng.random() < chance

    def text(self, indent):
        return self.pick(TEXTS).replace("{i}", " " * indent)

    def texts(self, indent, safe=False):
        keys = self.rng.sample(["app", "tier", "b1", "B", "x-y", "a10", "a9", "note"], self.rng.randint(1, 3))
        values = ["x", "web", "\"1\"", "v2", "a.b"]
        pad = " " * indent
        return "".join(f"{pad}{key}: {self.pick(values) if safe else self.text(indent)}\n" for key in keys)

    def metadata(self, name, namespace=True):
        out = f"metadata:\n  name: {name}\n"
        if namespace and self.some(0.2):
            out += f"  namespace: {self.pick(['default', 'ns1', 'ns2'])}\n"
        if self.some(0.4):
            out += "  labels:\n" + self.texts(4, safe=self.some(0.6))
        if self.some(0.3):
            out += "  annotations:\n" + self.texts(4)
        return out

    def container(self, indent):
        pad = " " * indent
        out = f"{pad}- name: {self.pick(['main', 'side', 'init'])}\n"
        out += f"{pad}  image: {self.pick(['nginx', 'nginx:1.0', 'r.example/app:2', 'r.example:5000/app@sha256:ab', 'x'])}\n"
        if self.some(0.4):
            out += f"{pad}  ports:\n"
            for _ in range(self.rng.randint(1, 3)):
                out += f"{pad}  - containerPort: {self.pick([80, 53, 8080])}\n"
                if self.some(0.5):
                    out += f"{pad}    protocol: {self.pick(['TCP', 'UDP'])}\n"
                if self.some(0.3):
                    out += f"{pad}    name: {self.pick(['http', 'dns'])}\n"
        if self.some(0.4):
            out += f"{pad}  env:\n"
            for key in self.rng.sample(["HOST", "PORT", "MODE"], self.rng.randint(1, 3)):
                out += f"{pad}  - name: {key}\n"
                if self.some(0.3):
                    out += (f"{pad}    valueFrom:\n{pad}      configMapKeyRef:\n"
                            f"{pad}        name: {self.pick(NAMES)}\n{pad}        key: k\n")
                else:
                    out += f"{pad}    value: {self.pick(['x', chr(34) + '1' + chr(34), '$(VAR)', 'yes'])}\n"
        if self.some(0.2):
            out += f"{pad}  args: [{self.pick(['a', '1', chr(34) + '-x' + chr(34)])}, \"$(VAR)\"]\n"
        if self.some(0.2):
            out += f"{pad}  envFrom:\n{pad}  - configMapRef:\n{pad}      name: {self.pick(NAMES)}\n"
        return out

    def pod(self, indent):
        pad = " " * indent
        out = f"{pad}containers:\n"
        out += "".join(self.container(indent) for _ in range(self.rng.randint(1, 2)))
        if self.some(0.2):
            out += f"{pad}serviceAccountName: {self.pick(NAMES)}\n"
        if self.some(0.3):
            out += (f"{pad}volumes:\n{pad}- name: v\n{pad}  configMap:\n{pad}    name: {self.pick(NAMES)}\n")
            if self.some(0.4):
                out += f"{pad}- name: s\n{pad}  secret:\n{pad}    secretName: {self.pick(NAMES)}\n"
        if self.some(0.2):
            out += f"{pad}tolerations:\n{pad}- key: {self.pick(['a', 'b'])}\n"
        if self.some(0.15):
            out += f"{pad}nodeSelector: {{}}\n"
        if self.some(0.15):
            out += f"{pad}hostAliases: null\n"
        return out

    def template(self, indent):
        pad = " " * indent
        out = f"{pad}template:\n"
        if self.some(0.5):
            out += f"{pad}  metadata:\n{pad}    labels:\n" + self.texts(indent + 6, safe=True)
        return out + f"{pad}  spec:\n" + self.pod(indent + 4)

    def spec(self, kind):
        if kind in ("Deployment", "StatefulSet"):
            out = "spec:\n"
            if self.some(0.4):
                out += f"  replicas: {self.pick(['1', chr(34) + '2' + chr(34), '3'])}\n"
            if self.some(0.5):
                out += "  selector:\n    matchLabels:\n" + self.texts(6, safe=True)
            return out + self.template(2)
        if kind == "CronJob":
            return "spec:\n  schedule: \"* * * * *\"\n  jobTemplate:\n    spec:\n" + self.template(6)
        if kind == "Service":
            out = "spec:\n  ports:\n"
            for _ in range(self.rng.randint(1, 2)):
                out += f"  - port: {self.pick([80, 443])}\n    name: {self.pick(['a', 'b'])}\n"
                if self.some(0.4):
                    out += f"    protocol: {self.pick(['TCP', 'UDP'])}\n"
            return out + ("  selector:\n" + self.texts(4, safe=True) if self.some(0.5) else "")
        if kind == "ConfigMap":
            return "data:\n" + self.texts(2) if self.some(0.8) else ""
        if kind == "Secret":
            return "stringData:\n  k: v\n" if self.some(0.5) else "data:\n  k: dg==\n"
        if kind == "Widget":
            return "spec:\n" + self.texts(2) + "  list:\n  - a: 1\n  - a: 2\n    b: [1, two, {c: d}]\n"
        if kind == "ClusterRole":
            return f"rules:\n- apiGroups: ['']\n  resources: [configmaps]\n  resourceNames: [{self.pick(NAMES)}]\n"
        if kind == "RoleBinding":
            return (f"roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: {self.pick(NAMES)}\n"
                    f"subjects:\n- kind: ServiceAccount\n  name: {self.pick(NAMES + ['default'])}\n"
                    + (f"  namespace: {self.pick(['default', 'ns1'])}\n" if self.some(0.5) else ""))
        if kind == "Ingress":
            return ("spec:\n  rules:\n  - http:\n      paths:\n      - path: /\n        pathType: Prefix\n        backend:\n"
                    f"          service:\n            name: {self.pick(NAMES)}\n")
        if kind == "HorizontalPodAutoscaler":
            return f"spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: {self.pick(NAMES)}\n"
        return ""

    VERSIONS = {"Deployment": "apps/v1", "StatefulSet": "apps/v1", "CronJob": "batch/v1", "Widget": "example.com/v1",
                "ClusterRole": "rbac.authorization.k8s.io/v1", "RoleBinding": "rbac.authorization.k8s.io/v1",
                "Ingress": "networking.k8s.io/v1", "HorizontalPodAutoscaler": "autoscaling/v2"}

    def object(self, kind, name):
        return (f"apiVersion: {self.VERSIONS.get(kind, 'v1')}\nkind: {kind}\n"
                + self.metadata(name, kind not in ("Namespace", "ClusterRole")) + self.spec(kind))

    def anchored(self, text):
        """The same object with one of its scalars behind an anchor, and an alias of it."""
        lines = text.split("\n")
        named = [i for i, line in enumerate(lines) if line.startswith("  name: ")]
        if not named:
            return text
        lines[named[0]] = lines[named[0]].replace("name: ", "name: &n ")
        return "\n".join(lines) + "extra: {again: *n, merged: {<<: {k: *n}}}\n"

    def listed(self, text):
        """The object as the item of a List."""
        return "apiVersion: v1\nkind: List\nitems:\n- " + text.rstrip("\n").replace("\n", "\n  ") + "\n"

    def resources(self, folder):
        pairs = [(kind, name) for kind in KINDS for name in NAMES]
        chosen = self.rng.sample(pairs, self.rng.randint(1, 5))
        texts = []
        for pair in chosen:
            text = self.object(*pair)
            if self.some(0.08):
                text = self.anchored(text)
            if self.some(0.08) and "|-" not in text and ">" not in text:
                text = self.listed(text)
            if self.some(0.2):
                text = f"# {pair[0]}\n" + text.replace("metadata:\n", "metadata: # of it\n", 1)
            texts.append(text)
        self.files[f"{folder}/r.yaml"] = self.pick(["---\n", "---\n", "--- # next\n", "---\n---\n"]).join(texts)
        return chosen

    def merge_patch(self, kind, name):
        out = f"apiVersion: {self.VERSIONS.get(kind, 'v1')}\nkind: {kind}\nmetadata:\n  name: {name}\n"
        if self.some(0.3):
            out += "  labels:\n" + self.texts(4)
        if self.some(0.3):
            out += "  annotations:\n" + self.texts(4) if self.some(0.7) else "  annotations: null\n"
        if self.some(0.08):
            return out + "$patch: delete\n"
        if kind in ("Deployment", "StatefulSet", "CronJob") and self.some(0.8):
            spec = self.spec(kind)
            if self.some(0.2):
                spec = spec.replace("- name: main\n", "- $patch: delete\n          name: main\n", 1)
            if self.some(0.2):
                spec = spec.replace("containers:\n", "containers:\n" + " " * 6 + "- $patch: replace\n", 1)
            return out + spec
        return out + (self.spec(kind) if self.some(0.7) else "")

    def json_patch(self):
        paths = ["/metadata/labels/app", "/metadata/annotations/note", "/spec/replicas", "/spec/template/spec/containers/0/image",
                 "/spec/template/spec/containers/-", "/data/k", "/spec", "/metadata/annotations"]
        out = ""
        for _ in range(self.rng.randint(1, 2)):
            op = self.pick(["add", "replace", "remove", "test", "copy", "move"])
            out += f"- op: {op}\n  path: {self.pick(paths)}\n"
            if op in ("copy", "move"):
                out += f"  from: {self.pick(paths)}\n"
            else:
                out += f"  value: {self.pick(['x', '1', 'yes', '1.50', '{a: 1}', '[1]', 'null', chr(34) + '1' + chr(34)])}\n"
        return out

    def patch(self, chosen):
        kind, name = self.pick(chosen)
        body = self.json_patch() if self.some(0.4) else self.merge_patch(kind, name)
        target = ""
        if body.startswith("- op") or self.some(0.3):
            target = "  target:\n" + self.pick([f"    kind: {kind}\n", f"    name: {name}\n", "    kind: Deploy.*\n",
                                                f"    kind: {kind}\n    name: .*{name}\n", "    labelSelector: app=x\n"])
        if self.some(0.1) and target:
            target += "  options: {allowNameChange: true}\n"
        return "- patch: |-\n" + "".join(f"    {line}\n" if line else "\n" for line in body.rstrip("\n").split("\n")) + target

    def generator(self, field):
        out = f"- name: {self.pick(NAMES)}\n"
        if self.some(0.8):
            out += f"  literals: [{self.pick(['a=b', 'k=1', chr(34) + 'x=y z' + chr(34)])}, c=d]\n"
        if self.some(0.3):
            self.files["env.txt"] = "A=1\n# c\n B=two words\nC\n"
        if self.some(0.3):
            out += f"  behavior: {self.pick(['create', 'merge', 'replace'])}\n"
        if self.some(0.3):
            out += f"  options: {{disableNameSuffixHash: {self.pick(['true', 'false'])}, labels: {{g: h}}}}\n"
        return out

    def replacement(self, chosen):
        kind, name = self.pick(chosen)
        target, _ = self.pick(chosen)
        field = self.pick(["metadata.name", "metadata.namespace", "spec.replicas", "metadata.labels.app"])
        path = self.pick(["metadata.annotations.copied", "spec.template.spec.containers.*.image", "metadata.labels.app",
                          "spec.template.spec.containers.[name=main].image", "spec.list.0.a", "data.k"])
        out = f"- source:\n    kind: {kind}\n    name: {name}\n    fieldPath: {field}\n  targets:\n  - select:\n      kind: {target}\n"
        out += f"    fieldPaths: [\"{path}\"]\n"
        options = self.pick(["", "", "{create: true}", "{delimiter: ':', index: 1}", "{delimiter: '/', index: 0}"])
        return out + (f"    options: {options}\n" if options else "")

    def configurations(self, folder):
        self.files[f"{folder}/config.yaml"] = self.pick([
            "images:\n- path: spec/image\n  kind: Widget\n",
            "commonLabels:\n- path: spec/labels\n  create: true\n  kind: Widget\n",
            "commonAnnotations:\n- path: spec/notes\n  create: true\n",
            "namePrefix:\n- path: data/k\n  kind: ConfigMap\n",
            "namePrefix:\n- path: metadata/name\n  kind: Widget\n",
            "namespace:\n- path: metadata/namespace\n  create: true\n  kind: Service\n",
            "nameReference:\n- kind: ConfigMap\n  fieldSpecs:\n  - path: spec/list/a\n    kind: Widget\n",
            "varReference:\n- path: spec/app\n  kind: Widget\n",
            "replicas:\n- path: spec/size\n  create: true\n  kind: Widget\n"])
        return "configurations: [config.yaml]\n"

    def transformers(self, folder):
        head = "apiVersion: builtin\nmetadata: {name: t}\n"
        body = self.pick([
            "kind: PrefixTransformer\nprefix: t-\nfieldSpecs: [{path: metadata/name}]\n",
            "kind: SuffixTransformer\nsuffix: -t\nfieldSpecs: [{path: metadata/name, kind: ConfigMap}]\n",
            "kind: LabelTransformer\nlabels: {from: t}\nfieldSpecs: [{path: metadata/labels, create: true}]\n",
            "kind: AnnotationsTransformer\nannotations: {from: t}\n"
            "fieldSpecs: [{path: metadata/annotations, create: true}]\n",
            "kind: ImageTagTransformer\nimageTag: {name: nginx, newTag: t}\n",
            "kind: NamespaceTransformer\nmetadata: {name: t, namespace: t}\n"
            "fieldSpecs: [{path: metadata/namespace, create: true}]\n",
            "kind: ReplicaCountTransformer\nreplica: {name: web, count: 7}\n"
            "fieldSpecs: [{path: spec/replicas, kind: Deployment, create: true}]\n",
            "kind: PatchTransformer\npatch: '[{op: add, path: /metadata/labels, value: {p: q}}]'\n"
            "target: {kind: Deployment}\n"])
        if "metadata: {name: t, namespace" in body:
            head = "apiVersion: builtin\n"
        if self.some(0.5):
            self.files[f"{folder}/transformer.yaml"] = head + body
            return "transformers: [transformer.yaml]\n"
        return "transformers:\n- |-\n" + "".join(f"  {line}\n" for line in (head + body).rstrip("\n").split("\n"))

    def old_patches(self, folder, known):
        kind, name = self.pick(known)
        if self.some(0.5):
            self.files[f"{folder}/merge.yaml"] = self.merge_patch(kind, name)
            return "patchesStrategicMerge: [merge.yaml]\n"
        self.files[f"{folder}/ops.yaml"] = self.json_patch()
        group, _, version = self.VERSIONS.get(kind, "v1").rpartition("/")
        return (f"patchesJson6902:\n- target: {{group: '{group}', version: {version}, kind: {kind}, name: {name}}}\n"
                "  path: ops.yaml\n")

    def files_generator(self, folder):
        self.files[f"{folder}/a.conf"] = self.pick(["one\ntwo\n", "x = 1", "", "tab\there\n", "trailing  \nspace\n", "é\n"])
        self.files[f"{folder}/e.env"] = "A=1\n# c\nB=two words\n\nC=x=y\n"
        return (f"configMapGenerator:\n- name: {self.pick(NAMES + ['files'])}\n  files: [a.conf, k=a.conf]\n"
                + self.pick(["", "  envs: [e.env]\n"]) + self.pick(["", "  options: {immutable: true}\n"]))

    def replicas(self, known):
        names = [name for kind, name in known if kind in ("Deployment", "StatefulSet")]
        return f"replicas:\n- name: {names[0]}\n  count: 4\n" if names else ""

    def kustomization(self, folder, chosen, bases=()):
        out = "resources:\n" + "".join(f"- {entry}\n" for entry in [*bases, *(["r.yaml"] if chosen else [])])
        known = chosen or self.below
        fields = {
            "namespace": lambda: f"namespace: {self.pick(['ns1', 'prod'])}\n",
            "namePrefix": lambda: "namePrefix: p-\n",
            "nameSuffix": lambda: "nameSuffix: -s\n",
            "labels": lambda: "labels:\n- pairs:\n" + self.texts(4, safe=True)
                              + self.pick(["", "  includeSelectors: true\n", "  includeTemplates: true\n"]),
            "commonLabels": lambda: "commonLabels:\n" + self.texts(2, safe=True),
            "commonAnnotations": lambda: "commonAnnotations:\n" + self.texts(2, safe=True),
            "images": lambda: "images:\n- name: nginx\n  newTag: \"1.2\"\n- name: r.example/app\n  newName: other\n"
                              + self.pick(["", "  digest: sha256:cd\n"]),
            "patches": lambda: "patches:\n" + "".join(self.patch(known) for _ in range(self.rng.randint(1, 2))),
            "configMapGenerator": lambda: "configMapGenerator:\n" + self.generator("cm"),
            "secretGenerator": lambda: "secretGenerator:\n" + self.generator("secret"),
            "replacements": lambda: "replacements:\n" + self.replacement(known),
            "replicas": lambda: self.replicas(known),
            "configurations": lambda: self.configurations(folder),
            "transformers": lambda: self.transformers(folder),
            "old patches": lambda: self.old_patches(folder, known),
            "files": lambda: self.files_generator(folder),
            "generatorOptions": lambda: "generatorOptions:\n  labels: {shared: l}\n",
            "sortOptions": lambda: "sortOptions:\n  order: fifo\n",
            "buildMetadata": lambda: "buildMetadata: [originAnnotations, transformerAnnotations]\n",
            "vars": lambda: (f"vars:\n- name: VAR\n  objref: {{kind: {known[0][0]}, name: {known[0][1]}, "
                             f"apiVersion: {self.VERSIONS.get(known[0][0], 'v1')}}}\n"),
        }
        chosen_fields = self.rng.sample(sorted(fields), self.rng.randint(0, 4))
        if "files" in chosen_fields and "configMapGenerator" in chosen_fields:
            chosen_fields.remove("files")
        for field in chosen_fields:
            out += fields[field]()
        self.files[f"{folder}/kustomization.yaml"] = out

    def make(self):
        self.below = self.resources("base")
        self.kustomization("base", self.below)
        bases = ["../base"]
        if self.some(0.2):
            self.files["part/kustomization.yaml"] = ("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
                                                     "namePrefix: c-\nlabels:\n- pairs: {part: one}\n")
        chosen = self.resources("top") if self.some(0.4) else []
        self.kustomization("top", chosen, bases)
        if "part/kustomization.yaml" in self.files:
            self.files["top/kustomization.yaml"] += "components:\n- ../part\n"

    def write(self, root):
        for path, text in self.files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)


def run(command, root):
    """Exit code, stdout and stderr; exit code None where it never ends."""
    try:
        done = subprocess.run([*command, str(root / "top")], capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return None, b"", f"{command[0]} did not end"
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def verdict_on(theirs, ours):
    if ours[0] not in (0, 3):
        return "different"
    if theirs[0] is None:
        return "kustomize never ends"
    if theirs[0] == 0 and ours[0] == 0:
        return "equal" if theirs[1] == ours[1] else "different"
    if theirs[0] == 0:
        return "refused"
    return "both fail" if ours[0] else "kustomize fails"


def run_text(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main(relctl, count="200", seed="1"):
    kustomize = shutil.which("kustomize")
    found = run_text(kustomize, "version") if kustomize else "not installed"
    if found != VERSION:
        print(f"SKIPPED: kustomize is {found}, and relctl prints what {VERSION} prints; nothing was compared")
        return SKIPPED
    counts = {"equal": 0, "both fail": 0, "refused": 0, "kustomize fails": 0, "kustomize never ends": 0,
              "different": 0}
    kept = pathlib.Path(tempfile.mkdtemp(prefix="render-differential."))
    for number in range(int(count)):
        case = Case(random.Random(f"{seed}/{number}"))
        case.make()
        root = kept / f"{seed}-{number}"
        case.write(root)
        theirs, ours = run([kustomize, "build"], root), run([relctl, "render"], root)
        verdict = verdict_on(theirs, ours)
        counts[verdict] += 1
        if verdict in ("equal", "both fail"):
            shutil.rmtree(root)
        else:
            print(f"{verdict}: {root}: {(ours[2] or theirs[2]).strip()[:300]}")
    print(", ".join(f"{number} {verdict}" for verdict, number in counts.items()))
    if not any(kept.iterdir()):
        kept.rmdir()
    return 1 if counts["different"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

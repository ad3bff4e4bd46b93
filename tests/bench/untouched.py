"""What changes besides the version: 35 kustomizations as people write them, and 11 sets of version
files, each edited by relctl and by what is used instead, as far as it is installed. Counted is where
the files afterwards are those of before with the new version in the places that name it, and not a
byte besides (quotes around the version may come or go)."""
import json
import re
import shutil
import subprocess
import sys

from bench import IMAGE, RELCTL, run, workspace

OLD, NEW = "1.2.3", "1.2.4"

# As `kustomize create` writes it.
KIND = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
RESOURCES = KIND + "resources:\n- deployment.yaml\n"
ENTRY = f"images:\n- name: {IMAGE}\n  newTag: @\n"
DEPLOYMENT = f"""apiVersion: apps/v1
kind: Deployment
metadata: {{name: sample}}
spec:
  template:
    spec:
      containers:
        - {{name: sample, image: {IMAGE}}}
        - {{name: proxy, image: docker.io/library/proxy:1.2.3}}
"""

# `@` is the version of the image. Elsewhere 1.2.3 is somebody else's number.
PROXY = "- name: docker.io/library/proxy\n  newTag: 1.2.3\n"
KUSTOMIZATIONS = {
    "plain": RESOURCES + ENTRY,
    "without a kind": "resources:\n- deployment.yaml\n" + ENTRY,
    "images first": KIND + ENTRY + "resources:\n- deployment.yaml\n",
    "lists indented by two": KIND + "resources:\n  - deployment.yaml\nimages:\n"
                             f"  - name: {IMAGE}\n    newTag: @\n",
    "lists indented by four": KIND + "resources:\n    - deployment.yaml\nimages:\n"
                              f"    - name: {IMAGE}\n      newTag: @\n",
    "comment behind the tag": RESOURCES + ENTRY.replace("@\n", "@ # by release\n"),
    "comment above the entry": RESOURCES + ENTRY.replace("- name", "# released by us\n- name"),
    "comment at the top": "# team: shop\n\n" + RESOURCES + ENTRY,
    "comment at the end": RESOURCES + ENTRY + "# the end\n",
    "comments in columns": RESOURCES.replace("yaml\n", "yaml   # ours\n")
                           + ENTRY.replace("@\n", "@     # theirs\n"),
    "blank lines": RESOURCES + "\n\n" + ENTRY,
    "quoted tag": RESOURCES + ENTRY.replace("@", '"@"'),
    "single-quoted tag": RESOURCES + ENTRY.replace("@", "'@'"),
    "quoted keys": RESOURCES + ENTRY.replace("newTag:", '"newTag":').replace("name:", '"name":'),
    "quoted name": RESOURCES + ENTRY.replace(IMAGE, f'"{IMAGE}"'),
    "tag before the name": RESOURCES + f"images:\n- newTag: @\n  name: {IMAGE}\n",
    "flow entry": RESOURCES + f"images:\n- {{name: {IMAGE}, newTag: @}}\n",
    "flow list": KIND + "resources: [deployment.yaml]\n"
                 f"images: [{{name: {IMAGE}, newTag: @}}]\n",
    "JSON": f'{{"resources": ["deployment.yaml"],\n "images": [{{"name": "{IMAGE}", "newTag": "@"}}]}}\n',
    "CRLF": (RESOURCES + ENTRY).replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + RESOURCES + ENTRY,
    "no last newline": (RESOURCES + ENTRY).rstrip("\n"),
    "document start": "---\n" + RESOURCES + ENTRY,
    "document start and end": "---\n" + RESOURCES + ENTRY + "...\n",
    "another image with the number": RESOURCES + ENTRY + PROXY,
    "another image before it": RESOURCES + ENTRY.replace("images:\n", "images:\n" + PROXY),
    "a name that is longer": RESOURCES + ENTRY + f"- name: {IMAGE}-jobs\n  newTag: 1.2.3\n",
    "the number in an annotation": RESOURCES + "commonAnnotations:\n  chart: proxy-1.2.3\n" + ENTRY,
    "the number in a comment": "# since 1.2.3\n" + RESOURCES + ENTRY,
    "anchor on the entry": RESOURCES + f"images:\n- &sample\n  name: {IMAGE}\n  newTag: @\n",
    "new name": RESOURCES + ENTRY.replace("  newTag", "  newName: mirror.example.com/sample\n  newTag"),
    "patch in a block scalar": RESOURCES + ENTRY + "patches:\n- patch: |-\n    apiVersion: apps/v1\n"
                               "    kind: Deployment\n    metadata:\n      name: sample   # 1.2.3\n",
    "folded text": RESOURCES + "commonAnnotations:\n  note: >-\n    a text that goes\n"
                   "    over two lines\n" + ENTRY,
    "another order of keys": KIND + "commonLabels: {app: sample}\n" + ENTRY
                             + "resources:\n- deployment.yaml\n",
    "blanks behind": RESOURCES.replace("yaml\n", "yaml  \n") + ENTRY,
}

# Files of a set with `@` for the package's version, and the set's version file.
VERSION_FILES = {
    "pyproject": ("pyproject.toml", {"pyproject.toml": '[project]\nname = "sample"\nversion = "@"  # ours\ndependencies = ["lib==1.2.3"]\n'}),
    "uv": ("pyproject.toml", {"pyproject.toml": '[project]\nname = "sample"\nversion = "@"\ndependencies = ["lib==1.2.3"]\n',
                              "uv.lock": 'version = 1\n\n[[package]]\nname = "lib"\nversion = "1.2.3"\nsource = { registry = "https://index.example.com/simple" }\n\n[[package]]\nname = "sample"\nversion = "@"\nsource = { editable = "." }\n'}),
    "npm": ("package.json", {"package.json": '{\n  "name": "sample",\n  "version": "@",\n  "dependencies": {"lib": "1.2.3"}\n}\n',
                             "package-lock.json": '{\n  "name": "sample",\n  "version": "@",\n  "lockfileVersion": 3,\n  "packages": {\n    "": {"name": "sample", "version": "@", "dependencies": {"lib": "1.2.3"}},\n    "node_modules/lib": {"version": "1.2.3"}\n  }\n}\n'}),
    "npm workspace": ("a/package.json", {"package.json": '{"name": "root", "private": true, "workspaces": ["a", "b"]}\n',
                                         "a/package.json": '{"name": "a", "version": "@"}\n',
                                         "b/package.json": '{"name": "b", "version": "1.2.3", "dependencies": {"a": "^@"}}\n'}),
    "cargo": ("Cargo.toml", {"Cargo.toml": '[workspace]\nmembers = ["core", "cli"]\n\n[workspace.package]\nversion = "@"\n\n[workspace.dependencies]\ncore = { path = "core", version = "@" }\nserde = "1.2.3"\n',
                             "core/Cargo.toml": '[package]\nname = "core"\nversion.workspace = true\n', "core/src/lib.rs": "",
                             "cli/Cargo.toml": '[package]\nname = "cli"\nversion.workspace = true\n\n[dependencies]\ncore.workspace = true\n', "cli/src/lib.rs": "",
                             "Cargo.lock": 'version = 3\n\n[[package]]\nname = "cli"\nversion = "@"\ndependencies = [\n "core",\n]\n\n[[package]]\nname = "core"\nversion = "@"\n\n[[package]]\nname = "serde"\nversion = "1.2.3"\nsource = "registry+https://index.example.org/crates"\n'}),
    "maven": ("pom.xml", {"pom.xml": "<project>\n  <groupId>g</groupId>\n  <artifactId>root</artifactId>\n  <version>@</version>\n  <packaging>pom</packaging>\n  <modules><module>core</module></modules>\n</project>\n",
                          "core/pom.xml": "<project>\n  <parent>\n    <groupId>g</groupId>\n    <artifactId>root</artifactId>\n    <version>@</version>\n  </parent>\n  <artifactId>core</artifactId>\n  <dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId><version>1.2.3</version></dependency></dependencies>\n</project>\n"}),
    "csproj": ("App.csproj", {"App.csproj": '<Project Sdk="Microsoft.NET.Sdk">\r\n  <PropertyGroup>\r\n    <Version>@</Version>\r\n    <FileVersion>@.0</FileVersion>\r\n  </PropertyGroup>\r\n  <ItemGroup><PackageReference Include="Lib" Version="1.2.3" /></ItemGroup>\r\n</Project>\r\n'}),
    "helm": ("Chart.yaml", {"Chart.yaml": "apiVersion: v2\nname: sample\nversion: @ # chart\nappVersion: 1.2.3\ndependencies:\n  - {name: lib, version: 1.2.3, repository: https://charts.example.com}\n"}),
    "cmake": ("CMakeLists.txt", {"CMakeLists.txt": "cmake_minimum_required(VERSION 3.20)\nproject(sample VERSION @ LANGUAGES CXX)\nfind_package(lib 1.2.3)\n"}),
    "composer": ("composer.json", {"composer.json": '{\n    "name": "acme/sample",\n    "version": "@",\n    "require": {"acme/lib": "1.2.3"}\n}\n'}),
    "setup.cfg": ("setup.cfg", {"setup.cfg": "[metadata]\nname = sample\nversion = @\n\n[options]\ninstall_requires =\n    lib==1.2.3\n"}),
}


def filled(files, version):
    return {path: text.replace("@", version) for path, text in files.items()}


def put(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


def unquoted(text, version):
    return re.sub(rf"""(["'])({re.escape(version)})\1""", r"\2", text)


def is_version_alone(folder, files):
    return all(unquoted((folder / path).read_bytes().decode(), NEW) == unquoted(text, NEW)
               for path, text in filled(files, NEW).items())


def attempt(tool, folder, files, *rest):
    """Whether `tool` makes the expected files; None where it fails."""
    shutil.rmtree(folder, ignore_errors=True)
    put(folder, filled(files, OLD))
    try:
        tool(folder, *rest)
    except subprocess.CalledProcessError:
        return None
    return is_version_alone(folder, files)


def released(folder, config):
    put(folder, {"relctl.yaml": config})
    run("git", "init", "-q", "-b", "main", folder)
    run("git", "add", "-A", cwd=folder)
    run("git", "commit", "-q", "-m", "start", cwd=folder)
    run("git", "tag", f"v{OLD}", cwd=folder)
    run(RELCTL, "bump", NEW, "--even-if-unchanged", cwd=folder)


def relctl_image(folder):
    released(folder, f"format: 1\nservices: {{sample: {{images: [{IMAGE}]}}}}\n"
                     "environments: [{name: dev, path: deploy}]\n")


def relctl_version(folder, path):
    released(folder, f"format: 1\nservices: {{sample: {{version_files: [{json.dumps(path)}]}}}}\n")


def kustomize(folder):
    run("kustomize", "edit", "set", "image", f"{IMAGE}=*:{NEW}", cwd=folder / "deploy")


def yq(folder):
    run("yq", "-i", "-y", f'(.images[] | select(.name == "{IMAGE}")).newTag = "{NEW}"',
        folder / "deploy/kustomization.yaml")


def sed(folder, *_):
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "deployment.yaml":
            run("sed", "-i", f"s/{re.escape(OLD)}/{NEW}/g", path)


def bump_my_version(folder, path, *search):
    run("bump-my-version", "replace", "--current-version", OLD, "--new-version", NEW,
        "--allow-dirty", *search, folder / path, cwd=folder)


def bump_my_version_search(folder, path):
    """The text around the version is given, as its manual advises."""
    line = next(line for line in (folder / path).read_text().splitlines() if OLD in line
                and "minimum" not in line)
    bump_my_version(folder, path, "--search", line.replace(OLD, "{current_version}", 1),
                    "--replace", line.replace(OLD, "{new_version}", 1))


def count(what, tool, cases, program=None):
    if program and shutil.which(program) is None:
        print(f"{what}: SKIPPED, {program} is not installed")
        return
    results = {name: attempt(tool, *arguments) for name, arguments in cases.items()}
    print(f"{what}: {sum(map(bool, results.values()))} of {len(cases)}")
    for words, wanted in (("not so", False), ("it fails", None)):
        names = [name for name, result in results.items() if result is wanted]
        if names:
            print(f"    {words}: {', '.join(names)}")


def main():
    with workspace() as home:
        folder = home / "case"
        kustomizations = {name: (folder, {"deploy/kustomization.yaml": text,
                                          "deploy/deployment.yaml": DEPLOYMENT})
                          for name, text in KUSTOMIZATIONS.items()}
        sets = {name: (folder, files, path) for name, (path, files) in VERSION_FILES.items()}
        print("kustomizations that change in the version alone")
        count("  relctl bump", relctl_image, kustomizations)
        count("  kustomize edit set image", kustomize, kustomizations, "kustomize")
        count("  yq -i", yq, kustomizations, "yq")
        count("  sed -i", sed, kustomizations)
        print("sets of version files that change in the version alone")
        count("  relctl bump", relctl_version, sets)
        count("  bump-my-version replace", bump_my_version, sets, "bump-my-version")
        count("  bump-my-version replace --search", bump_my_version_search, sets, "bump-my-version")
        count("  sed -i", sed, sets)
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""Random forgeries: what somebody changes by hand that relctl alone may write."""

NAMES = ["dev", "staging", "production"]


class Forger:
    """Somebody who changes by hand what relctl alone may write."""

    def __init__(self, repository, dice, tip):
        self.repository, self.dice, self.side = repository, dice, "HEAD"
        kept = NAMES[:2] if repository.layout in ("branch", "elsewhere") else NAMES
        self.name = dice.choice(kept)
        if tip != "main" or repository.layout == "deployment":
            self.name = "production"
        self.path = f"deploy/{self.name}/kustomization.yaml"

    def is_possible(self, kind):
        """A repository that is deployed to has one environment, and no relctl.yaml."""
        return self.repository.layout != "deployment" or kind not in (
            "forge_auto", "forge_everywhere", "forge_new_name_adopted", "forge_rules")

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
        for name in (name for name in NAMES if (self.repository.folder / f"deploy/{name}").exists()):
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
        kind = self.dice.choice([kind for kind in kinds if self.is_possible(kind)])
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

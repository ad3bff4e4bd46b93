// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/version_file.hpp"
#include "semver/auto_rules.hpp"

namespace relctl::config {

/// The name of the configuration, at the root of the repository.
inline constexpr const char* file_name = "relctl.yaml";

/// An image repository whose tag follows the service's version.
struct Image {
  std::string name;               ///< the repository: no tag, no digest
  std::string tag = "{version}";  ///< template; "+" of a version becomes "_"
  bool used = true;               ///< false: that no workload uses it is no mistake
  /// Its repository where an environment has another one, by the environment's name.
  std::map<std::string, std::string> repositories{};
  bool operator==(const Image&) const = default;
};

/// A further place that holds an image tag: a key of a YAML or JSON file.
struct DeployPlace {
  std::string path;  ///< may hold {environment} and {service}
  std::string key;
  std::optional<std::string> image;  ///< whose tag; needed where a service has several images
  std::optional<std::string> value;  ///< template of the value; default: the image's tag
  bool operator==(const DeployPlace&) const = default;
};

/// What is versioned and released.
struct Service {
  std::string name;
  std::vector<std::string> paths = {"."};  ///< globs of its source; a leading "!" excludes
  std::vector<formats::VersionFile> version_files;
  std::vector<Image> images;
  std::vector<DeployPlace> deploy;
  std::string tag;  ///< git tag template; always filled in
  std::optional<std::string> changelog;
  bool changelog_from_commits = false;  ///< what people did not write there comes from commits
  bool changelog_skips_empty = false;   ///< a release that there is nothing to say of has no entry
  std::vector<std::string> depends_on;
  bool next_snapshot = false;  ///< version files begin the next version once one is released
  bool operator==(const Service&) const = default;
};

/// A file, or keys of a YAML or JSON file, promoted together with the images.
struct Carry {
  std::string path;               ///< relative to the environment's path
  std::vector<std::string> keys;  ///< none: the whole file
  bool operator==(const Carry&) const = default;
};

/// What the path of an environment is rendered from.
struct Render {
  std::string path;               ///< the folder of a kustomization; may hold {service} and
                                  ///< {environment}
  bool restrict_loads = true;     ///< files stay in or below the folder of their kustomization
  bool secrets = false;           ///< Secrets with values in plain sight may be written
  std::vector<std::string> keep;  ///< files and folders in the environment's path that are people's
  bool operator==(const Render&) const = default;
};

/// Signatures that an image must have.
struct Signed {
  std::vector<std::string> keys;  ///< PEM files of this repository; one of them must have signed
  bool all = false;               ///< every key must have signed
  std::map<std::string, std::string> annotations;  ///< that the signature must hold
  bool operator==(const Signed&) const = default;
};

/// An attestation that an image must have.
struct Attested {
  std::string type;  ///< vuln, slsaprovenance1, … as for cosign, or the address of a predicate type
  std::vector<std::string> keys;                ///< PEM files of this repository
  std::optional<std::string> source;            ///< of a provenance: what must have been built
  std::optional<std::string> builder;           ///< of a provenance: by whom
  std::optional<std::chrono::seconds> max_age;  ///< of a scan
  std::optional<std::string> fail_on;  ///< of a scan: the least severity that does not pass
  bool fixable_only = false;           ///< of a scan: findings that nobody has fixed pass
  bool operator==(const Attested&) const = default;
};

/// What an image must be before it is written into an environment. That it exists goes without
/// saying.
struct ImagesPolicy {
  std::vector<std::string> registries;  ///< where it may come from: `ghcr.io/acme`; none: anywhere
  std::vector<std::string> platforms;   ///< `linux/amd64`
  bool pin = false;     ///< `digest: pin`: what its tag means is written as a digest
  bool labels = false;  ///< its labels name the release
  std::optional<Signed> signature;
  std::vector<Attested> attested;
  bool operator==(const ImagesPolicy&) const = default;
};

/// A place to run.
struct Environment {
  std::string name;
  std::string path;                   ///< may hold {service} and {environment}
  std::optional<std::string> source;  ///< generated from it
  std::optional<Render> render;       ///< rendered from it; excludes `source` and `carry`
  bool automatic = false;             ///< `auto`: bump writes it in the same commit
  std::vector<std::string> after;     ///< predecessors; always filled in, none for a first one
  bool review = false;
  bool prereleases = true;
  bool strict = false;
  std::optional<std::string> branch;
  std::optional<std::string> repository;
  std::vector<Carry> carry;
  std::vector<std::string> services;  ///< a subset; none means all
  /// Of the images that are written into it: its own keys, else those of the whole file.
  std::optional<ImagesPolicy> images_policy{};
  bool operator==(const Environment&) const = default;
};

/// What bump does when the target branch got source changes since the commit checked out.
enum class WhenMoved { merge, recompute, stop };

/// A section of release notes, and the types of commits that it holds.
struct NotesSection {
  std::string title;
  std::vector<std::string> types;  ///< patterns as of `release.auto`, `breaking`, `revert`
  bool operator==(const NotesSection&) const = default;
};

/// What release notes look like.
struct NotesStyle {
  std::vector<NotesSection> sections = {{"Breaking changes", {"breaking"}},
                                        {"Features", {"feat"}},
                                        {"Fixes", {"fix"}},
                                        {"Performance", {"perf"}},
                                        {"Reverted", {"revert"}}};
  bool other = false;                     ///< subjects that follow no convention, under "Other"
  bool authors = false;                   ///< who made a change
  std::optional<std::string> repository;  ///< its page on the forge: references become links
  bool in_tags = false;                   ///< set by relctl.yaml: tags hold notes
  bool operator==(const NotesStyle&) const = default;
};

/// Where people are told that what they asked for or made is released.
struct Comments {
  bool issues = true;
  bool pulls = true;
  bool prereleases = false;  ///< of these, too
  std::size_t most = 50;     ///< where there would be more, there are none
  bool operator==(const Comments&) const = default;
};

/// What is made on the forge of a release.
struct Announce {
  std::vector<std::string> assets;    ///< globs of files in the work tree
  std::optional<std::string> latest;  ///< the service whose highest final version is the newest
  bool draft = false;                 ///< people publish it
  std::optional<Comments> comments;   ///< nothing: nobody is told
  bool operator==(const Announce&) const = default;
};

/// A command around a release: words, run without a shell.
struct ReleaseCommand {
  std::string name;                   ///< for people; default: the words
  std::vector<std::string> run;       ///< may hold {service} and {version}
  std::vector<std::string> files;     ///< of `prepare`: globs of what it may write
  std::vector<std::string> services;  ///< whose releases it is for; none: all
  std::chrono::seconds timeout{0};    ///< always filled in
  bool operator==(const ReleaseCommand&) const = default;
};

struct Release {
  std::vector<std::string> branches;   ///< globs; none: the remote's default branch
  std::optional<std::string> message;  ///< of one service's release: a line, or a text with a body
  std::optional<std::string> message_several;  ///< of several services' release
  std::optional<std::string> message_promote;
  std::optional<std::string> message_rollback;
  std::optional<std::string> author;  ///< "Name <address>"
  std::optional<std::chrono::seconds> timeout;
  bool skip_ci = false;
  /// `signed`: the file of the SSH signers whose tags are releases; none: a signature is not asked
  /// for.
  std::optional<std::string> allowed_signers;
  bool signoff = false;  ///< commits end with `Signed-off-by`, as `git commit -s` makes them
  WhenMoved when_moved = WhenMoved::merge;
  semver::CommitRules auto_rules;  ///< what `auto` reads commits by
  NotesStyle notes;
  std::optional<Announce> announce;     ///< `bump --push` announces what it released
  std::vector<ReleaseCommand> prepare;  ///< make files of the release commit
  std::vector<ReleaseCommand> after;    ///< run once a release is published
  bool operator==(const Release&) const = default;
};

struct Forge {
  std::optional<std::string> kind;       ///< github, gitlab, gitea, forgejo or bitbucket
  std::optional<std::string> api;        ///< base URL of its API
  std::optional<std::string> token_env;  ///< variable that holds the token
  bool operator==(const Forge&) const = default;
};

/// How an image registry is reached.
struct Registry {
  std::string host;                 ///< as image names have it, with the port
  bool plain_http = false;          ///< without TLS
  std::optional<std::string> auth;  ///< host of its token service, where that is another's
  bool operator==(const Registry&) const = default;
};

/// A check that is on besides the default ones.
struct EnabledCheck {
  std::string id;
  std::vector<std::string> environments;  ///< none: all
  bool operator==(const EnabledCheck&) const = default;
};

/// Findings that are let pass.
struct IgnoredCheck {
  std::string check;                     ///< its id
  std::optional<std::string> object;     ///< `Deployment/sample`; may hold `*`
  std::optional<std::string> container;  ///< its name
  std::optional<std::string> environment;
  std::optional<std::string> until;  ///< the last day in UTC: `2027-01-31`
  std::string reason;
  std::size_t line = 0;  ///< of the entry in the file
  std::size_t column = 0;
  bool operator==(const IgnoredCheck&) const = default;
};

/// How a checker that is another program tells what it finds.
enum class CheckerResult {
  exit,   ///< any exit code but 0 is a finding
  lines,  ///< each line of its output is one
  sarif,  ///< its output is a SARIF 2.1.0 log
};

/// Another program that what environments run is held to.
struct CheckCommand {
  std::string name;              ///< findings are of the check `command:NAME`
  std::vector<std::string> run;  ///< may hold {manifests}, {environment} and {tree}
  CheckerResult result = CheckerResult::exit;
  std::vector<std::string> environments;  ///< none: all
  std::chrono::seconds timeout{0};        ///< always filled in
  bool operator==(const CheckCommand&) const = default;
};

/// What the id of a finding of another program begins with, before its name.
inline constexpr std::string_view command_check = "command:";

/// Which checks manifests are held to.
struct Checks {
  std::string profile;  ///< `baseline` or `restricted` of the Pod Security Standards; empty: none
  std::vector<EnabledCheck> enable;
  std::vector<std::string> disable;  ///< ids
  bool annotations = true;           ///< annotations of objects may let findings pass
  std::vector<IgnoredCheck> ignore;
  std::vector<CheckCommand> commands;
  bool operator==(const Checks&) const = default;
};

struct Notify {
  std::string kind;  ///< argocd or flux
  std::string url;
  std::optional<std::string> secret_env;
  bool operator==(const Notify&) const = default;
};

/// relctl.yaml, validated, with every default filled in.
struct Config {
  std::vector<Service> services;          ///< in the file's order
  std::vector<Environment> environments;  ///< in promotion order
  std::vector<std::string> generated;     ///< paths that only relctl writes
  Release release;
  Forge forge;
  std::vector<Notify> notify;
  std::vector<Registry> registries;
  std::optional<ImagesPolicy> images_policy;  ///< of environments that say nothing else
  std::optional<Checks> checks;
  bool operator==(const Config&) const = default;
};

/// Reads the text of relctl.yaml. `file` names it in errors. Throws Error(input) with line and
/// column for anything that is unknown, of the wrong type, missing or contradictory.
Config parse(std::string_view text, std::string_view file);

/// The service of that name; throws Error(usage) that lists the names there are.
const Service& service(const Config& config, std::string_view name);

/// The services that `names` choose, in the configuration's order; none: all. Throws Error(usage)
/// for a name that there is not.
std::vector<const Service*> named_services(const Config& config,
                                           const std::vector<std::string>& names);

/// True when environments run the service: it has images, or files that name its version.
bool is_deployed(const Service& service);

/// The environment of that name; throws Error(usage) that lists the names there are.
const Environment& environment(const Config& config, std::string_view name);

/// The repository of `image` in the environment of that name.
const std::string& repository_in(const Image& image, const std::string& environment);

/// The image of `service` that has that repository in an environment; null where none has.
const Image* image_in(const Service& service, const std::string& environment,
                      const std::string& repository);

/// `text` with {service}, {environment} and {version} replaced by the values given; a placeholder
/// without a value stays.
std::string expand(std::string_view text, const std::optional<std::string>& service,
                   const std::optional<std::string>& environment,
                   const std::optional<std::string>& version = std::nullopt);

/// The one of `all`, services or environments or images, that is called `name`; null where none is.
template <typename Named>
const Named* find_named(const std::vector<Named>& all, const std::string& name) {
  for (const Named& each : all) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

}  // namespace relctl::config

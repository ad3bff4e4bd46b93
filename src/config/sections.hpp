// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "config/home.hpp"
#include "config/reader.hpp"

namespace relctl::config {

/// Each function reads one section, checks what can be seen in it alone, and throws Error(input)
/// at the place of the first fault.

/// `services`: a mapping of names. Tag templates are filled in.
std::vector<Service> read_services(const Value& section);
/// `version_files` of one service.
std::vector<formats::VersionFile> read_version_files(const Value& section);
/// `images` of one service.
std::vector<Image> read_images(const Value& section);
/// A list of key paths (`a.b`, `a[0].c`).
std::vector<std::string> read_key_paths(const Value& section);
/// `deploy` of one service that has `images`.
std::vector<DeployPlace> read_deploy(const Value& section, const std::vector<Image>& images);
/// `environments`, in promotion order, with `after` and `auto` filled in.
std::vector<Environment> read_environments(const Value& section);
/// One entry of `environments`; `after` and `auto` are as the file has them.
Environment read_environment(const Value& entry);
/// `release`.
Release read_release(const Value& section);
/// `release.notes`.
NotesStyle read_notes(const Value& section);
/// `release.announce`: nothing where it is `false`.
std::optional<Announce> read_announce(const Value& section);
/// `release.prepare`.
std::vector<ReleaseCommand> read_prepare(const Value& section);
/// `release.after`.
std::vector<ReleaseCommand> read_after(const Value& section);
/// A time such as `90s`, from one second to 24 hours.
std::chrono::seconds read_timeout(const Value& value);
/// A list of globs of files, of which one at least selects something.
std::vector<std::string> read_globs(const Value& section);
/// `type` or `type(scope)`, with wildcards in both: whether it is a pattern of commits.
bool is_commit_pattern(std::string_view text);
/// `forge`.
Forge read_forge(const Value& section);
/// `notify`.
std::vector<Notify> read_notify(const Value& section);
/// `registries`: a mapping of hosts.
std::vector<Registry> read_registries(const Value& section);
/// `images_policy`: its keys, over those of `base`.
ImagesPolicy read_images_policy(const Value& section, ImagesPolicy base = {});
/// Gives each of `environments`, listed in `section`, the policy `common` with its own keys over
/// it.
void read_environment_policies(const Value& section, const std::optional<ImagesPolicy>& common,
                               std::vector<Environment>& environments);
/// `checks`, which may name some of `environments`.
Checks read_checks(const Value& section, const std::vector<Environment>& environments);

/// A name of a service or environment: `[a-z0-9-]+`, with a letter or digit at both ends. `what`
/// says whose it is.
void check_name(const Value& place, const std::string& name, std::string_view what);
/// A path inside the repository, without placeholders.
std::string read_path(const Value& value);
/// A path inside the repository that may hold {service} and {environment}. With `root_allowed`,
/// `.` is the repository itself and read as "".
std::string read_path_template(const Value& value, bool root_allowed = false);
/// The name of an environment variable.
std::string read_variable_name(const Value& value);
/// An http or https address without user information.
std::string read_url(const Value& value);
/// A branch name as git takes it.
std::string read_branch(const Value& value);

/// Refuses an image in two services, and unknown or circular `depends_on`.
void check_services(const std::vector<Service>& services, const Value& section);
/// Refuses repositories of images for environments that there are not, and one that two images have
/// in one environment. `section` is `services`.
void check_repositories(const Config& config, const Value& section);
/// Refuses services whose git tags could be the same.
void check_tags(const std::vector<Service>& services, const Value& section);
/// Refuses commands of `release` for services that there are not.
void check_commands(const Config& config, const Value& section);
/// Refuses unknown services and environments that would write the same files.
void check_environments(const Config& config, const Value& section, const Home& home);
/// Refuses `deploy` places that two environments would share.
void check_deploy_places(const Config& config, const Value& services, const Home& home);
/// Refuses entries of `generated` that guard nothing: patterns, and folders that no environment
/// writes in.
void check_generated(const Config& config, const Value& section);

}  // namespace relctl::config

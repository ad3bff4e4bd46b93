// SPDX-License-Identifier: MIT
#include "git/configuration.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/ascii.hpp"
#include "git/command.hpp"

namespace relctl::git {
namespace {

/// Section and name have no case; a subsection between them does.
std::string normal(std::string_view key) {
  const std::size_t first = key.find('.');
  const std::size_t last = key.rfind('.');
  if (first == std::string_view::npos) return ascii_lower(key);
  return ascii_lower(key.substr(0, first)) + std::string(key.substr(first, last - first)) +
         ascii_lower(key.substr(last));
}

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

/// libgit2 1.5.1 does not know these variables, by which CI systems set identities and keys.
std::optional<std::string> environment_value(std::string_view key) {
  const std::string count = variable("GIT_CONFIG_COUNT").value_or("0");
  std::size_t entries = 0;
  std::from_chars(count.data(), count.data() + count.size(), entries);
  constexpr std::size_t most = 10000;
  std::optional<std::string> found;
  for (std::size_t i = 0; i < std::min(entries, most); ++i) {
    const auto name = variable("GIT_CONFIG_KEY_" + std::to_string(i));
    if (!name || normal(*name) != normal(key)) continue;
    found = variable("GIT_CONFIG_VALUE_" + std::to_string(i));
  }
  return found;
}

/// Lets the level be read from `path` alone; an empty one means from nothing.
void read_level_from(git_config* config, git_config_level_t level, const std::string& path,
                     git_repository* repository) {
  const std::string file = path.empty() ? "/dev/null" : path;
  check(git_config_add_file_ondisk(config, file.c_str(), level, repository, 1),
        "read git's configuration in " + file);
}

bool is_true(git_config* config, const char* key) {
  int value = 0;
  return git_config_get_bool(&value, config, key) == 0 && value != 0;
}

bool is_true(const std::optional<std::string>& text) {
  int value = 0;
  return text && git_config_parse_bool(&value, text->c_str()) == 0 && value != 0;
}

/// Whether a file includes another by the URL of a remote, which git knows since 2.36.
bool includes_by_remote(git_config* config) {
  git_config_iterator* iterator = nullptr;
  check(git_config_iterator_glob_new(&iterator, config, R"(^includeif\.hasconfig:.*\.path$)"),
        "read git's configuration");
  const std::unique_ptr<git_config_iterator, decltype(&git_config_iterator_free)> owner(
      iterator, git_config_iterator_free);
  git_config_entry* entry = nullptr;
  return git_config_next(&entry, iterator) == 0;
}

/// All settings, as git says; the last of a key's values counts.
std::map<std::string, std::string> settings_of_git(const Handles& handles) {
  const std::string text = require_command(repository_command(handles, {"config", "--list", "-z"}));
  std::map<std::string, std::string> settings;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\0', at), text.size());
    const std::string entry = text.substr(at, end - at);
    at = end + 1;
    const std::size_t line = entry.find('\n');
    // A key without a value is git's other word for true.
    settings[normal(entry.substr(0, line))] =
        line == std::string::npos ? "true" : entry.substr(line + 1);
  }
  return settings;
}

}  // namespace

void read_what_git_reads(Handles& handles) {
  git_repository* repository = handles.repository.get();
  git_config* config = nullptr;
  check(git_repository_config(&config, repository), "read git's configuration");
  const ConfigHandle owner(config);
  if (is_true(variable("GIT_CONFIG_NOSYSTEM"))) {
    read_level_from(config, GIT_CONFIG_LEVEL_SYSTEM, "", repository);
  } else if (const auto path = variable("GIT_CONFIG_SYSTEM")) {
    read_level_from(config, GIT_CONFIG_LEVEL_SYSTEM, *path, repository);
  }
  if (const auto path = variable("GIT_CONFIG_GLOBAL")) {
    read_level_from(config, GIT_CONFIG_LEVEL_XDG, "", repository);
    read_level_from(config, GIT_CONFIG_LEVEL_GLOBAL, *path, repository);
  }
  if (is_true(config, "extensions.worktreeconfig")) {
    // The level APP is what stands just above the repository's own file.
    read_level_from(config, GIT_CONFIG_LEVEL_APP,
                    std::string(git_repository_path(repository)) + "config.worktree", repository);
  }
  if (includes_by_remote(config)) handles.settings = settings_of_git(handles);
}

std::optional<std::string> configured(Handles& handles, const std::string& key) {
  if (auto value = environment_value(key)) return value;
  if (handles.settings) {
    const auto found = handles.settings->find(normal(key));
    return found == handles.settings->end() ? std::nullopt : std::optional(found->second);
  }
  git_config* snapshot = nullptr;
  check(git_repository_config_snapshot(&snapshot, handles.repository.get()),
        "read git's configuration");
  const ConfigHandle owner(snapshot);
  const char* value = nullptr;
  const int result = git_config_get_string(&value, snapshot, key.c_str());
  if (result == GIT_ENOTFOUND || result == GIT_EINVALIDSPEC) return std::nullopt;
  check(result, "read " + key + " from git's configuration");
  return std::string(value);
}

bool configured_true(Handles& handles, const std::string& key) {
  return is_true(configured(handles, key));
}

}  // namespace relctl::git

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

/// The keys of every section of relctl.yaml. The loader refuses others; the JSON Schema is tested
/// to know the same ones.
namespace relctl::config::keys {

template <std::size_t N>
using Table = std::array<std::string_view, N>;

inline constexpr Table<10> top = {"format", "services", "environments", "generated",     "release",
                                  "forge",  "notify",   "registries",   "images_policy", "checks"};
inline constexpr Table<8> service = {"paths", "version_files", "images",     "deploy",
                                     "tag",   "changelog",     "depends_on", "next_snapshot"};
inline constexpr Table<3> changelog = {"path", "from", "empty"};
inline constexpr Table<6> version_file = {"path", "key", "pattern", "format", "count", "build"};
inline constexpr Table<4> image = {"name", "tag", "used", "repositories"};
inline constexpr Table<4> deploy = {"path", "key", "image", "value"};
inline constexpr Table<14> environment = {
    "name",        "path",   "source", "render",     "auto",  "after",    "review",
    "prereleases", "strict", "branch", "repository", "carry", "services", "images_policy"};
inline constexpr Table<5> render = {"path", "load_restrictor", "secrets", "keep", "from"};
inline constexpr Table<2> load_restrictors = {"LoadRestrictionsRootOnly", "LoadRestrictionsNone"};
inline constexpr Table<2> carry = {"path", "keys"};
inline constexpr Table<13> release = {"branches", "message",  "author", "timeout",    "skip_ci",
                                      "auto",     "signoff",  "notes",  "when_moved", "prepare",
                                      "after",    "announce", "signed"};
inline constexpr Table<1> signed_tags = {"allowed_signers"};
inline constexpr Table<5> prepare = {"run", "name", "files", "services", "timeout"};
inline constexpr Table<4> after = {"run", "name", "services", "timeout"};
inline constexpr Table<4> announce = {"assets", "latest", "draft", "comments"};
inline constexpr Table<3> comments = {"on", "prereleases", "most"};
inline constexpr Table<4> notes = {"sections", "other", "authors", "repository"};
inline constexpr Table<2> notes_section = {"title", "types"};
inline constexpr Table<4> message = {"release", "several", "promote", "rollback"};
inline constexpr Table<6> auto_rules = {"major", "minor", "patch", "none", "other", "zero"};
inline constexpr Table<3> forge = {"kind", "api", "token_env"};
inline constexpr Table<2> notify = {"argocd", "flux"};
inline constexpr Table<2> notify_target = {"url", "secret_env"};
inline constexpr Table<2> registry = {"plain_http", "auth"};
inline constexpr Table<6> images_policy = {"registries", "platforms", "digest",
                                           "labels",     "signed",    "attested"};
inline constexpr Table<3> image_signature = {"keys", "all", "annotations"};
inline constexpr Table<7> image_attestation = {"type",    "keys",    "source",      "builder",
                                               "max_age", "fail_on", "fixable_only"};

inline constexpr Table<6> checks = {"profile",     "enable", "disable",
                                    "annotations", "ignore", "commands"};
inline constexpr Table<5> check_command = {"name", "run", "result", "environments", "timeout"};
inline constexpr Table<2> enabled_check = {"check", "environments"};
inline constexpr Table<6> ignored_check = {"check",       "object", "container",
                                           "environment", "until",  "reason"};

}  // namespace relctl::config::keys

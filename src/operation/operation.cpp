// SPDX-License-Identifier: MIT
#include "operation/operation.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <utility>

#include "base/build_info.hpp"
#include "base/error.hpp"
#include "git/remote/operation_refs.hpp"

namespace relctl::operation {
namespace {

std::optional<plan::Identity> configured_author(const config::Config& config) {
  if (!config.release.author) return std::nullopt;
  static const std::regex pattern(R"(^\s*([^<>\n]+?)\s*<([^<>\s]+)>\s*$)");
  std::smatch match;
  if (!std::regex_match(*config.release.author, match, pattern)) {
    throw Error(ErrorKind::input, "release.author is not \"Name <address>\"");
  }
  return plan::Identity{match[1], match[2]};
}

/// Who git takes for its `role`, AUTHOR or COMMITTER: its variables, the role's settings, the
/// user's, and for the address EMAIL. What nothing says is empty.
plan::Identity git_identity(const git::Repository& repository, const cli::Context& context,
                            const std::string& role) {
  std::string section = role;
  std::transform(section.begin(), section.end(), section.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto find = [&](const std::string& part, const std::string& key) {
    auto value = context.environment("GIT_" + role + '_' + part);
    if (!value || value->empty()) value = repository.config(section + '.' + key);
    if (!value || value->empty()) value = repository.config("user." + key);
    return value.value_or("");
  };
  plan::Identity who{find("NAME", "name"), find("EMAIL", "email")};
  if (who.email.empty()) who.email = context.environment("EMAIL").value_or("");
  return who;
}

/// `release.author` where it is set, else who git says.
plan::Identity author(const git::Repository& repository, const config::Config& config,
                      const cli::Context& context) {
  if (const auto configured = configured_author(config)) return *configured;
  plan::Identity who = git_identity(repository, context, "AUTHOR");
  if (who.name.empty() || who.email.empty()) {
    throw Error(ErrorKind::input, "nobody is named as the author of the release")
        .hint("git config user.name NAME && git config user.email ADDRESS")
        .hint("or set release.author in relctl.yaml, or GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL");
  }
  return who;
}

/// Who git says; nothing where it says nobody, or where `release.author` names one for both and no
/// variable names another.
std::optional<plan::Identity> committer(const git::Repository& repository,
                                        const config::Config& config, const cli::Context& context) {
  const auto name = context.environment("GIT_COMMITTER_NAME");
  if (config.release.author && (!name || name->empty())) return std::nullopt;
  plan::Identity who = git_identity(repository, context, "COMMITTER");
  if (who.name.empty() || who.email.empty()) return std::nullopt;
  return who;
}

int zone_minutes(const std::string& zone) {
  if (zone.empty() || zone == "Z" || zone == "z") return 0;
  const int hours = std::stoi(zone.substr(1, 2));
  const int minutes = std::stoi(zone.substr(zone.size() - 2));
  return (zone.front() == '-' ? -1 : 1) * (60 * hours + minutes);
}

}  // namespace

plan::Operation new_operation(const git::Repository& repository, const config::Config& config,
                              const cli::Context& context) {
  const Moment moment = operation_time(context);
  plan::Operation operation;
  operation.id = git::random_operation_id();
  operation.identity = author(repository, config, context);
  operation.committer = committer(repository, config, context);
  operation.time = moment.seconds;
  operation.offset = moment.offset;
  operation.tool = own_version();
  operation.signs_off = config.release.signoff;
  return operation;
}

Moment operation_time(const cli::Context& context) {
  for (const char* variable : {"GIT_COMMITTER_DATE", "SOURCE_DATE_EPOCH"}) {
    const auto text = context.environment(variable);
    if (!text || text->empty()) continue;
    if (const auto moment = parse_date(*text)) return *moment;
    throw Error(ErrorKind::usage, std::string(variable) + " is no date: \"" + *text + "\"")
        .hint("write \"SECONDS +0000\" or ISO 8601 with a zone");
  }
  const auto since = context.now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(since).count(), 0};
}

std::optional<Moment> parse_date(const std::string& text) {
  static const std::regex raw(R"(^@?(\d{1,12})(?: ([+-]\d{4}))?$)");
  static const std::regex iso(
      R"(^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d) ?(Z|z|[+-]\d\d:?\d\d)$)");
  std::smatch match;
  if (std::regex_match(text, match, raw))
    return Moment{std::stoll(match[1]), zone_minutes(match[2])};
  if (!std::regex_match(text, match, iso)) return std::nullopt;
  const auto number = [&](std::size_t group) { return std::stoi(match[group]); };
  const std::chrono::year_month_day day{std::chrono::year(number(1)),
                                        std::chrono::month(static_cast<unsigned>(number(2))),
                                        std::chrono::day(static_cast<unsigned>(number(3)))};
  if (!day.ok() || number(4) > 23 || number(5) > 59 || number(6) > 60) return std::nullopt;
  const int offset = zone_minutes(match[7]);
  const auto midnight = std::chrono::sys_days(day).time_since_epoch();
  return Moment{std::chrono::duration_cast<std::chrono::seconds>(midnight).count() +
                    3600L * number(4) + 60L * number(5) + number(6) - 60L * offset,
                offset};
}

std::optional<std::string> ci_run_key(const cli::Context& context) {
  static constexpr std::array<std::pair<const char*, const char*>, 7> runs = {{
      {"github", "GITHUB_RUN_ID"},
      {"gitlab", "CI_PIPELINE_ID"},
      {"woodpecker", "CI_PIPELINE_NUMBER"},
      {"bitbucket", "BITBUCKET_BUILD_NUMBER"},
      {"circleci", "CIRCLE_WORKFLOW_ID"},
      {"jenkins", "BUILD_TAG"},
      {"azure", "BUILD_BUILDID"},
  }};
  for (const auto& [system, variable] : runs) {
    const auto value = context.environment(variable);
    if (value && !value->empty()) return std::string(system) + '-' + *value;
  }
  return std::nullopt;
}

std::optional<std::string> operation_key(const std::optional<std::string>& asked,
                                         const cli::Context& context) {
  const auto key = asked ? asked : ci_run_key(context);
  if (!key || key->empty()) return std::nullopt;
  constexpr std::size_t longest = 200;
  const bool is_printable =
      std::all_of(key->begin(), key->end(), [](unsigned char c) { return c >= ' ' && c != 0x7f; });
  if (is_printable && key->front() != ' ' && key->back() != ' ' && key->size() <= longest) {
    return key;
  }
  throw Error(ErrorKind::usage, "the key of --once is no plain text in one line")
      .hint("up to 200 bytes, without control characters and blanks around it");
}

}  // namespace relctl::operation

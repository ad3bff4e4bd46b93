// SPDX-License-Identifier: MIT
#include "record/messages.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/replace_all.hpp"

namespace relctl::record {
namespace {

constexpr std::size_t longest_subject = 72;
constexpr std::size_t longest_list = 48;
constexpr std::string_view services_placeholder = "{services}";

/// A template of a subject, and the setting that a user changes it by.
struct Template {
  std::string text;
  std::string setting;
};

Template single_template(const config::Release& release) {
  return {release.message.value_or("chore(release): {service} {version}"), "release.message"};
}

Template several_template(const config::Release& release) {
  return {release.message_several.value_or("chore(release): {services}"),
          "release.message.several"};
}

Template environment_template(const config::Release& release, const std::string& operation) {
  if (operation == "promote") {
    return {release.message_promote.value_or("chore(promote): {services} to {environment}"),
            "release.message.promote"};
  }
  if (operation == "rollback") {
    return {release.message_rollback.value_or("chore(rollback): {services} in {environment}"),
            "release.message.rollback"};
  }
  return {fmt::format("chore({}): {{services}} in {{environment}}", operation), "release.message"};
}

/// `list`, or "12 services" where it is longer than `room` bytes.
std::string shortened(const std::string& list, std::size_t room, std::size_t count,
                      std::string_view what) {
  return list.size() <= room ? list : fmt::format("{} {}", count, what);
}

void add_to_list(std::string& list, const std::string& item) {
  list += fmt::format("{}{}", list.empty() ? "" : ", ", item);
}

/// "api 1.2.4, web 0.2.0".
std::string names_and_versions(const std::vector<ServiceRecord>& services) {
  std::string list;
  for (const ServiceRecord& service : services)
    add_to_list(list, fmt::format("{} {}", service.name, service.version));
  return list;
}

std::string list_line(const std::string& where, const ServiceRecord& service) {
  const std::string was = service.previous ? fmt::format(" (was {})", *service.previous) : "";
  return fmt::format("\n- {}{} {}{}", where, service.name, service.version, was);
}

/// Each service once, with the version of the first record that has it.
std::vector<ServiceRecord> distinct_services(const std::vector<Record>& records) {
  std::vector<ServiceRecord> services;
  for (const Record& record : records) {
    for (const ServiceRecord& service : record.services) {
      const bool is_new = std::none_of(services.begin(), services.end(),
                                       [&](const auto& each) { return each.name == service.name; });
      if (is_new) services.push_back(service);
    }
  }
  return services;
}

std::string several_text(const std::string& pattern, const Record& record) {
  const std::string subject = pattern.substr(0, pattern.find('\n'));
  const std::size_t rest = subject.size() - std::min(subject.size(), services_placeholder.size());
  const std::size_t room = longest_subject - std::min(longest_subject, rest);
  const std::string list = names_and_versions(record.services);
  return replace_all(pattern, services_placeholder,
                     shortened(list, room, record.services.size(), "services"));
}

/// A message as a template makes it, without what relctl adds.
struct Text {
  std::string subject;
  std::string body;  ///< with the empty line before it; may be empty
};

Text split(const std::string& text, const config::Release& release) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  return {text.substr(0, end) + (release.skip_ci ? " [skip ci]" : ""), text.substr(end)};
}

Template subject_template(const config::Release& release, const Record& record) {
  return record.services.size() == 1 ? single_template(release) : several_template(release);
}

/// `text` and a paragraph of trailers for each record. Throws Error(input) naming `setting` where
/// they cannot be read back.
std::string with_trailers(const std::string& text, const std::vector<Record>& records,
                          const std::string& setting) {
  std::string message = text;
  for (const Record& record : records)
    message += "\n\n" + write_trailers(record);
  if (read_records(message) != records) {
    throw Error(ErrorKind::input,
                fmt::format("the commit message of `{}` hides its trailers", setting))
        .hint("let no paragraph of it hold trailers of relctl's");
  }
  return message;
}

Text release_text(const config::Release& release, const Record& record) {
  const std::string pattern = subject_template(release, record).text;
  if (record.services.size() != 1) return split(several_text(pattern, record), release);
  const ServiceRecord& service = record.services.front();
  return split(config::expand(pattern, service.name, std::nullopt, service.version), release);
}

Text environment_text(const config::Release& release, const std::vector<Record>& records) {
  const auto services = distinct_services(records);
  std::string names;
  std::string versions;
  std::string environments;
  for (const ServiceRecord& service : services) {
    add_to_list(names, service.name);
    add_to_list(versions, service.version);
  }
  for (const Record& record : records)
    add_to_list(environments, record.environment.value_or(""));
  const auto fill = [](const std::string& text, std::string_view placeholder,
                       const std::string& list, std::size_t count, std::string_view what) {
    return replace_all(text, placeholder, shortened(list, longest_list, count, what));
  };
  std::string named = names_and_versions(services);
  if (services.empty() && records.front().source) {
    // Manifests alone moved: the version of these is the commit they come from.
    names = "manifests";
    versions = records.front().source->short_hex();
    named = names + ' ' + versions;
  }
  const std::size_t count = services.size();
  std::string text = environment_template(release, records.front().operation).text;
  text = fill(text, services_placeholder, named, count, "services");
  text = fill(text, "{service}", names, count, "services");
  text = fill(text, "{version}", versions, count, "versions");
  text = fill(text, "{environment}", environments, records.size(), "environments");
  return split(text, release);
}

}  // namespace

std::string release_subject(const config::Config& config, const Record& record) {
  return release_text(config.release, record).subject;
}

std::string release_message(const config::Config& config, const Record& record) {
  const Text made = release_text(config.release, record);
  std::string text = made.subject + made.body;
  if (record.services.size() > 1) {
    text += "\n";
    for (const ServiceRecord& service : record.services)
      text += list_line("", service);
  }
  return with_trailers(text, {record}, subject_template(config.release, record).setting);
}

std::string merge_message(const config::Config& config, const Record& record) {
  return with_trailers(fmt::format("Merge \"{}\"", release_subject(config, record)), {record},
                       subject_template(config.release, record).setting);
}

std::string environment_message(const config::Config& config, const std::vector<Record>& records) {
  const Text made = environment_text(config.release, records);
  std::string text = made.subject + made.body;
  if (records.size() > 1 || records.front().services.size() > 1) {
    text += "\n";
    for (const Record& record : records) {
      for (const ServiceRecord& service : record.services)
        text += list_line(record.environment.value_or("") + ": ", service);
    }
  }
  return with_trailers(text, records,
                       environment_template(config.release, records.front().operation).setting);
}

}  // namespace relctl::record

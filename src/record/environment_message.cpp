// SPDX-License-Identifier: MIT
#include "record/environment_message.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::record {
namespace {

constexpr std::size_t longest_list = 48;

void append(std::string& list, const std::string& item) {
  list += fmt::format("{}{}", list.empty() ? "" : ", ", item);
}

std::string default_template(const std::string& operation) {
  if (operation == "promote") return "chore(promote): {services} to {environment}";
  if (operation == "rollback") return "chore(rollback): {services} in {environment}";
  return fmt::format("chore({}): {{services}} in {{environment}}", operation);
}

std::string template_of(const config::Config& config, const std::string& operation) {
  const auto& release = config.release;
  if (operation == "promote" && release.message_promote) return *release.message_promote;
  if (operation == "rollback" && release.message_rollback) return *release.message_rollback;
  return default_template(operation);
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

std::string shortened(const std::string& list, std::size_t count, std::string_view what) {
  return list.size() <= longest_list ? list : fmt::format("{} {}", count, what);
}

std::string replaced(std::string text, std::string_view placeholder, const std::string& value) {
  for (std::size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + value.size())) {
    text.replace(at, placeholder.size(), value);
  }
  return text;
}

std::string listing(const std::vector<Record>& records) {
  std::string text;
  for (const Record& record : records) {
    for (const ServiceRecord& service : record.services) {
      text += fmt::format("\n- {}: {} {}", record.environment.value_or(""), service.name,
                          service.version);
      if (service.previous) text += fmt::format(" (was {})", *service.previous);
    }
  }
  return text;
}

}  // namespace

std::string environment_subject(const config::Config& config, const std::vector<Record>& records) {
  const auto services = distinct_services(records);
  std::string names;
  std::string versions;
  std::string both;
  std::string environments;
  for (const ServiceRecord& service : services) {
    append(names, service.name);
    append(versions, service.version);
    append(both, fmt::format("{} {}", service.name, service.version));
  }
  for (const Record& record : records)
    append(environments, record.environment.value_or(""));
  const std::size_t count = services.size();
  std::string subject = template_of(config, records.front().operation);
  subject = replaced(subject, "{services}", shortened(both, count, "services"));
  subject = replaced(subject, "{service}", shortened(names, count, "services"));
  subject = replaced(subject, "{version}", shortened(versions, count, "versions"));
  subject =
      replaced(subject, "{environment}", shortened(environments, records.size(), "environments"));
  if (config.release.skip_ci) subject += " [skip ci]";
  return subject;
}

std::string environment_message(const config::Config& config, const std::vector<Record>& records) {
  std::string message = environment_subject(config, records);
  const bool several = records.size() > 1 || records.front().services.size() > 1;
  if (several) message += "\n" + listing(records);
  for (const Record& record : records)
    message += "\n\n" + write_trailers(record);
  if (read_records(message) != records) {
    throw Error(ErrorKind::input, "the commit message of `release.message` hides its trailers")
        .hint("let it be one line of text");
  }
  return message;
}

}  // namespace relctl::record

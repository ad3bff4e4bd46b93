// SPDX-License-Identifier: MIT
#include "record/messages.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::record {
namespace {

constexpr std::size_t longest_subject = 72;
constexpr const char* default_single = "chore(release): {service} {version}";
constexpr const char* default_several = "chore(release): {services}";

/// "api 1.2.4, web 0.2.0", or "12 services" where that is too long for a subject.
std::string listing(const Record& record, std::size_t room) {
  std::string text;
  for (const ServiceRecord& service : record.services) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", service.name, service.version);
  }
  if (text.size() <= room) return text;
  return fmt::format("{} services", record.services.size());
}

std::string replaced(std::string text, std::string_view placeholder, const std::string& value) {
  if (const std::size_t at = text.find(placeholder); at != std::string::npos) {
    text.replace(at, placeholder.size(), value);
  }
  return text;
}

std::string several_subject(const config::Config& config, const Record& record) {
  const std::string pattern = config.release.message_several.value_or(default_several);
  const std::size_t room = pattern.size() < longest_subject ? longest_subject - pattern.size() : 0;
  return replaced(pattern, "{services}", listing(record, room));
}

std::string single_subject(const config::Config& config, const ServiceRecord& service) {
  return config::expand(config.release.message.value_or(default_single), service.name, std::nullopt,
                        service.version);
}

std::string with_trailers(const std::string& text, const Record& record) {
  std::string message = text + "\n\n" + write_trailers(record);
  if (read_records(message) != std::vector{record}) {
    throw Error(ErrorKind::input, "the commit message of `release.message` hides its trailers")
        .hint("let it be one line of text");
  }
  return message;
}

}  // namespace

std::string release_subject(const config::Config& config, const Record& record) {
  std::string subject = record.services.size() == 1
                            ? single_subject(config, record.services.front())
                            : several_subject(config, record);
  if (config.release.skip_ci) subject += " [skip ci]";
  return subject;
}

std::string release_message(const config::Config& config, const Record& record) {
  std::string text = release_subject(config, record);
  if (record.services.size() > 1) text += "\n";
  for (const ServiceRecord& service : record.services) {
    if (record.services.size() == 1) break;
    text += fmt::format("\n- {} {}", service.name, service.version);
    if (service.previous) text += fmt::format(" (was {})", *service.previous);
  }
  return with_trailers(text, record);
}

std::string merge_message(const config::Config& config, const Record& record) {
  return with_trailers(fmt::format("Merge \"{}\"", release_subject(config, record)), record);
}

}  // namespace relctl::record

// SPDX-License-Identifier: MIT
#include "record/trailers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "record/check_id.hpp"
#include "record/trailer_values.hpp"

namespace relctl::record {
namespace {

constexpr std::string_view prefix = "Relctl-";

using Trailer = std::pair<std::string_view, std::string_view>;

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

/// Below this line `git merge --squash` puts the messages of the commits, each indented by four
/// blanks below a head like that of git-log(1).
constexpr std::string_view squashed = "Squashed commit of the following:";
constexpr std::string_view squashed_indent = "    ";

std::vector<std::vector<std::string_view>> paragraphs_of(std::string_view message) {
  std::vector<std::vector<std::string_view>> paragraphs;
  bool open = false;
  bool is_squashed = false;
  for (std::string_view line : lines_of(message)) {
    is_squashed = is_squashed || line == squashed;
    if (is_squashed && line.starts_with(squashed_indent))
      line.remove_prefix(squashed_indent.size());
    if (is_blank(line)) {
      open = false;
      continue;
    }
    if (!open) paragraphs.emplace_back();
    open = true;
    paragraphs.back().push_back(line);
  }
  return paragraphs;
}

/// The trailers of a paragraph; none when a line is anything else. Continuation lines belong to
/// other people's trailers: ours have none, and lose their meaning with one.
std::vector<Trailer> trailers_of(const std::vector<std::string_view>& paragraph) {
  std::vector<Trailer> trailers;
  for (const std::string_view line : paragraph) {
    if (line.starts_with("(cherry picked from commit ")) continue;
    if (line.front() == ' ' || line.front() == '\t') {
      if (trailers.empty() || trailers.back().first.starts_with(prefix)) return {};
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return {};
    const std::string_view value = trim_blanks(line.substr(colon + 1));
    trailers.emplace_back(line.substr(0, colon), value);
  }
  return trailers;
}

struct Reading {
  Record record;
  bool format = false;
  bool date = false;
};

/// Sets a value that may stand only once.
template <typename Target, typename Value>
bool set_once(Target& target, const Target& unset, const std::optional<Value>& value) {
  if (!value || target != unset) return false;
  target = *value;
  return true;
}

template <typename Value>
bool append(std::vector<Value>& target, const std::optional<Value>& value) {
  if (value) target.push_back(*value);
  return value.has_value();
}

bool take_date(Reading& reading, std::string_view value) {
  const auto date = read_date(value);
  if (!date || reading.date) return false;
  reading.date = true;
  reading.record.time = date->time;
  reading.record.offset = date->offset;
  return true;
}

bool take_format(Reading& reading, std::string_view value) {
  if (value != "1" || reading.format) return false;
  reading.format = true;
  return true;
}

/// `NAME COMMIT`, of a service that was named before.
bool take_since(Reading& reading, std::string_view value) {
  const std::size_t blank = value.find(' ');
  if (blank == std::string_view::npos) return false;
  const auto commit = read_commit(value.substr(blank + 1));
  for (ServiceRecord& service : reading.record.services) {
    if (service.name == value.substr(0, blank)) return set_once(service.since, {}, commit);
  }
  return false;
}

std::optional<plan::PassedCheck> read_passed(std::string_view value) {
  const std::size_t colon = value.find(": ");
  if (colon == std::string_view::npos) return std::nullopt;
  plan::PassedCheck passed{std::string(value.substr(0, colon)),
                           std::string(value.substr(colon + 2))};
  if (!is_check_id(passed.check) || !is_key(passed.reason)) return std::nullopt;
  return passed;
}

using Take = bool (*)(Reading&, std::string_view);

struct Field {
  std::string_view name;
  Take take;
};

constexpr Field fields[] = {
    {"Format", take_format},
    {"Operation",
     [](Reading& r, std::string_view v) {
       return set_once(r.record.operation, std::string(), read_name(v));
     }},
    {"Id", [](Reading& r,
              std::string_view v) { return set_once(r.record.id, std::string(), read_id(v)); }},
    {"Service",
     [](Reading& r, std::string_view v) { return append(r.record.services, read_service(v)); }},
    {"Image",
     [](Reading& r, std::string_view v) { return append(r.record.images, read_image(v)); }},
    {"Environment",
     [](Reading& r, std::string_view v) {
       return set_once(r.record.environment, {}, read_name(v));
     }},
    {"From",
     [](Reading& r, std::string_view v) { return set_once(r.record.from, {}, read_name(v)); }},
    {"Source",
     [](Reading& r, std::string_view v) { return set_once(r.record.source, {}, read_commit(v)); }},
    {"Since", take_since},
    {"Tag", [](Reading& r, std::string_view v) { return append(r.record.tags, read_word(v)); }},
    {"Passed",
     [](Reading& r, std::string_view v) { return append(r.record.passed, read_passed(v)); }},
    {"Request",
     [](Reading& r, std::string_view v) { return set_once(r.record.request, {}, read_word(v)); }},
    {"Hold", [](Reading& r, std::string_view v) { return append(r.record.holds, read_word(v)); }},
    {"Date", take_date},
    {"Key",
     [](Reading& r, std::string_view v) {
       return is_key(v) && set_once(r.record.key, {}, std::optional<std::string>(v));
     }},
    {"Tool",
     [](Reading& r, std::string_view v) {
       return set_once(r.record.tool, std::string(), read_version_word(v));
     }},
};

std::optional<Record> record_of(const std::vector<Trailer>& trailers) {
  Reading reading;
  for (const auto& [token, value] : trailers) {
    if (!token.starts_with(prefix)) continue;
    const std::string_view name = token.substr(prefix.size());
    const auto* field = std::find_if(std::begin(fields), std::end(fields),
                                     [name](const Field& each) { return each.name == name; });
    if (field == std::end(fields)) continue;
    if (!field->take(reading, value)) return std::nullopt;
  }
  const Record& record = reading.record;
  const bool whole = reading.format && reading.date && !record.operation.empty() &&
                     !record.id.empty() && !record.tool.empty();
  return whole ? std::optional(record) : std::nullopt;
}

}  // namespace

Record new_record(std::string name, const plan::Operation& operation) {
  Record record;
  record.operation = std::move(name);
  record.id = operation.id;
  record.time = operation.time;
  record.offset = operation.offset;
  record.key = operation.key;
  record.passed = operation.passed;
  record.tool = operation.tool;
  return record;
}

std::string write_trailers(const Record& record) {
  std::string text = "Relctl-Format: 1\n";
  const auto add = [&text](std::string_view name, std::string_view value) {
    text += fmt::format("{}{}: {}\n", prefix, name, value);
  };
  add("Operation", record.operation);
  add("Id", record.id);
  if (record.environment) add("Environment", *record.environment);
  if (record.from) add("From", *record.from);
  for (const ServiceRecord& service : record.services)
    add("Service", write_service(service));
  for (const ServiceRecord& service : record.services) {
    if (service.since) add("Since", service.name + " " + service.since->hex());
  }
  for (const ImageRecord& image : record.images)
    add("Image", write_image(image));
  if (record.source) add("Source", record.source->hex());
  for (const std::string& tag : record.tags)
    add("Tag", tag);
  for (const plan::PassedCheck& passed : record.passed)
    add("Passed", passed.check + ": " + passed.reason);
  for (const std::string& hold : record.holds)
    add("Hold", hold);
  add("Date", write_date({record.time, record.offset}));
  if (record.request) add("Request", *record.request);
  if (record.key) add("Key", *record.key);
  add("Tool", record.tool);
  if (read_records("subject\n\n" + text) != std::vector{record}) {
    throw Error(ErrorKind::bug, "the trailers of this operation cannot be read back:\n" + text);
  }
  return text;
}

std::string write_tag_message(const std::string& tag, const Record& record,
                              const std::string& notes) {
  std::string words;
  for (std::string_view rest = notes; !rest.empty();) {
    const std::size_t size = std::min(rest.find('\n'), rest.size());
    // A line that begins with a blank is no trailer, and what follows it is none of ours.
    if (rest.starts_with(prefix)) words += ' ';
    words.append(rest.substr(0, size)).push_back('\n');
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
  if (!words.empty()) words += '\n';
  std::string message = tag + "\n\n" + words + write_trailers(record);
  if (read_records(message) == std::vector{record}) return message;
  throw Error(ErrorKind::input, "the notes of " + tag + " hide its trailers")
      .hint("lines of the changelog that begin with `Relctl-` are no text for people");
}

std::string notes_in_tag(std::string_view message) {
  const std::size_t subject = message.find("\n\n");
  const std::size_t trailers = message.rfind("\n\nRelctl-Format: ");
  if (subject == std::string_view::npos || trailers == std::string_view::npos) return {};
  if (trailers <= subject) return {};
  return std::string(message.substr(subject + 2, trailers - subject - 1));
}

std::vector<Record> read_records(std::string_view message) {
  std::vector<Record> records;
  const auto paragraphs = paragraphs_of(message);
  for (std::size_t i = 1; i < paragraphs.size(); ++i) {
    if (auto record = record_of(trailers_of(paragraphs[i]))) records.push_back(std::move(*record));
  }
  return records;
}

std::string told_overrides(std::string_view message) {
  std::string words = read_override(message).value_or("");
  for (const Record& record : read_records(message)) {
    for (const plan::PassedCheck& passed : record.passed)
      words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", passed.check, passed.reason);
  }
  return words;
}

std::optional<std::string> read_override(std::string_view message) {
  const auto paragraphs = paragraphs_of(message);
  for (std::size_t i = 1; i < paragraphs.size(); ++i) {
    for (const auto& [name, value] : trailers_of(paragraphs[i])) {
      if (name == "Relctl-Override" && !value.empty()) return std::string(value);
    }
  }
  return std::nullopt;
}

bool is_key(std::string_view text) {
  constexpr std::size_t most = 200;
  return !text.empty() && text.size() <= most && trim_blanks(text) == text &&
         std::none_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < ' ' || byte == 0x7f;
         });
}

}  // namespace relctl::record

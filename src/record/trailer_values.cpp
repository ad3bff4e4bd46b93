// SPDX-License-Identifier: MIT
#include "record/trailer_values.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <vector>

#include <fmt/format.h>

#include "kustomize/image_reference.hpp"

namespace relctl::record {
namespace {

constexpr std::size_t longest_word = 512;
constexpr std::string_view digits = "0123456789";
constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr std::string_view version_characters =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+_-";
constexpr std::string_view repository_characters =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.:/_-[]";

bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.size() <= longest_word &&
         text.find_first_not_of(characters) == std::string_view::npos;
}

std::optional<std::string> checked(std::string_view text, bool good) {
  return good ? std::optional<std::string>(text) : std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// `text` as a number when it is `size` digits at `offset`.
std::optional<int> number_at(std::string_view text, std::size_t offset, std::size_t size) {
  const std::string_view part = text.substr(offset, size);
  if (part.size() != size || !consists_of(part, digits)) return std::nullopt;
  int value = 0;
  std::from_chars(part.data(), part.data() + part.size(), value);
  return value;
}

std::optional<int> read_offset(std::string_view text) {
  const auto hours = number_at(text, 1, 2);
  const auto minutes = number_at(text, 4, 2);
  if (text.size() != 6 || text[3] != ':' || !hours || !minutes || *minutes > 59) {
    return std::nullopt;
  }
  const int offset = *hours * 60 + *minutes;
  if (text[0] == '+') return offset;
  return text[0] == '-' ? std::optional(-offset) : std::nullopt;
}

std::chrono::sys_seconds local_time(const Date& date) {
  return std::chrono::sys_seconds(std::chrono::seconds(date.time) +
                                  std::chrono::minutes(date.offset));
}

}  // namespace

std::optional<std::string> read_name(std::string_view text) {
  return checked(text, consists_of(text, name_characters));
}

std::optional<std::string> read_id(std::string_view text) {
  constexpr std::size_t size = 32;
  return checked(text, text.size() == size && consists_of(text, hex_digits));
}

std::optional<ObjectId> read_commit(std::string_view text) {
  const auto id = ObjectId::parse(text);
  return id && id->hex() == text ? id : std::nullopt;
}

std::optional<std::string> read_word(std::string_view text) {
  const bool good = !text.empty() && text.size() <= longest_word &&
                    std::none_of(text.begin(), text.end(), [](char c) {
                      const auto byte = static_cast<unsigned char>(c);
                      return byte <= ' ' || byte == 0x7f;
                    });
  return checked(text, good);
}

std::optional<std::string> read_version_word(std::string_view text) {
  return checked(text, consists_of(text, version_characters));
}

std::optional<ServiceRecord> read_service(std::string_view text) {
  const auto words = words_of(text);
  const bool has_previous = words.size() == 4 && words[2] == "from";
  if (words.size() != 2 && !has_previous) return std::nullopt;
  const auto name = read_name(words[0]);
  const auto version = read_version_word(words[1]);
  if (!name || !version) return std::nullopt;
  ServiceRecord service{*name, *version, std::nullopt};
  if (has_previous) {
    service.previous = read_version_word(words[3]);
    if (!service.previous) return std::nullopt;
  }
  return service;
}

std::optional<ImageRecord> read_image(std::string_view text) {
  const auto words = words_of(text);
  if (words.size() != 2) return std::nullopt;
  std::string_view reference = words[1];
  std::optional<std::string> digest;
  if (const std::size_t at = reference.find('@'); at != std::string_view::npos) {
    digest = reference.substr(at + 1);
    if (!kustomize::is_digest(*digest)) return std::nullopt;
    reference = reference.substr(0, at);
  }
  const std::size_t colon = reference.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto environment = read_name(words[0]);
  const auto tag = read_version_word(reference.substr(colon + 1));
  const std::string_view name = reference.substr(0, colon);
  if (!environment || !tag || !consists_of(name, repository_characters)) return std::nullopt;
  return ImageRecord{*environment, std::string(name), *tag, digest};
}

std::optional<Date> read_date(std::string_view text) {
  constexpr std::size_t size = 25;
  if (text.size() != size) return std::nullopt;
  const auto year = number_at(text, 0, 4);
  const auto month = number_at(text, 5, 2);
  const auto day = number_at(text, 8, 2);
  const auto hour = number_at(text, 11, 2);
  const auto minute = number_at(text, 14, 2);
  const auto second = number_at(text, 17, 2);
  const auto offset = read_offset(text.substr(19));
  if (!year || !month || !day || !hour || !minute || !second || !offset) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  const std::chrono::sys_seconds local = std::chrono::sys_days(date) + std::chrono::hours(*hour) +
                                         std::chrono::minutes(*minute) +
                                         std::chrono::seconds(*second);
  const std::chrono::sys_seconds utc = local - std::chrono::minutes(*offset);
  const Date result{utc.time_since_epoch().count(), *offset};
  return write_date(result) == text ? std::optional(result) : std::nullopt;
}

std::string write_service(const ServiceRecord& service) {
  return service.previous
             ? fmt::format("{} {} from {}", service.name, service.version, *service.previous)
             : fmt::format("{} {}", service.name, service.version);
}

std::string write_image(const ImageRecord& image) {
  return fmt::format("{} {}:{}{}", image.environment, image.name, image.tag,
                     image.digest ? "@" + *image.digest : "");
}

std::string write_date(const Date& date) {
  const auto local = local_time(date);
  const auto days = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::hh_mm_ss clock(local - days);
  const int distance = std::abs(date.offset);
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", day_of(date), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), date.offset < 0 ? '-' : '+',
                     distance / 60, distance % 60);
}

std::string minute_of(const Date& date) {
  const auto time = local_time(date);
  const std::chrono::hh_mm_ss clock(time - std::chrono::floor<std::chrono::days>(time));
  return fmt::format("{} {:02}:{:02}", day_of(date), clock.hours().count(),
                     clock.minutes().count());
}

std::string day_of(const Date& date) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(local_time(date)));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string_view trim_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace relctl::record

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "record/trailers.hpp"

namespace relctl::record {

/// A second of time as its writer's clock showed it.
struct Date {
  std::int64_t time = 0;  ///< seconds since 1970 UTC
  int offset = 0;         ///< minutes east of UTC
  bool operator==(const Date&) const = default;
};

/// The grammars of trailer values. Each reader gives nothing for a value that its writer would not
/// have written.
std::optional<std::string> read_name(std::string_view text);          ///< `[a-z0-9-]+`
std::optional<std::string> read_id(std::string_view text);            ///< 32 hexadecimal digits
std::optional<ObjectId> read_commit(std::string_view text);           ///< 40 hexadecimal digits
std::optional<std::string> read_word(std::string_view text);          ///< no blank, no control
std::optional<std::string> read_version_word(std::string_view text);  ///< `[0-9A-Za-z.+_-]+`
std::optional<ServiceRecord> read_service(std::string_view text);     ///< `NAME VERSION [from OLD]`
std::optional<ImageRecord> read_image(std::string_view text);         ///< `ENVIRONMENT REFERENCE`
std::optional<Date> read_date(std::string_view text);  ///< `2026-01-31T23:59:59+01:00`

std::string write_service(const ServiceRecord& service);
std::string write_image(const ImageRecord& image);
std::string write_date(const Date& date);

/// The day of `date` in its writer's zone: `2026-01-31`.
std::string day_of(const Date& date);

/// The day and the minute of `date` in its writer's zone: `2026-01-31 17:05`.
std::string minute_of(const Date& date);

/// `text` without blanks and tabs at either end.
std::string_view trim_blanks(std::string_view text);

}  // namespace relctl::record

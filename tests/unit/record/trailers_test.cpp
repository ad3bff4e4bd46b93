// SPDX-License-Identifier: MIT
#include "record/trailers.hpp"

#include <random>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "record/trailer_values.hpp"

using namespace relctl::record;
using relctl::ObjectId;

namespace {

const std::string hash(40, 'a');
const std::string digest = "sha256:" + std::string(64, 'b');

Record full_record() {
  Record record;
  record.operation = "bump";
  record.id = std::string(32, '7');
  record.services = {{"api", "1.2.4", "1.2.3"}, {"web", "0.1.0-rc.1", std::nullopt}};
  record.images = {{"dev", "localhost:5000/team/api", "1.2.4", digest},
                   {"dev", "web", "0.1.0-rc.1", std::nullopt}};
  record.environment = "dev";
  record.source = ObjectId::parse(hash);
  record.tags = {"api/v1.2.4", "web/v0.1.0-rc.1"};
  record.holds = {"0a1b2c3d-api", "0a1b2c3d"};
  record.time = 1'769'900'399;
  record.offset = -210;
  record.key = "run 17/attempt: 2";
  record.tool = "0.1.0";
  return record;
}

Record small_record() {
  Record record;
  record.operation = "hold";
  record.id = std::string(32, '0');
  record.time = 0;
  record.tool = "0.1.0";
  return record;
}

std::string small_text() {
  return write_trailers(small_record());
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a record is written as these lines and read back as itself") {
  const std::string expected =
      "Relctl-Format: 1\n"
      "Relctl-Operation: bump\n"
      "Relctl-Id: 77777777777777777777777777777777\n"
      "Relctl-Environment: dev\n"
      "Relctl-Service: api 1.2.4 from 1.2.3\n"
      "Relctl-Service: web 0.1.0-rc.1\n"
      "Relctl-Image: dev localhost:5000/team/api:1.2.4@" +
      digest +
      "\n"
      "Relctl-Image: dev web:0.1.0-rc.1\n"
      "Relctl-Source: " +
      hash +
      "\n"
      "Relctl-Tag: api/v1.2.4\n"
      "Relctl-Tag: web/v0.1.0-rc.1\n"
      "Relctl-Hold: 0a1b2c3d-api\n"
      "Relctl-Hold: 0a1b2c3d\n"
      "Relctl-Date: 2026-01-31T19:29:59-03:30\n"
      "Relctl-Key: run 17/attempt: 2\n"
      "Relctl-Tool: 0.1.0\n";
  CHECK(write_trailers(full_record()) == expected);
  CHECK(read_records("chore(release): x\n\nbody\n\n" + expected) == std::vector{full_record()});
}

TEST_CASE("the message of a tag names the tag and holds the record") {
  const std::string message = write_tag_message("v1.2.4", full_record());
  CHECK(message.starts_with("v1.2.4\n\n"));
  CHECK(read_records(message) == std::vector{full_record()});
}

TEST_CASE("trailers are found wherever a paragraph of a message is nothing but trailers") {
  const std::string trailers = small_text();
  const struct {
    std::string what;
    std::string message;
    std::size_t found;
  } cases[] = {
      {"at the end", "subject\n\n" + trailers, 1},
      {"after a body", "subject\n\nbody\nmore body\n\n" + trailers, 1},
      {"before a body", "subject\n\n" + trailers + "\nbody\n", 1},
      {"with a trailer of somebody else above", "subject\n\nSigned-off-by: A <a@b.c>\n" + trailers,
       1},
      {"with a trailer of somebody else below",
       "subject\n\n" + trailers + "Co-authored-by: B <b@b.c>\n", 1},
      {"with a folded trailer of somebody else",
       "subject\n\nReviewed-by: B\n continued\n" + trailers, 1},
      {"cherry-picked with -x",
       "subject\n\n" + trailers + "(cherry picked from commit " + hash + ")\n", 1},
      {"without a last line end", "subject\n\n" + trailers.substr(0, trailers.size() - 1), 1},
      {"twice, as a squash has them", "subject\n\n" + trailers + "\n* second\n\n" + trailers, 2},
      {"as the subject", trailers, 0},
      {"below a subject without an empty line", "subject\n" + trailers, 0},
      {"inside a body", "subject\n\nRead this:\n" + trailers, 0},
      {"indented, as a quotation", "subject\n\n  " + trailers, 0},
      {"with a body line between", "subject\n\n" + trailers + "and so on\n", 0},
      {"in no message", "", 0},
  };
  for (const auto& each : cases) {
    CAPTURE(each.what);
    CHECK(read_records(each.message).size() == each.found);
  }
}

TEST_CASE("git's own message of a squash holds the records of the commits below it") {
  const std::string trailers = write_trailers(small_record());
  std::string indented = "    chore: x\n\n";
  for (std::size_t at = 0; at < trailers.size(); at = trailers.find('\n', at) + 1)
    indented += "    " + trailers.substr(at, trailers.find('\n', at) + 1 - at);
  const std::string head = "commit " + std::string(40, 'a') + "\nAuthor: A <a@b>\nDate:   now\n\n";
  const std::string squash = "Squashed commit of the following:\n\n" + head + indented;
  CHECK(read_records(squash) == std::vector{small_record()});
  CHECK(read_records("feat: all\n\n" + squash + "\n" + head + indented).size() == 2);
  CHECK(read_records(head + indented).empty());
  CHECK(read_records("chore: x\n\n" + indented).empty());
}

TEST_CASE("a message with CRLF line ends holds the same record") {
  std::string message = "subject\r\n\r\n";
  for (const char c : write_trailers(full_record())) {
    if (c == '\n') message += '\r';
    message += c;
  }
  CHECK(read_records(message) == std::vector{full_record()});
}

TEST_CASE("a paragraph with a malformed value of ours is not ours") {
  const std::string good = write_trailers(full_record());
  REQUIRE(read_records("s\n\n" + good).size() == 1);
  const std::pair<std::string, std::string> cases[] = {
      {"Format: 1", "Format: 2"},
      {"Format: 1", "Format: 01"},
      {"Operation: bump", "Operation: Bump"},
      {"Operation: bump", "Operation:"},
      {"Id: 7", "Id: "},
      {"Id: 7", "Id: G"},
      {"api 1.2.4 from", "api 1.2.4 after"},
      {"api 1.2.4 from", "api  1.2.4 from"},
      {"api 1.2.4 from", "a_pi 1.2.4 from"},
      {"api 1.2.4 from 1.2.3", "api"},
      {"web 0.1.0-rc.1", "web 0.1.0;rm"},
      {"team/api:1.2.4@sha256:", "team/api:1.2.4@sha512:"},
      {"team/api:1.2.4@sha256:b", "team/api:1.2.4@sha256:B"},
      {"dev web:0.1.0-rc.1", "dev web"},
      {"dev web:0.1.0-rc.1", "web:0.1.0-rc.1"},
      {"dev web:0.1.0-rc.1", "dev $(web):0.1.0-rc.1"},
      {"Source: a", "Source: A"},
      {"Source: a", "Source: "},
      {"Tag: api/v1.2.4", "Tag: api v1.2.4"},
      {"Date: 2026-01-31T", "Date: 2026-02-31T"},
      {"Date: 2026-01-31T", "Date: 2026-1-31T"},
      {"T19:29:59", "T24:29:59"},
      {"T19:29:59", "T19:60:59"},
      {"-03:30", "Z"},
      {"-03:30", "-03:60"},
      {"Key: run 17", "Key: run\t17"},
      {"Tool: 0.1.0", "Tool: 0.1.0 beta"},
      {"Relctl-Date: 2026", "Relctl-Key: other\nRelctl-Date: 2026"},
      {"Relctl-Date: 2026", "Relctl-Source: " + hash + "\nRelctl-Date: 2026"},
      {"Relctl-Operation: bump\n", ""},
      {"Relctl-Tool: 0.1.0\n", ""},
      {"Relctl-Format: 1\n", ""},
      {"Relctl-Tag: web", " continued\nRelctl-Tag: web"},
  };
  for (const auto& [from, to] : cases) {
    CAPTURE(from);
    CAPTURE(to);
    CHECK(read_records("s\n\n" + replaced(good, from, to)).empty());
  }
}

TEST_CASE("trailers of ours that this version does not know are passed over") {
  const std::string text = small_text() + "Relctl-Override: the database burns\n";
  CHECK(read_records("s\n\n" + text) == std::vector{small_record()});
}

TEST_CASE("a record that could not be read back is never written") {
  Record record = small_record();
  record.key = "a\nRelctl-Source: " + hash;
  CHECK_THROWS_AS(write_trailers(record), relctl::Error);
  record = small_record();
  record.tags = {"two words"};
  CHECK_THROWS_AS(write_trailers(record), relctl::Error);
  record = small_record();
  record.tool.clear();
  CHECK_THROWS_AS(write_trailers(record), relctl::Error);
}

TEST_CASE("a key has no control character and no blank at its ends") {
  for (const std::string good : {"1", "run 17", "a: b", "grün"}) {
    CAPTURE(good);
    CHECK(is_key(good));
  }
  for (const std::string& bad :
       {std::string(), std::string(" a"), std::string("a "), std::string("a\nb"),
        std::string("a\0b", 3), std::string(201, 'a')}) {
    CAPTURE(bad);
    CHECK_FALSE(is_key(bad));
  }
}

TEST_CASE("a date is written as its writer's clock showed it") {
  const std::pair<Date, std::string> cases[] = {
      {{0, 0}, "1970-01-01T00:00:00+00:00"},
      {{0, -60}, "1969-12-31T23:00:00-01:00"},
      {{951'782'399, 0}, "2000-02-28T23:59:59+00:00"},
      {{951'782'400, 330}, "2000-02-29T05:30:00+05:30"},
      {{-1, 840}, "1970-01-01T13:59:59+14:00"},
  };
  for (const auto& [date, text] : cases) {
    CAPTURE(text);
    CHECK(write_date(date) == text);
    CHECK(read_date(text) == date);
  }
  CHECK(day_of({951'782'399, 1}) == "2000-02-29");
}

TEST_CASE("whatever is read from a damaged message can be written and read back") {
  std::mt19937 random(1);
  const std::string good = "s\n\n" + write_trailers(full_record());
  std::size_t read = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string message = good;
    for (int change = 0; change < 2; ++change) {
      message[random() % message.size()] = static_cast<char>(random() % 128);
    }
    for (const Record& record : read_records(message)) {
      ++read;
      REQUIRE(read_records("s\n\n" + write_trailers(record)) == std::vector{record});
    }
  }
  CHECK(read > 0);
}

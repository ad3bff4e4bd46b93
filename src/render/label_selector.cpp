// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <optional>

#include "base/error.hpp"
#include "render/go_numbers.hpp"
#include "render/selector.hpp"

namespace relctl::render {

/// One requirement on one label.
struct LabelSelector::Requirement {
  enum class Operator { exists, absent, in, not_in, greater, less };
  std::string key;
  Operator op = Operator::exists;
  std::vector<std::string> values{};

  [[nodiscard]] bool holds(const std::string* value) const {
    const auto listed = [&] {
      return std::find(values.begin(), values.end(), *value) != values.end();
    };
    switch (op) {
      case Operator::exists:
        return value != nullptr;
      case Operator::absent:
        return value == nullptr;
      case Operator::in:
        return value != nullptr && listed();
      case Operator::not_in:
        return value == nullptr || !listed();
      case Operator::greater:
      case Operator::less:
        return value != nullptr && compares(*value);
    }
    return false;
  }

 private:
  [[nodiscard]] bool compares(const std::string& value) const {
    const auto left = parse_int(value, 10);
    const auto right = parse_int(values.front(), 10);
    if (!left || !right) return false;
    return op == Operator::greater ? *left > *right : *left < *right;
  }
};

namespace {

constexpr std::size_t name_limit = 63;

bool is_alphanumeric(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// A label's value, and the name of its key: letters and digits at both ends, `-_.` within.
bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= name_limit && is_alphanumeric(text.front()) &&
         is_alphanumeric(text.back()) && std::all_of(text.begin(), text.end(), [](char c) {
           return is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
         });
}

/// A DNS subdomain: the part of a label's key before its slash.
bool is_domain(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('.', start), text.size());
    const std::string_view part = text.substr(start, end - start);
    start = end + 1;
    if (part.empty() || part.front() == '-' || part.back() == '-') return false;
    if (!std::all_of(part.begin(), part.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        })) {
      return false;
    }
  }
  return true;
}

bool is_label_key(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return is_name(text);
  return is_domain(text.substr(0, slash)) && is_name(text.substr(slash + 1));
}

}  // namespace

/// Reads a selector from left to right.
class LabelSelectorParser {
 public:
  using Requirement = LabelSelector::Requirement;
  using Operator = Requirement::Operator;

  explicit LabelSelectorParser(std::string_view text) : text_(text), left_(text) { next(); }

  std::vector<Requirement> parse() {
    std::vector<Requirement> requirements;
    while (!token_.empty()) {
      requirements.push_back(requirement());
      if (token_.empty()) break;
      if (token_ != ",") fail("\",\"");
      next();
      if (token_.empty()) fail("a label behind \",\"");
    }
    return requirements;
  }

 private:
  static bool is_special(char c) {
    return std::string_view("=!(),><").find(c) != std::string_view::npos;
  }
  static bool is_space(char c) {
    return std::string_view(" \t\r\n").find(c) != std::string_view::npos;
  }

  void next() {
    while (!left_.empty() && is_space(left_[0]))
      left_.remove_prefix(1);
    std::size_t size = 0;
    if (left_.starts_with("==") || left_.starts_with("!=")) {
      size = 2;
    } else if (!left_.empty() && is_special(left_[0])) {
      size = 1;
    } else {
      while (size < left_.size() && !is_special(left_[size]) && !is_space(left_[size]))
        ++size;
    }
    token_ = left_.substr(0, size);
    left_.remove_prefix(size);
  }

  [[nodiscard]] bool at_word() const { return !token_.empty() && !is_special(token_[0]); }

  Requirement requirement() {
    const bool absent = token_ == "!";
    if (absent) next();
    if (!at_word() || !is_label_key(token_)) fail("a label");
    Requirement result{std::string(token_), absent ? Operator::absent : Operator::exists};
    next();
    if (token_.empty() || token_ == ",") return result;
    result.op = comparison();
    result.values = result.op == Operator::in || result.op == Operator::not_in ? list_or_value()
                                                                               : exact_value();
    check_values(result);
    return result;
  }

  Operator comparison() {
    const std::string_view word = token_;
    next();
    list_ = word == "in" || word == "notin";
    if (word == "in" || word == "=" || word == "==") return Operator::in;
    if (word == "notin" || word == "!=") return Operator::not_in;
    if (word == ">") return Operator::greater;
    if (word == "<") return Operator::less;
    fail("=, ==, !=, <, >, in or notin");
  }

  std::vector<std::string> list_or_value() { return list_ ? list() : exact_value(); }

  std::vector<std::string> exact_value() {
    if (token_.empty() || token_ == ",") return {""};
    if (!at_word()) fail("a value");
    std::vector<std::string> values{std::string(token_)};
    next();
    return values;
  }

  std::vector<std::string> list() {
    if (token_ != "(") fail("\"(\"");
    next();
    std::vector<std::string> values;
    bool expects_value = true;
    for (; token_ != ")"; next()) {
      if (token_ == ",") {
        if (expects_value) values.emplace_back();
        expects_value = true;
      } else if (at_word() && expects_value) {
        values.emplace_back(token_);
        expects_value = false;
      } else {
        fail("\",\", \")\" or a value");
      }
    }
    if (expects_value) values.emplace_back();
    next();
    return values;
  }

  void check_values(const Requirement& requirement) const {
    const bool number = requirement.op == Operator::greater || requirement.op == Operator::less;
    for (const std::string& value : requirement.values) {
      if (!value.empty() && !is_name(value)) fail("a value that labels may have");
      if (number && !parse_int(value, 10)) fail("a whole number");
    }
  }

  [[noreturn]] void fail(const std::string& expected) const {
    throw Error(ErrorKind::input,
                "\"" + std::string(text_) + "\" is no label selector: " + expected +
                    " is expected where there is \"" + std::string(token_) + "\"");
  }

  std::string_view text_;
  std::string_view left_;
  std::string_view token_;
  bool list_ = false;
};

LabelSelector::LabelSelector(std::string_view text)
    : requirements_(LabelSelectorParser(text).parse()) {}

LabelSelector::~LabelSelector() = default;
LabelSelector::LabelSelector(LabelSelector&&) noexcept = default;
LabelSelector& LabelSelector::operator=(LabelSelector&&) noexcept = default;

bool LabelSelector::matches(const std::map<std::string, std::string, std::less<>>& labels) const {
  return std::all_of(requirements_.begin(), requirements_.end(),
                     [&](const Requirement& requirement) {
                       const auto found = labels.find(requirement.key);
                       return requirement.holds(found == labels.end() ? nullptr : &found->second);
                     });
}

}  // namespace relctl::render

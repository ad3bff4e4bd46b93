// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "net/curl_library.hpp"
#include "net/message.hpp"

namespace relctl::net {

/// What bounds one try.
struct TryLimits {
  std::chrono::milliseconds connect_timeout;
  std::chrono::milliseconds timeout;
  std::size_t most_bytes;
  std::optional<std::string> ca_file;
};

/// Why there is no answer.
enum class Failure {
  none,           ///< there is one
  not_connected,  ///< nothing was sent
  timed_out,      ///< connecting or answering took too long
  broken,         ///< the line broke after something was sent
  untrusted,      ///< the server's certificate was not accepted
  refused,        ///< anything that another try would not mend
};

/// What came of one try.
struct TryOutcome {
  Failure failure = Failure::none;
  bool connected = false;  ///< something may have been sent
  std::string words;       ///< libcurl's, of the failure
  Response response;
  std::string redirect;  ///< the absolute address that a 3xx answer names; empty: none
};

/// One connection's worth of libcurl: sends requests one after the other and reuses the connection.
/// Follows no redirect and tries nothing twice.
class Transfer {
 public:
  /// Loads libcurl. Throws Error(system) where it is missing.
  Transfer();

  TryOutcome perform(const Request& request, const std::string& url, const TryLimits& limits);

 private:
  struct Free {
    const CurlLibrary* library;
    void operator()(CURL* handle) const { library->easy_cleanup(handle); }
    void operator()(curl_slist* list) const { library->slist_free_all(list); }
  };
  using HeaderList = std::unique_ptr<curl_slist, Free>;

  template <typename Value>
  void set(CURLoption option, Value value);
  [[nodiscard]] HeaderList header_list(const Request& request) const;
  void set_connection(const std::string& url, const TryLimits& limits);
  void set_method(const Request& request);
  void read_facts(TryOutcome& outcome);

  CurlLibrary library_;
  std::unique_ptr<CURL, Free> handle_;
};

}  // namespace relctl::net

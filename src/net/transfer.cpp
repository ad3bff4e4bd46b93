// SPDX-License-Identifier: MIT
#include "net/transfer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/build_info.hpp"
#include "base/error.hpp"

namespace relctl::net {
namespace {

constexpr std::size_t most_header_bytes = 256U << 10U;
constexpr curl_off_t longest_pause = 1'000'000;  // seconds

/// What the callbacks of a try collect. They are called from C, through which nothing may be
/// thrown.
struct Received {
  Response* response;
  std::size_t most_bytes;
  std::size_t header_bytes = 0;
  bool too_big = false;
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* pointer) noexcept {
  auto& received = *static_cast<Received*>(pointer);
  received.too_big = size > received.most_bytes - received.response->body.size();
  if (received.too_big) return 0;
  received.response->body.append(data, size);
  return size;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* pointer) noexcept {
  auto& received = *static_cast<Received*>(pointer);
  received.header_bytes += size;
  received.too_big = received.header_bytes > most_header_bytes;
  if (received.too_big) return 0;
  const std::string_view line(data, size);
  // A further status line begins a new answer: what came before was a "100 Continue".
  if (line.starts_with("HTTP/")) received.response->headers.clear();
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    received.response->headers.push_back({std::string(trimmed(line.substr(0, colon))),
                                          std::string(trimmed(line.substr(colon + 1)))});
  }
  return size;
}

Failure failure_of(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return Failure::none;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return Failure::not_connected;
    case CURLE_OPERATION_TIMEDOUT:
      return Failure::timed_out;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return Failure::broken;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return Failure::untrusted;
    default:
      return Failure::refused;
  }
}

void check_header(const Header& header) {
  const std::string text = header.name + header.value;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte == 0x7f) {
      throw Error(ErrorKind::input, "the value for the header " + header.name +
                                        " holds a control character, such as a line end")
          .hint("look at the variable that the token or secret comes from");
    }
  }
}

}  // namespace

Transfer::Transfer() : handle_(library_.easy_init(), Free{&library_}) {
  if (!handle_) throw Error(ErrorKind::system, "libcurl has no memory for a connection");
}

template <typename Value>
void Transfer::set(CURLoption option, Value value) {
  const CURLcode code = library_.easy_setopt(handle_.get(), option, value);
  if (code != CURLE_OK) {
    throw Error(ErrorKind::system,
                std::string("libcurl refuses a setting: ") + library_.easy_strerror(code));
  }
}

Transfer::HeaderList Transfer::header_list(const Request& request) const {
  // An empty Expect keeps libcurl from waiting a second for "100 Continue".
  HeaderList list(library_.slist_append(nullptr, "Expect:"), Free{&library_});
  for (const Header& header : request.headers) {
    check_header(header);
    const std::string line = header.name + ": " + header.value;
    library_.slist_append(list.get(), line.c_str());
  }
  return list;
}

void Transfer::set_connection(const std::string& url, const TryLimits& limits) {
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.timeout.count()));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (limits.ca_file) set(CURLOPT_CAINFO, limits.ca_file->c_str());
  set(CURLOPT_USERAGENT, ("relctl/" + std::string(own_version())).c_str());
}

void Transfer::set_method(const Request& request) {
  if (!request.body.empty() || request.method == "POST") {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_POSTFIELDS, request.body.data());
  }
  // Without this libcurl would wait for the body that an answer to HEAD announces.
  if (request.method == "HEAD") set(CURLOPT_NOBODY, 1L);
  set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void Transfer::read_facts(TryOutcome& outcome) {
  long status = 0;
  library_.easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  outcome.response.status = static_cast<int>(status);
  const char* redirect = nullptr;
  library_.easy_getinfo(handle_.get(), CURLINFO_REDIRECT_URL, &redirect);
  if (redirect != nullptr) outcome.redirect = redirect;
  curl_off_t wait = 0;
  library_.easy_getinfo(handle_.get(), CURLINFO_RETRY_AFTER, &wait);
  if (!outcome.response.header("Retry-After")) return;
  // libcurl turns a date into seconds from now, negative ones for a date that has passed.
  outcome.response.retry_after =
      std::chrono::seconds(std::clamp<curl_off_t>(wait, 0, longest_pause));
}

TryOutcome Transfer::perform(const Request& request, const std::string& url,
                             const TryLimits& limits) {
  library_.easy_reset(handle_.get());
  TryOutcome outcome;
  Received received{&outcome.response, limits.most_bytes};
  std::array<char, CURL_ERROR_SIZE> words{};
  const HeaderList headers = header_list(request);
  set_connection(url, limits);
  set_method(request);
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_ERRORBUFFER, words.data());
  set(CURLOPT_WRITEFUNCTION, &take_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&received));
  set(CURLOPT_HEADERFUNCTION, &take_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&received));
  const CURLcode code = library_.easy_perform(handle_.get());
  // libcurl keeps the pointer, and looks at it when the handle is freed.
  library_.easy_setopt(handle_.get(), CURLOPT_ERRORBUFFER, nullptr);
  outcome.failure = failure_of(code);
  if (code != CURLE_OK) {
    outcome.words = words.front() != '\0' ? words.data() : library_.easy_strerror(code);
    if (received.too_big) outcome.words = "the answer is too big";
    double connected = 0;
    library_.easy_getinfo(handle_.get(), CURLINFO_CONNECT_TIME, &connected);
    outcome.connected = connected > 0;
    return outcome;
  }
  read_facts(outcome);
  return outcome;
}

}  // namespace relctl::net

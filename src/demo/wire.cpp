// SPDX-License-Identifier: MIT
#include "demo/wire.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace relctl::demo {

Request read_head(const httplib::Request& request) {
  Request head;
  head.method = request.method;
  head.path = request.path;
  head.raw_path = request.target.substr(0, request.target.find('?'));
  head.query = {request.params.begin(), request.params.end()};
  head.headers = {request.headers.begin(), request.headers.end()};
  head.id = request_id(head.header("X-Request-Id"));
  return head;
}

void write_into(httplib::Response& to, const Response& response) {
  to.status = response.status;
  to.reason = reason(response.status);
  for (const auto& [name, value] : response.headers)
    to.set_header(name, value);
  if (!response.content_type.empty()) to.set_content(response.body, response.content_type);
}

bool wants_close(const httplib::Request& request) {
  std::string connection = request.get_header_value("Connection");
  std::transform(connection.begin(), connection.end(), connection.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  if (connection.find("close") != std::string::npos) return true;
  return request.version != "HTTP/1.1" && connection.find("keep-alive") == std::string::npos;
}

void finish_headers(httplib::Response& response, const std::string& id, bool closing) {
  response.headers.erase("Connection");
  response.headers.erase("Keep-Alive");
  response.headers.erase("Accept-Ranges");
  if (response.status == 204) response.headers.erase("Content-Length");
  if (closing) response.set_header("Connection", "close");
  response.set_header("X-Request-Id", id);
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Cache-Control", "no-store");
}

std::string to_text(const Response& response, const std::string& id) {
  return fmt::format(
      "HTTP/1.1 {} {}\r\nConnection: close\r\nContent-Type: {}\r\nContent-Length: {}\r\n"
      "X-Request-Id: {}\r\n\r\n{}",
      response.status, reason(response.status), response.content_type, response.body.size(), id,
      response.body);
}

}  // namespace relctl::demo

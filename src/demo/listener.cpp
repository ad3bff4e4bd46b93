// SPDX-License-Identifier: MIT
#include "demo/listener.hpp"

#include <cerrno>
#include <memory>
#include <system_error>

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/error.hpp"

namespace relctl::demo {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* first) const { freeaddrinfo(first); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses resolve(const std::string& host, std::uint16_t port) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  addrinfo* found = nullptr;
  const int failure = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found);
  if (failure != 0) {
    throw Error(ErrorKind::system, fmt::format("HOST {}: {}", host, gai_strerror(failure)));
  }
  return Addresses(found);
}

void set_option(const Descriptor& socket, int level, int option, int value) {
  setsockopt(socket.number(), level, option, &value, sizeof value);
}

}  // namespace

Descriptor listen_on(const std::string& host, std::uint16_t port) {
  const Addresses address = resolve(host, port);
  Descriptor opened(socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  set_option(opened, SOL_SOCKET, SO_REUSEADDR, 1);
  if (address->ai_family == AF_INET6) set_option(opened, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (!opened.open() || bind(opened.number(), address->ai_addr, address->ai_addrlen) != 0 ||
      listen(opened.number(), SOMAXCONN) != 0) {
    throw Error(ErrorKind::system, fmt::format("cannot listen on HOST {}, PORT {}: {}", host, port,
                                               std::generic_category().message(errno)));
  }
  return opened;
}

std::uint16_t port_of(const Descriptor& socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (getsockname(socket.number(), reinterpret_cast<sockaddr*>(&bound), &size) != 0) return 0;
  if (bound.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&bound)->sin6_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in*>(&bound)->sin_port);
}

}  // namespace relctl::demo

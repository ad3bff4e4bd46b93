// SPDX-License-Identifier: MIT
#include "net/curl_library.hpp"

#include <string>

#include <dlfcn.h>

#include "base/error.hpp"

namespace relctl::net {
namespace {

// Debian builds libcurl twice; git brings the second, so that one of the two is nearly always
// there.
void* open_library() {
  for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4"}) {
    if (void* library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL)) return library;
  }
  throw Error(ErrorKind::system,
              "the library libcurl is not installed, and a forge or webhook "
              "cannot be reached without it")
      .hint("install it: apt-get install libcurl4, apk add libcurl, dnf install libcurl");
}

template <typename Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) {
    throw Error(ErrorKind::system, std::string("libcurl has no function ") + name);
  }
}

}  // namespace

CurlLibrary::CurlLibrary() {
  // Never closed again: TLS libraries leave handlers behind that run at the process's end.
  void* library = open_library();
  find(library, "curl_global_init", global_init);
  find(library, "curl_global_cleanup", global_cleanup);
  find(library, "curl_easy_init", easy_init);
  find(library, "curl_easy_setopt", easy_setopt);
  find(library, "curl_easy_perform", easy_perform);
  find(library, "curl_easy_getinfo", easy_getinfo);
  find(library, "curl_easy_strerror", easy_strerror);
  find(library, "curl_easy_reset", easy_reset);
  find(library, "curl_easy_cleanup", easy_cleanup);
  find(library, "curl_slist_append", slist_append);
  find(library, "curl_slist_free_all", slist_free_all);
  if (global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    throw Error(ErrorKind::system, "libcurl cannot be initialised");
  }
}

CurlLibrary::~CurlLibrary() {
  global_cleanup();
}

}  // namespace relctl::net

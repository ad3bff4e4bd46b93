// SPDX-License-Identifier: MIT
#pragma once

#include <curl/curl.h>

namespace relctl::net {

/// The functions of libcurl that relctl uses, found with dlopen when the first request is made.
/// Linked, libcurl and the thirty libraries that it needs would be loaded at every start, which
/// costs `relctl --version` and every local command more time than their own work takes.
struct CurlLibrary {
  /// Loads libcurl. Throws Error(system) that says what to install where it is missing.
  CurlLibrary();
  CurlLibrary(const CurlLibrary&) = delete;
  CurlLibrary& operator=(const CurlLibrary&) = delete;
  ~CurlLibrary();

  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_global_cleanup) global_cleanup = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_perform) easy_perform = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_easy_reset) easy_reset = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
};

}  // namespace relctl::net

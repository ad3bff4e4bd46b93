/* SPDX-License-Identifier: MIT */
/* Stands in for the network of libgit2, which relctl never uses: the git program fetches and
 * pushes.
 *
 * libgit2's archive enters TLS, SSH and HTTP by the names below alone. Defined here, the linker
 * leaves those parts out, and with them OpenSSL, mbed TLS, libssh2 and Kerberos: the program starts
 * without reading certificate authorities. The names are internal to libgit2, so meson links and
 * runs this file with the archive before it is used. */
#include <git2.h>
#include <git2/sys/stream.h>
#include <git2/sys/transport.h>

int git_mbedtls_stream_global_init(void);
int git_mbedtls__set_cert_location(const char* file, const char* path);
int git_mbedtls_stream_new(git_stream** out, const char* host, const char* port);
int git_mbedtls_stream_wrap(git_stream** out, git_stream* in, const char* host);
int git_transport_ssh_global_init(void);
extern _Bool git_http__expect_continue;

/* A setting of the HTTP transport that git_libgit2_opts writes. */
_Bool git_http__expect_continue = 0;

static int refuse(void) {
  git_error_set_str(GIT_ERROR_NET, "this libgit2 was linked without its network");
  return -1;
}

int git_mbedtls_stream_global_init(void) {
  return 0;
}

int git_transport_ssh_global_init(void) {
  return 0;
}

int git_mbedtls__set_cert_location(const char* file, const char* path) {
  (void)file, (void)path;
  return refuse();
}

int git_mbedtls_stream_new(git_stream** out, const char* host, const char* port) {
  (void)out, (void)host, (void)port;
  return refuse();
}

int git_mbedtls_stream_wrap(git_stream** out, git_stream* in, const char* host) {
  (void)out, (void)in, (void)host;
  return refuse();
}

int git_transport_ssh_with_paths(git_transport** out, git_remote* owner, void* payload) {
  (void)out, (void)owner, (void)payload;
  return refuse();
}

int git_smart_subtransport_ssh(git_smart_subtransport** out, git_transport* owner, void* param) {
  (void)out, (void)owner, (void)param;
  return refuse();
}

int git_smart_subtransport_http(git_smart_subtransport** out, git_transport* owner, void* param) {
  (void)out, (void)owner, (void)param;
  return refuse();
}

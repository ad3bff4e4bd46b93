// SPDX-License-Identifier: MIT
#include "tree/digest.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace relctl {

TEST_CASE("SHA-256 is that of FIPS 180-4") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("HMAC-SHA256 gives the vectors of RFC 4231") {
  struct Case {
    std::string key;
    std::string bytes;
    std::string digest;
  };
  const std::vector<Case> cases = {
      {std::string(20, '\x0b'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.bytes);
    CHECK(hmac_sha256(each.key, each.bytes) == each.digest);
  }
}

TEST_CASE("MD5 and SHA-1 are those of RFC 1321 and FIPS 180-4") {
  CHECK(hexadecimal(digest_of(Hash::md5, "abc")) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hexadecimal(digest_of(Hash::sha1, "abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
}

}  // namespace relctl

// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "forge/api.hpp"
#include "forge/forge.hpp"

namespace relctl::forge {

/// One client a forge, each by its documented REST API:
/// GitHub's of version 2022-11-28, which GitHub Enterprise Server speaks too.
std::unique_ptr<Forge> make_github(Place place, Token token, net::Http& http);
/// GitLab's version 4.
std::unique_ptr<Forge> make_gitlab(Place place, Token token, net::Http& http);
/// Gitea's and Forgejo's version 1.
std::unique_ptr<Forge> make_gitea(Place place, Token token, net::Http& http);
/// Bitbucket Cloud's version 2.0.
std::unique_ptr<Forge> make_bitbucket(Place place, Token token, net::Http& http);

/// Throws Error(system) unless the request that a server answered with has a number.
OpenRequest checked(OpenRequest request, const Access& access);

}  // namespace relctl::forge

// Which line of a server's configuration mends what a rule finds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/check/host_visit.hpp"

namespace cairn::check {

enum class ServerKind { nginx, apache, s3, caddy };
inline constexpr ServerKind k_server_kinds[] = {ServerKind::nginx, ServerKind::apache, ServerKind::s3,
                                                ServerKind::caddy};

std::string_view name_of(ServerKind kind);  ///< "nginx", as options have it
std::optional<ServerKind> server_named(std::string_view name);

/// What the host says that it is (Server, x-amz-request-id); nullopt: nothing that we know.
std::optional<ServerKind> server_of(const HostVisit& host);

struct Remedy {
    std::string_view rule;
    std::string_view nginx;
    std::string_view apache;
    std::string_view s3;
    std::string_view caddy;

    std::string_view of(ServerKind kind) const;
};

/// Every rule has one. Precondition: `rule` is the id of a rule.
const Remedy& remedy_of(std::string_view rule);

}  // namespace cairn::check

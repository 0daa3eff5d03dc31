#include "builder/probe/source_bytes.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/secrets.hpp"
#include "base/storage/object_stamp.hpp"
#include "base/storage/storage_error.hpp"
#include "base/text.hpp"
#include "base/web_place.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;

std::string_view code_of(Kind kind) {
    if (kind == Kind::changed) return "probe/changed";
    return kind == Kind::over_budget ? "probe/over-budget" : "probe/unreadable";
}

std::string_view what_to_do(Kind kind) {
    switch (kind) {
        case Kind::missing:
            return "check that it is still there";
        case Kind::denied:
            return "check who may read it, and the credentials (docs/remote.md)";
        case Kind::changed:
            return "the next run reads it again";
        case Kind::refused:
            return "name the address that it leads to";
        case Kind::over_budget:
            return "raise remote.max_requests or remote.max_mib, or run again: what was read is kept in the state";
        case Kind::too_large:
        case Kind::failed:
        case Kind::timed_out:
            break;
    }
    return "try again later, or with fewer requests at once (remote.requests)";
}

}  // namespace

Problem problem_of(const StorageFault& fault, std::string_view path) {
    return {.stage = Stage::probe,
            .code = std::string(code_of(fault.kind)),
            .path = to_utf8(path),
            .message = fault.kind == Kind::too_large
                           ? discreet(fault.message)
                           : discreet(fmt::format("cannot be fetched: {}; {}", fault.message, what_to_do(fault.kind)))};
}

Problem not_fetched(std::string_view place) {
    return {.stage = Stage::probe,
            .code = "probe/unreadable",
            .path = to_utf8(place),
            .message = "it lies in no archive of the configuration, and nothing else is fetched: add an archive, or a "
                       "prefix to remote.follow"};
}

Outcome<std::unique_ptr<PositionedBytes>> open_source_bytes(const std::string& path, WebStorages* web) {
    if (!is_web(path)) {
        auto file = open_positioned(path);
        if (!file) return file.take_problem();
        return std::unique_ptr<PositionedBytes>(*std::move(file));
    }
    const auto place = web == nullptr ? std::nullopt : web->find(path);
    if (!place) return not_fetched(path);
    try {
        std::unique_ptr<ObjectBytes> bytes = web->take(path);
        if (bytes == nullptr) bytes = ObjectBytes::open(*place);
        Witness::saw(path, std::optional(stamp_of(bytes->stat())));
        return std::unique_ptr<PositionedBytes>(std::move(bytes));
    } catch (const StorageError& error) {
        if (error.fault().kind == Kind::missing) Witness::saw(path, std::optional<FileStamp>());
        return problem_of(error.fault(), path);
    }
}

}  // namespace cairn

#include "search/documents.hpp"

#include <fmt/format.h>

#include "base/json/parse.hpp"

namespace cairn::search {

std::optional<json::Value> Documents::take(PendingDocument document, const Warn& warn, Presence presence) {
    Answer<std::string> answer = document.m_read->take();
    const std::string place = m_storage.place_of(document.m_key);
    if (const auto* fault = std::get_if<StorageFault>(&answer)) {
        if (fault->kind == StorageFault::Kind::over_budget) throw SearchEnded(place + ": " + fault->message);
        const bool is_absent = fault->kind == StorageFault::Kind::missing;
        if (!is_absent || presence == Presence::expected)
            warn({"search/unreadable-document", place, "the document cannot be read: " + fault->message});
        return std::nullopt;
    }
    ++m_count;
    auto parsed = json::parse(std::get<std::string>(answer));
    if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
        warn({"search/not-json", place,
              fmt::format("line {}, column {}: {}", error->position.line, error->position.column, error->message)});
        return std::nullopt;
    }
    auto& value = std::get<json::Value>(parsed);
    if (value.IsObject()) return std::move(value);
    warn({"search/not-json", place, "found no JSON object"});
    return std::nullopt;
}

}  // namespace cairn::search

#include "builder/config/text_place.hpp"

#include <algorithm>

namespace cairn {

namespace {

/// Bytes of the document up to a place; its size when there is no such line.
std::size_t offset_of(std::string_view document, YamlPlace place) {
    std::size_t at = 0;
    for (std::size_t line = 1; line < place.line; ++line) {
        at = document.find('\n', at);
        if (at == std::string_view::npos) return document.size();
        ++at;
    }
    return std::min(at + place.column - 1, document.size());
}

/// How many bytes of a double-quoted scalar its next byte takes: an escape is several.
std::size_t length_of_escape(std::string_view rest) {
    if (rest.size() < 2 || rest[0] != '\\') return 1;
    return rest[1] == 'u' ? 6 : rest[1] == 'x' ? 4 : 2;
}

}  // namespace

YamlPlace place_within(std::string_view document, YamlPlace scalar, std::size_t offset) {
    if (scalar.line == 0) return scalar;
    const std::string_view rest = document.substr(offset_of(document, scalar));
    const std::string_view written = rest.substr(0, rest.find('\n'));
    if (written.empty() || std::string_view("|>&!*").find(written.front()) != std::string_view::npos) return scalar;
    const char quote = written.front();
    std::size_t at = quote == '"' || quote == '\'' ? 1 : 0;
    for (std::size_t i = 0; i < offset && at < written.size(); ++i) {
        if (quote == '"') {
            at += length_of_escape(written.substr(at));
        } else {
            at += quote == '\'' && written.substr(at, 2) == "''" ? 2 : 1;
        }
    }
    return at >= written.size() ? scalar : YamlPlace{scalar.line, scalar.column + at};
}

}  // namespace cairn

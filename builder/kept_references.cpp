#include "builder/kept_references.hpp"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::string_view k_format = "cairn-references 1";

std::string_view next_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

}  // namespace

KeptReferences KeptReferences::parse(std::string_view text) {
    KeptReferences kept;
    if (next_line(text) != k_format) return kept;
    while (!text.empty()) {
        const std::string_view line = next_line(text);
        const std::size_t space = line.find(' ');
        if (space == std::string_view::npos || space + 3 > line.size()) continue;
        WrittenReferences& references = kept.m_known[std::string(line.substr(0, space))];
        auto& into = line[space + 1] == 'f' ? references.files : references.notes;
        into.emplace_back(line.substr(space + 3));
    }
    return kept;
}

std::string KeptReferences::text() const {
    std::string text(k_format);
    text += '\n';
    for (const auto& [digest, references] : m_known) {
        for (const std::string& file : references.files) text += digest + " f " + file + '\n';
        for (const std::string& note : references.notes) text += digest + " n " + note + '\n';
    }
    return text;
}

}  // namespace cairn

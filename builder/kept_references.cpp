#include "builder/kept_references.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <optional>

#include "base/percent.hpp"
#include "builder/write/line_file.hpp"

namespace cairn {

namespace {

constexpr LineFormat k_format{"cairn-references 2", "lines "};

/// Takes the lines of Items one after the other.
class Lines {
  public:
    explicit Lines(std::map<std::string, WrittenReferences>& known) : m_known(known) {}

    bool take(std::string_view line) {
        const std::string_view kind = take_field(line);
        if (kind == "item") return take_item(line);
        if (m_item == nullptr) return false;
        if (kind == "file") return take_file(line);
        const std::optional<std::string> path = kind == "refused" ? percent_decode(take_field(line)) : std::string();
        std::optional<std::string> text = percent_decode(line);
        if (!path || !text) return false;
        if (kind == "note") {
            m_item->notes.push_back(*std::move(text));
        } else if (kind == "refused") {
            m_item->refusals.push_back({*path, *std::move(text)});
        } else {
            return false;
        }
        return true;
    }

  private:
    bool take_item(std::string_view line) {
        const auto inputs = digest_from(take_field(line));
        const auto rule = digest_from(take_field(line));
        const auto folder = percent_decode(line);
        if (!inputs || !rule || !folder) return false;
        m_item = &m_known[*folder];
        m_item->inputs = *inputs;
        m_item->rule = *rule;
        return true;
    }

    bool take_file(std::string_view line) {
        const auto digest = digest_from(take_field(line));
        if (!digest || !fault_of_path(line).empty()) return false;
        m_item->files.push_back({std::string(line), *digest});
        return true;
    }

    std::map<std::string, WrittenReferences>& m_known;
    WrittenReferences* m_item = nullptr;
};

}  // namespace

KeptReferences KeptReferences::parse(std::string_view text) {
    KeptReferences kept;
    Lines lines(kept.m_known);
    const std::string fault = read_line_file(text, k_format, [&](std::string_view line) { return lines.take(line); });
    return fault.empty() ? kept : KeptReferences();
}

std::string KeptReferences::text() const {
    std::string lines;
    std::size_t count = 0;
    const auto add = [&](std::string line) {
        lines += line += '\n';
        ++count;
    };
    for (const auto& [folder, item] : m_known) {
        add(fmt::format("item {} {} {}", text_of(item.inputs), text_of(item.rule), percent_encoded(folder)));
        for (const auto& file : item.files) add(fmt::format("file {} {}", text_of(file.digest), file.path));
        for (const std::string& note : item.notes) add("note " + percent_encoded(note));
        for (const auto& refused : item.refusals)
            add(fmt::format("refused {} {}", percent_encoded(refused.path), percent_encoded(refused.message)));
    }
    return line_file_text(k_format, count, lines);
}

}  // namespace cairn

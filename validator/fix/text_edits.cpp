#include "validator/fix/text_edits.hpp"

#include <algorithm>
#include <utility>

#include "base/json/locate.hpp"
#include "base/json/write.hpp"

namespace cairn::validate {

namespace {

constexpr std::string_view k_space = " \t\r\n";

std::size_t end_of_string(std::string_view text, std::size_t begin) {
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return text.size();
}

/// The offset behind the value that begins at `begin`; the text is valid JSON.
std::size_t end_of_value(std::string_view text, std::size_t begin) {
    if (begin < text.size() && text[begin] == '"') return end_of_string(text, begin);
    const bool is_scalar = begin < text.size() && text[begin] != '{' && text[begin] != '[';
    if (is_scalar) return std::min(text.find_first_of(",]} \t\r\n", begin), text.size());
    std::size_t depth = 0;
    for (std::size_t i = begin; i < text.size(); ++i) {
        if (text[i] == '"') {
            i = end_of_string(text, i) - 1;
        } else if (text[i] == '{' || text[i] == '[') {
            ++depth;
        } else if ((text[i] == '}' || text[i] == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return text.size();
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

/// Lines [begin, end) of one text that stand where others do in the other.
struct Hunk {
    std::size_t old_begin, old_end, new_begin, new_end;
};

/// Lines that differ, by the next line that both have: edits of a document are small, and no line of them comes often.
std::vector<Hunk> hunks_of(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after) {
    constexpr std::size_t k_window = 2000;
    std::vector<Hunk> hunks;
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < before.size() || b < after.size()) {
        if (a < before.size() && b < after.size() && before[a] == after[b]) {
            ++a;
            ++b;
            continue;
        }
        std::size_t best_a = before.size();
        std::size_t best_b = after.size();
        for (std::size_t sum = 1; sum < k_window; ++sum) {
            bool is_found = false;
            for (std::size_t more = 0; more <= sum && !is_found; ++more) {
                const std::size_t x = a + more;
                const std::size_t y = b + (sum - more);
                if (x >= before.size() || y >= after.size() || before[x] != after[y]) continue;
                best_a = x;
                best_b = y;
                is_found = true;
            }
            if (is_found) break;
        }
        hunks.push_back({a, best_a, b, best_b});
        a = best_a;
        b = best_b;
    }
    return hunks;
}

void append_lines(std::string& diff, char sign, const std::vector<std::string_view>& lines, std::size_t begin,
                  std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) diff.append(1, sign).append(lines[i]).append("\n");
}

}  // namespace

std::optional<Span> span_of(std::string_view text, std::string_view pointer) {
    const json::Position position = json::locate(text, pointer);
    return Span{position.offset, end_of_value(text, position.offset)};
}

TextEdit added_member(std::string_view text, const Span& object, std::string_view name, std::string_view json_value) {
    const std::size_t first = text.find_first_not_of(k_space, object.begin + 1);
    const std::size_t last = text.find_last_not_of(k_space, object.end - 2);
    const std::string_view inside = text.substr(object.begin, object.end - object.begin);
    const std::size_t colon = inside.find("\":");
    const bool has_blank = colon != std::string_view::npos && colon + 2 < inside.size() && inside[colon + 2] == ' ';
    std::string member;
    json::append_quoted(member, name);
    member += has_blank ? ": " : ":";
    member += json_value;
    if (first == object.end - 1) return {{object.begin + 1, object.begin + 1}, member};  // it was empty
    const std::string_view before_first = text.substr(object.begin + 1, first - object.begin - 1);
    const bool has_lines = before_first.find('\n') != std::string_view::npos;
    const std::string between = has_lines ? std::string(before_first) : std::string(has_blank ? " " : "");
    return {{last + 1, last + 1}, "," + between + member};
}

std::string edited(std::string_view text, std::vector<TextEdit> edits) {
    std::stable_sort(edits.begin(), edits.end(),
                     [](const TextEdit& a, const TextEdit& b) { return a.span.begin < b.span.begin; });
    std::string result;
    std::size_t at = 0;
    for (const TextEdit& edit : edits) {
        result.append(text.substr(at, edit.span.begin - at)).append(edit.text);
        at = edit.span.end;
    }
    return result.append(text.substr(at));
}

std::string unified_diff(std::string_view before, std::string_view after, const std::string& path) {
    constexpr std::size_t k_around = 3;
    const std::vector<std::string_view> old_lines = lines_of(before);
    const std::vector<std::string_view> new_lines = lines_of(after);
    const std::vector<Hunk> hunks = hunks_of(old_lines, new_lines);
    if (hunks.empty()) return {};
    std::string diff = "--- a/" + path + "\n+++ b/" + path + "\n";
    for (std::size_t i = 0; i < hunks.size();) {
        std::size_t last = i;
        while (last + 1 < hunks.size() && hunks[last + 1].old_begin - hunks[last].old_end <= 2 * k_around) ++last;
        const std::size_t lead = std::min(k_around, hunks[i].old_begin);
        const std::size_t trail = std::min(k_around, old_lines.size() - hunks[last].old_end);
        const auto range = [](std::size_t begin, std::size_t end) {
            return std::to_string(end > begin ? begin + 1 : begin) + "," + std::to_string(end - begin);
        };
        diff += "@@ -" + range(hunks[i].old_begin - lead, hunks[last].old_end + trail) + " +" +
                range(hunks[i].new_begin - lead, hunks[last].new_end + trail) + " @@\n";
        append_lines(diff, ' ', old_lines, hunks[i].old_begin - lead, hunks[i].old_begin);
        for (std::size_t h = i; h <= last; ++h) {
            append_lines(diff, '-', old_lines, hunks[h].old_begin, hunks[h].old_end);
            append_lines(diff, '+', new_lines, hunks[h].new_begin, hunks[h].new_end);
            const std::size_t end = h < last ? hunks[h + 1].old_begin : hunks[h].old_end + trail;
            append_lines(diff, ' ', old_lines, hunks[h].old_end, end);
        }
        i = last + 1;
    }
    return diff;
}

}  // namespace cairn::validate

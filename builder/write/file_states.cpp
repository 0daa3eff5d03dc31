#include "builder/write/file_states.hpp"

#include <fmt/format.h>

#include "builder/write/line_file.hpp"

namespace cairn {

namespace {

constexpr LineFormat k_format{"cairn-states 1", "files "};

}  // namespace

std::string file_states_text(const FileStates& states) {
    std::string lines;
    for (const auto& [path, state] : states) {
        lines += fmt::format("{} {} {} {}\n", state.size_bytes, state.mtime_ns, state.inode, path);
    }
    return line_file_text(k_format, states.size(), lines);
}

FileStates parse_file_states(std::string_view text) {
    FileStates states;
    const std::string fault = read_line_file(text, k_format, [&](std::string_view line) {
        const auto size = number_of<std::uint64_t>(take_field(line));
        const auto mtime = number_of<std::int64_t>(take_field(line));
        const auto inode = number_of<std::uint64_t>(take_field(line));
        if (!size || !mtime || !inode) return false;
        return states.insert(std::string(line), FileState{*size, *mtime, *inode});
    });
    return fault.empty() ? states : FileStates();
}

}  // namespace cairn

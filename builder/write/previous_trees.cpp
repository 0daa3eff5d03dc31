#include "builder/write/previous_trees.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "builder/write/line_file.hpp"
#include "builder/write/output_layout.hpp"
#include "builder/write/write_file.hpp"

namespace cairn {

namespace {

std::string folder_of_tree(const std::string& out, std::uint64_t number) {
    return out + '/' + k_previous + '/' + std::to_string(number);
}

}  // namespace

std::vector<std::uint64_t> previous_numbers(const Filesystem& filesystem, const std::string& out) {
    std::vector<std::uint64_t> numbers;
    const std::string folder = out + '/' + k_previous;
    if (filesystem.kind_of(folder) != PathKind::folder) return numbers;
    for (const DiskMember& member : filesystem.members_of(folder)) {
        const auto number = number_of<std::uint64_t>(member.name);
        if (number && member.kind == PathKind::folder && std::to_string(*number) == member.name) {
            numbers.push_back(*number);
        }
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

PreviousTree previous_tree(const Filesystem& filesystem, const std::string& out, std::uint64_t number) {
    const std::string folder = folder_of_tree(out, number);
    Outcome<Manifest> manifest = Manifest::parse(filesystem.read(folder + "/manifest"), folder + "/manifest");
    if (!manifest) throw std::invalid_argument("'" + folder + "/manifest' " + manifest.problem().message);
    std::string time = filesystem.read(folder + "/replaced_at");
    if (time.ends_with('\n')) time.pop_back();
    const auto seconds = number_of<std::int64_t>(time);
    if (!seconds) throw std::invalid_argument("'" + folder + "/replaced_at' holds no time: remove that tree");
    return {number, *seconds, *std::move(manifest)};
}

void stage_previous(Filesystem& filesystem, const std::string& out, const Manifest& manifest,
                    const std::vector<std::string>& going, std::int64_t now_s) {
    const std::string folder = out + '/' + k_staged_previous;
    filesystem.create_folders(folder + "/tree");
    for (const std::string& path : going) {
        const std::string target = folder + "/tree/" + path;
        filesystem.create_folders(folder_of(target));
        filesystem.link_or_copy(out + '/' + path, target);
    }
    write_file(filesystem, folder + "/manifest", manifest.text());
    write_file(filesystem, folder + "/replaced_at", std::to_string(now_s) + '\n');
}

void remove_old_previous(Filesystem& filesystem, const std::string& out, std::size_t count) {
    std::vector<std::uint64_t> numbers = previous_numbers(filesystem, out);
    const std::size_t superfluous = numbers.size() - std::min(numbers.size(), count);
    for (std::size_t i = 0; i < superfluous; ++i) filesystem.remove_all(folder_of_tree(out, numbers[i]));
    if (superfluous > 0) filesystem.remove_folder(out + '/' + k_previous);
}

std::string kept_file(const Filesystem& filesystem, const std::string& out, const std::vector<std::uint64_t>& numbers,
                      std::uint64_t number, const std::string& path) {
    for (const std::uint64_t at : numbers) {
        if (at < number) continue;
        std::string file = folder_of_tree(out, at) + "/tree/" + path;
        if (filesystem.kind_of(file) == PathKind::file) return file;
    }
    return {};
}

}  // namespace cairn

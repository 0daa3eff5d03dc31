#include "builder/shards/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>

#include "builder/shards/shard_set.hpp"

namespace cairn {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_most_named = 20;

}  // namespace

std::vector<std::string> files_with_ending(const std::vector<std::string>& paths, std::string_view ending) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> found;
        for (const fs::directory_entry& entry : fs::directory_iterator(path))
            if (entry.path().extension() == ending) found.push_back(entry.path().string());
        std::ranges::sort(found);
        std::ranges::move(found, std::back_inserter(files));
    }
    return files;
}

void Faults::refuse_any(const std::string& what) const {
    if (m_faults.empty()) return;
    std::string lines;
    for (std::size_t i = 0; i < std::min(m_faults.size(), k_most_named); ++i) lines += "\n  " + m_faults[i];
    if (m_faults.size() > k_most_named) lines += fmt::format("\n  and {} more", m_faults.size() - k_most_named);
    throw ShardsRefused(what + " cannot be merged; nothing was changed:" + lines);
}

}  // namespace cairn

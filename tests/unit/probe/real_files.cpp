#include "tests/unit/probe/real_files.hpp"

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>
#include <fstream>
#include <iterator>
#include <optional>

#include "tests/support/source_folder.hpp"

namespace cairn::test {

namespace fs = boost::filesystem;

namespace {

std::optional<Format> format_of(const fs::path& path) {
    std::ifstream file(path.string(), std::ios::binary);
    std::string head(1 << 16, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    if (head.starts_with("CDF\x01")) return Format::cdf1;
    if (head.starts_with("CDF\x02")) return Format::cdf2;
    if (head.starts_with("CDF\x05")) return Format::cdf5;
    for (std::size_t at = 0; at < head.size(); at = at == 0 ? 512 : at * 2) {
        if (head.compare(at, 8, "\x89HDF\r\n\x1a\n") == 0) return Format::hdf5;
    }
    return std::nullopt;
}

}  // namespace

std::vector<Source> netcdf_files_below(const std::string& folder) {
    std::vector<Source> sources;
    if (!fs::is_directory(folder)) return sources;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (!fs::is_regular_file(entry.path())) continue;
        const auto format = format_of(entry.path());
        if (!format) continue;
        Source source;
        source.path = entry.path().string();
        source.relative = fs::relative(entry.path(), folder).string();
        source.format = *format;
        source.stamp.size_bytes = fs::file_size(entry.path());
        sources.push_back(std::move(source));
    }
    std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.relative < b.relative; });
    return sources;
}

std::string shared_data() { return test::source_folder() + "/../shared/data"; }

Resources resources_in_use() {
    Resources resources;
    for (const fs::directory_entry& task : fs::directory_iterator("/proc/self/task")) {
        std::ifstream children((task.path() / "children").string());
        resources.children += static_cast<std::size_t>(
            std::distance(std::istream_iterator<long>(children), std::istream_iterator<long>()));
    }
    const fs::directory_iterator descriptors("/proc/self/fd");
    resources.descriptors = static_cast<std::size_t>(std::distance(descriptors, fs::directory_iterator()));
    return resources;
}

}  // namespace cairn::test

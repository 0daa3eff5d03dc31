#include "builder/cli/virtual_sources.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <stdexcept>

#include "base/percent.hpp"
#include "base/text.hpp"
#include "builder/cli/single_source.hpp"
#include "builder/config/defaults.hpp"
#include "builder/discover/serial_runner.hpp"
#include "builder/discover/walk.hpp"
#include "builder/probe/formats.hpp"

namespace cairn {

namespace {

void add(Source source, VirtualSources& into) {
    const bool is_set = source.format == Format::kerchunk_json || source.format == Format::kerchunk_parquet;
    (is_set ? into.references : into.files).push_back(std::move(source));
}

void sort_once(std::vector<Source>& sources) {
    const auto by_path = [](const Source& a, const Source& b) { return a.path < b.path; };
    std::sort(sources.begin(), sources.end(), by_path);
    const auto is_same = [](const Source& a, const Source& b) { return a.path == b.path; };
    sources.erase(std::unique(sources.begin(), sources.end(), is_same), sources.end());
}

}  // namespace

VirtualSources find_virtual_sources(const std::vector<std::string>& paths, const std::atomic<bool>& stop) {
    VirtualSources found;
    for (const std::string& path : paths) {
        const std::string whole = absolute_path(path);
        if (std::filesystem::is_directory(whole) && !format_of_folder(whole)) {
            Archive archive;
            archive.root = whole;
            SerialRunner runner;
            WalkResult walked = walk(archive, 0, runner, stop);
            for (Source& source : walked.sources) add(std::move(source), found);
            std::move(walked.problems.begin(), walked.problems.end(), std::back_inserter(found.problems));
            continue;
        }
        Outcome<Source> source = single_source(whole);
        if (source) {
            add(*std::move(source), found);
        } else {
            found.problems.push_back(source.take_problem());
        }
    }
    sort_once(found.files);
    sort_once(found.references);
    return found;
}

SourceAddress::SourceAddress(const std::string& root, const std::string& href)
    : m_root(root.empty() ? "" : absolute_path(root)), m_href(without_final_slash(href)) {}

std::string SourceAddress::of(const std::string& path) const {
    if (m_href.empty()) return to_utf8(path);
    const std::string below = m_root == "/" ? m_root : m_root + '/';
    if (!path.starts_with(below))
        throw std::invalid_argument("'" + to_utf8(path) + "' is not below --root, so that it has no address");
    return m_href + '/' + percent_encoded(path.substr(below.size()));
}

std::string SourceAddress::path_of(std::string_view url) const {
    constexpr std::string_view k_file = "file://";
    if (!m_href.empty() && url.starts_with(m_href + '/'))
        return m_root + percent_decode_leniently(url.substr(m_href.size()));
    if (url.starts_with(k_file)) return percent_decode_leniently(url.substr(k_file.size()));
    return url.starts_with('/') ? std::string(url) : std::string();
}

}  // namespace cairn

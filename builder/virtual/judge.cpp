#include "builder/virtual/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/storage/file_bytes.hpp"
#include "base/text.hpp"
#include "builder/probe/array_bytes.hpp"
#include "builder/probe/formats.hpp"
#include "builder/virtual/manifest_reader.hpp"
#include "builder/virtual/reference_list.hpp"

namespace cairn::virtualize {

namespace {

struct Stretch {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    auto operator<=>(const Stretch&) const = default;
};

constexpr const char* k_make_again = "make the references again";

/// Where a file has values: chunks, which references have to meet, and values side by side, which they may cut.
class Places {
  public:
    explicit Places(const FileManifest& manifest) {
        for (const auto& group : manifest.arrays)
            for (const ArrayManifest& array : group) add(array);
        std::sort(m_chunks.begin(), m_chunks.end());
        std::sort(m_rows.begin(), m_rows.end());
    }

    bool has(const Stretch& reference) const {
        if (std::binary_search(m_chunks.begin(), m_chunks.end(), reference)) return true;
        auto after = std::upper_bound(m_rows.begin(), m_rows.end(), Stretch{reference.offset, UINT64_MAX});
        if (after == m_rows.begin()) return false;
        --after;
        return reference.offset + reference.size <= after->offset + after->size;
    }

  private:
    void add(const ArrayManifest& array) {
        for (const StoredChunk& chunk : array.chunks)
            if (chunk.is_there()) m_chunks.push_back({chunk.offset, chunk.size});
        if (array.kind != ArrayManifest::Kind::rows) return;
        const std::uint64_t all = decoded_bytes(array);
        const std::uint64_t rows = array.shape.empty() ? 1 : array.shape[0];
        if (rows == 0 || all == 0) return;
        if (array.stride * rows == all) return m_rows.push_back({array.begin, all});
        for (std::uint64_t i = 0; i < rows; ++i) m_rows.push_back({array.begin + i * array.stride, all / rows});
    }

    std::vector<Stretch> m_chunks;
    std::vector<Stretch> m_rows;
};

struct Judged {
    std::vector<Stretch> references;
    bool is_whole_file = false;
};

class Judge {
  public:
    Judge(const Source& set, const PathOfAddress& path_of, const ReadLimits& limits)
        : m_set(set), m_path_of(path_of), m_limits(limits) {}

    Judgement run() {
        const auto problem = for_each_reference(m_set, [this](std::string_view, const references::Target& target) {
            ++m_result.references;
            if (m_last == nullptr || m_last_url != target.url) {
                m_last_url = target.url;
                m_last = &m_files[m_last_url];
            }
            if (target.is_whole_file) {
                m_last->is_whole_file = true;
            } else {
                m_last->references.push_back({target.offset, target.length});
            }
        });
        if (problem) refuse(problem->path, problem->message, problem->code, "make the references again");
        for (const auto& [url, file] : m_files) look_at(url, file);
        return std::move(m_result);
    }

  private:
    void refuse(const std::string& path, std::string found, std::string cause, std::string remedy) {
        m_result.refusals.push_back({path, "", std::move(found), std::move(cause), std::move(remedy)});
    }

    void look_at(const std::string& url, const Judged& file) {
        const std::string path = m_path_of(url);
        if (path.empty()) {
            ++m_result.elsewhere;
            return;
        }
        FileBytes bytes(path);
        if (bytes.error() != 0)
            return refuse(path, fmt::format("{} references lead to a file that cannot be read", file.references.size()),
                          "files that are not there, or cannot be read", "put the file back, or make the references again");
        const std::uint64_t size = bytes.stamp().size_bytes;
        const auto beyond = std::count_if(file.references.begin(), file.references.end(), [size](const Stretch& reference) {
            return reference.offset > size || reference.size > size - reference.offset;
        });
        if (beyond > 0)
            return refuse(path, fmt::format("{} of {} references end beyond the {} bytes of the file", beyond,
                                            file.references.size(), size),
                          "references beyond the end of their file", k_make_again);
        const auto format = format_of(bytes.access());
        if (format && row_of(*format).read_manifest != nullptr) look_at_chunks(path, *format, file);
    }

    void look_at_chunks(const std::string& path, Format format, const Judged& file) {
        Source source;
        source.path = path;
        source.format = format;
        const ManifestOrRefusal read = read_manifest(source, m_windows, m_limits, {});
        if (const auto* refusal = std::get_if<Refusal>(&read)) return m_result.refusals.push_back(*refusal);
        const Places places(std::get<FileManifest>(read));
        const auto strange = std::count_if(file.references.begin(), file.references.end(),
                                           [&](const Stretch& reference) { return !places.has(reference); });
        if (strange > 0)
            refuse(path, fmt::format("{} of {} references are no chunk that the file has", strange, file.references.size()),
                   "references to what is no chunk: their file was written again since", k_make_again);
    }

    const Source& m_set;
    const PathOfAddress& m_path_of;
    const ReadLimits& m_limits;
    WindowedBytes m_windows;
    Judgement m_result;
    std::map<std::string, Judged> m_files;  ///< by address
    std::string m_last_url;
    Judged* m_last = nullptr;
};

}  // namespace

Judgement judge(const Source& set, const PathOfAddress& path_of, const ReadLimits& limits) {
    return Judge(set, path_of, limits).run();
}

}  // namespace cairn::virtualize

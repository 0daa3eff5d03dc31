#include "builder/probe/cdf/manifest.hpp"

#include <algorithm>
#include <optional>

#include "builder/probe/array_bytes.hpp"
#include "builder/probe/cdf/cdf.hpp"
#include "builder/probe/cdf/extent.hpp"
#include "builder/probe/cdf/header.hpp"

namespace cairn::cdf {

namespace {

using Kind = ArrayManifest::Kind;

constexpr std::uint64_t k_one_view = 1 << 20;

/// All values in C order; nullopt: the file has become shorter.
std::optional<std::string> stored_values(const ArrayManifest& array, WindowedBytes& bytes) {
    const std::uint64_t all = decoded_bytes(array);
    const std::uint64_t rows = array.shape.empty() ? 1 : array.shape[0];
    const std::uint64_t row_bytes = all / std::max<std::uint64_t>(rows, 1);
    const bool is_dense = array.stride == row_bytes;
    const std::uint64_t pieces = is_dense ? 1 : rows;
    const std::uint64_t piece = is_dense ? all : row_bytes;
    std::string result;
    result.reserve(all);
    for (std::uint64_t i = 0; i < pieces; ++i) {
        for (std::uint64_t done = 0; done < piece;) {
            const std::uint64_t size = std::min(piece - done, k_one_view);
            const auto view = bytes.view(array.begin + i * array.stride + done, size, ReadAhead::none);
            if (view.empty()) return std::nullopt;
            result.append(reinterpret_cast<const char*>(view.data()), view.size());
            done += size;
        }
    }
    return result;
}

class Maker {
  public:
    Maker(const CdfHeader& header, WindowedBytes& bytes) : m_header(header), m_bytes(bytes) {}

    /// nullopt: the file has become shorter.
    std::optional<ArrayManifest> make(std::size_t index, bool with_digest) {
        const Variable& variable = m_header.dataset.groups[0].variables[index];
        ArrayManifest array = placed(variable, m_header.variables[index]);
        array.bytes = coordinate_bytes(variable, array, k_inlined_coordinate_bytes);
        const bool to_compare =
            with_digest && decoded_bytes(array) > 0 && decoded_bytes(array) <= k_largest_digested;
        if (!array.bytes.empty() || !(is_small(array) || to_compare)) return array;
        auto values = stored_values(array, m_bytes);
        if (!values) return std::nullopt;
        if (is_small(array)) {
            array.bytes = *std::move(values);
        } else {
            array.digest = value_digest(*values);
        }
        return array;
    }

  private:
    ArrayManifest placed(const Variable& variable, const CdfVariable& place) const {
        ArrayManifest array;
        array.dtype = variable.type == Type::character ? "|S1" : dtype_of(variable.type, '>');
        array.item_bytes = static_cast<std::uint32_t>(array.dtype[2] - '0');
        for (const DimensionId id : variable.dimensions) array.shape.push_back(dimension(m_header.dataset, id).size);
        array.kind = Kind::rows;
        array.begin = place.begin;
        const std::uint64_t rows = array.shape.empty() ? 1 : std::max<std::uint64_t>(array.shape[0], 1);
        array.stride = place.is_record ? m_header.record_bytes : place.bytes / rows;
        return array;
    }

    const CdfHeader& m_header;
    WindowedBytes& m_bytes;
};

}  // namespace

Outcome<ManifestResult> read_manifest(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits,
                                      const DimensionOfFiles& dimension_of_files) {
    Outcome<CdfOrDeclined> read = read_cdf_whole(file, windows, limits);
    if (!read) return read.take_problem();
    if (const auto* declined = std::get_if<Declined>(&*read)) return ManifestResult(*declined);
    CdfHeader& header = std::get<CdfHeader>(*read);
    FileManifest manifest;
    manifest.arrays.resize(1);
    Maker maker(header, windows);
    const DigestChoice digests(dimension_of_files, header.dataset);
    for (std::size_t i = 0; i < header.variables.size(); ++i) {
        auto array = maker.make(i, digests.wants(header.dataset.groups[0].variables[i]));
        if (!array) return truncated_while_read({});
        manifest.arrays[0].push_back(*std::move(array));
    }
    manifest.dataset = std::move(header.dataset);
    return ManifestResult(std::move(manifest));
}

}  // namespace cairn::cdf

#include "builder/probe/cdf/values.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "builder/cf/coordinates.hpp"
#include "builder/probe/cdf/numbers.hpp"
#include "builder/probe/coordinate_values.hpp"

namespace cairn {

namespace {

constexpr std::uint64_t k_largest_read = 1 << 20;
constexpr std::size_t k_most_stretches = 4096;  ///< that are planned at a time

/// Stored values in the file that lie side by side, and where they go.
struct Stretch {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::size_t target = 0;
    std::uint64_t target_offset = 0;  ///< in the target's stored bytes
};

/// Where one variable's values go: characters as they are, numbers decoded.
struct Target {
    const CdfVariable* place = nullptr;
    Type type = Type::other;
    std::string* characters = nullptr;
    Values* numbers = nullptr;

    void put(std::uint64_t offset, std::span<const std::byte> bytes) const {
        if (characters != nullptr) {
            std::memcpy(characters->data() + offset, bytes.data(), bytes.size());
        } else {
            decode_numbers(type, bytes, static_cast<std::size_t>(offset / stored_bytes(type)), *numbers);
        }
    }
};

/// Reads the values of several variables in the order of the file, several stretches with one read where they are near
/// each other: records of one variable lie between those of all others.
class CdfValueReader {
  public:
    CdfValueReader(const CdfHeader& header, WindowedBytes& bytes) : m_header(header), m_bytes(bytes) {}

    /// There is room in it for all values.
    void add(const Target& target) {
        if (target.place->is_record) {
            m_record_targets.push_back(m_targets.size());
        } else {
            m_stretches.push_back({target.place->begin, target.place->bytes, m_targets.size(), 0});
        }
        m_targets.push_back(target);
    }

    /// Adds the first and the last row alone, for which there is room in the target.
    void add_ends(const Target& target, std::uint64_t rows) {
        const CdfVariable& place = *target.place;
        const std::uint64_t row_bytes = place.is_record ? place.bytes : place.bytes / rows;
        const std::uint64_t to_last = (rows - 1) * (place.is_record ? m_header.record_bytes : row_bytes);
        m_stretches.push_back({place.begin, row_bytes, m_targets.size(), 0});
        m_stretches.push_back({place.begin + to_last, row_bytes, m_targets.size(), row_bytes});
        m_targets.push_back(target);
    }

    bool read_all() { return read_stretches() && read_records(); }

  private:
    bool read_records() {
        if (m_record_targets.empty()) return true;
        for (std::uint64_t record = 0; record < m_header.record_count; ++record) {
            for (const std::size_t i : m_record_targets) {
                const CdfVariable& place = *m_targets[i].place;
                m_stretches.push_back(
                    {place.begin + record * m_header.record_bytes, place.bytes, i, record * place.bytes});
            }
            if (m_stretches.size() >= k_most_stretches && !read_stretches()) return false;
        }
        return read_stretches();
    }

    bool read_stretches() {
        std::sort(m_stretches.begin(), m_stretches.end(),
                  [](const Stretch& a, const Stretch& b) { return a.offset < b.offset; });
        for (std::size_t i = 0; i < m_stretches.size();) {
            const std::size_t end = end_of_read(i);
            if (!(end == i + 1 ? read_alone(m_stretches[i]) : read_together(i, end))) return false;
            i = end;
        }
        m_stretches.clear();
        return true;
    }

    /// The stretches from `first` to this one, exclusive, are read at once.
    std::size_t end_of_read(std::size_t first) const {
        std::uint64_t end = m_stretches[first].offset + m_stretches[first].bytes;
        std::size_t i = first + 1;
        for (; i < m_stretches.size(); ++i) {
            const Stretch& next = m_stretches[i];
            if (next.offset > end + m_bytes.bridge_bytes()) break;
            if (next.offset + next.bytes - m_stretches[first].offset > k_largest_read) break;
            end = std::max(end, next.offset + next.bytes);
        }
        return i;
    }

    bool read_together(std::size_t first, std::size_t end) {
        const std::uint64_t begin = m_stretches[first].offset;
        std::uint64_t last = begin;
        for (std::size_t i = first; i < end; ++i) last = std::max(last, m_stretches[i].offset + m_stretches[i].bytes);
        const std::span<const std::byte> bytes =
            m_bytes.view(begin, static_cast<std::size_t>(last - begin), ReadAhead::none);
        if (bytes.empty()) return false;
        for (std::size_t i = first; i < end; ++i) {
            const Stretch& stretch = m_stretches[i];
            m_targets[stretch.target].put(stretch.target_offset,
                                          bytes.subspan(static_cast<std::size_t>(stretch.offset - begin),
                                                        static_cast<std::size_t>(stretch.bytes)));
        }
        return true;
    }

    bool read_alone(const Stretch& stretch) {
        for (std::uint64_t done = 0; done < stretch.bytes;) {
            const std::uint64_t size = std::min(stretch.bytes - done, k_largest_read);
            const std::span<const std::byte> bytes =
                m_bytes.view(stretch.offset + done, static_cast<std::size_t>(size), ReadAhead::none);
            if (bytes.empty()) return false;
            m_targets[stretch.target].put(stretch.target_offset + done, bytes);
            done += size;
        }
        return true;
    }

    const CdfHeader& m_header;
    WindowedBytes& m_bytes;
    std::vector<Target> m_targets;
    std::vector<std::size_t> m_record_targets;  ///< those that are read whole, record by record
    std::vector<Stretch> m_stretches;
};

std::size_t count_of(const CdfHeader& header, const Variable& variable) {
    return static_cast<std::size_t>(element_count(header.dataset, variable));
}

bool read_texts(CdfHeader& header, WindowedBytes& bytes, VariableId id, ValueBudget& budget) {
    Variable& variable = header.dataset.groups[0].variables[id.index];
    std::string characters(count_of(header, variable), '\0');
    CdfValueReader reader(header, bytes);
    reader.add({&header.variables[id.index], variable.type, &characters, nullptr});
    if (!reader.read_all()) return false;
    budget.keep(variable, texts_of_rows(header.dataset, variable, characters));
    return true;
}

}  // namespace

bool read_coordinates(CdfHeader& header, WindowedBytes& bytes, const ReadLimits& limits) {
    ValueBudget budget(limits);
    CdfValueReader numbers(header, bytes);
    for (const VariableId id : coordinates_to_read(header.dataset)) {
        Variable& variable = header.dataset.groups[0].variables[id.index];
        variable.values_missing_because = budget.reason_not_to_read(header.dataset, variable);
        const CdfVariable& place = header.variables[id.index];
        if (!variable.values_missing_because.empty()) {
            if (!has_ends_to_read(header.dataset, variable)) continue;
            variable.ends = make_numbers(variable.type, 2 * values_in_row(header.dataset, variable));
            numbers.add_ends({&place, variable.type, nullptr, &variable.ends},
                             dimension(header.dataset, variable.dimensions[0]).size);
        } else if (variable.type == Type::character) {
            if (!read_texts(header, bytes, id, budget)) return false;
        } else {
            budget.keep(variable, make_numbers(variable.type, count_of(header, variable)));
            numbers.add({&place, variable.type, nullptr, &variable.values});
        }
    }
    return numbers.read_all();
}

}  // namespace cairn

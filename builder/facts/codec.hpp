// Facts as bytes: what a state keeps, and what halves of a build may send each other.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "builder/facts/byte_codec.hpp"
#include "builder/facts/facts.hpp"

namespace cairn {

/// The same Facts have the same bytes: nothing in them comes from addresses, threads or the order of arrival. Numbers
/// are little endian, counts and integers as variable-length integers of seven bits, reals as their IEEE bits; parts
/// that many Facts share (cubes, outlines, projections, descriptions) stand in them as counted byte strings.
/// `k_facts_format` names this layout; bytes of another are never decoded.
inline constexpr std::uint32_t k_facts_format = 2;

std::string encode(const Facts& facts);
/// The same bytes, for one after the other of many Facts. Threads: one for each `known`.
std::string encode(const Facts& facts, facts::EncodedParts& known);

/// Decoded parts by their bytes, so that equal parts of many Facts are one object and are decoded once, but for those
/// of very many that were met long ago. Threads: safe.
class SharedParts {
  public:
    SharedParts();
    ~SharedParts();
    SharedParts(const SharedParts&) = delete;
    SharedParts& operator=(const SharedParts&) = delete;

    struct Tables;
    Tables& tables() { return *m_tables; }

  private:
    std::unique_ptr<Tables> m_tables;
};

/// Whether what the members say of each other holds, as it always does of Facts that a scan made.
bool is_sound(const Facts& facts);

/// nullopt: the bytes are damaged. They come from a file that anyone may have touched: nothing in them is believed.
std::optional<Facts> decode(std::string_view bytes, SharedParts& parts);

}  // namespace cairn

#include "builder/probe/zarr/zip_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>

#include "base/codecs/checksum.hpp"
#include "base/codecs/deflate.hpp"
#include "base/saturating.hpp"
#include "base/storage/zip_directory.hpp"
#include "base/text.hpp"
#include "builder/probe/zarr/named_keys.hpp"
#include "builder/probe/zarr/zip_root.hpp"

namespace cairn::zarr {

namespace {

constexpr std::size_t k_most_entries = 4'000'000;
constexpr std::uint64_t k_largest_unpacked = 256ULL << 20;  ///< of a deflated entry of which a part is asked for
constexpr std::uint64_t k_best_deflate_ratio = 1032;        ///< 258 bytes in two bits
constexpr std::uint64_t k_deflate_overhead = 64 << 10;      ///< what does not shrink grows by 5 bytes in 64 KiB
constexpr std::size_t k_local_header_bytes = 30;
constexpr std::uint16_t k_stored = 0;
constexpr std::uint16_t k_deflated = 8;

Problem problem(std::string code, std::string_view key, std::string message) {
    return {.stage = Stage::probe, .code = std::move(code), .path = to_utf8(key), .message = std::move(message)};
}

Problem damaged(std::string_view key, std::string message) {
    return problem("probe/damaged-zip", key, std::move(message) + "; write the archive again");
}

ByteAccess access_of(PositionedBytes& file) {
    return {file.size_bytes(), [&file](std::uint64_t offset, std::size_t count) {
                std::string bytes(count, '\0');
                bytes.resize(file.read(offset, std::as_writable_bytes(std::span(bytes))));
                return bytes;
            }};
}

/// Whether `stored` bytes can be what a packer makes of `bytes`. A file with holes has room for any number: what it
/// claims is weighed before memory is taken for it.
bool can_be_deflated(std::uint64_t stored, std::uint64_t bytes) {
    return bytes / k_best_deflate_ratio <= stored && stored <= saturating_add(bytes, bytes / 8 + k_deflate_overhead);
}

struct Packed {
    std::uint64_t header_offset = 0;
    std::uint64_t stored_bytes = 0;
    std::uint64_t bytes = 0;
    std::uint32_t crc32 = 0;
    std::uint16_t method = 0;
    bool is_encrypted = false;
};

bool has_control_character(std::string_view name) {
    return std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

/// Backslashes are separators to some programs.
bool is_safe_name(std::string_view name) {
    return is_confined(name) && name.find('\\') == std::string_view::npos && !has_control_character(name);
}

/// The names that are left out or doubled, for one sentence.
class NamedEntries {
  public:
    void add(std::string_view name) {
        if (m_names.size() < k_names_shown) m_names.push_back(to_utf8(name));
        ++m_count;
    }
    std::size_t count() const { return m_count; }
    std::string text() const { return named(m_names, m_count); }

  private:
    std::vector<std::string> m_names;
    std::size_t m_count = 0;
};

class Directory {
  public:
    /// Empty, or why it cannot be read.
    std::string read(const ByteAccess& file) {
        ZipRootFinder finder;
        std::string why_not = for_each_zip_entry(file, [&](const ZipEntry& entry) {
            finder.look_at(entry.name);
            add(entry);
            return entries.size() <= k_most_entries;
        });
        if (!why_not.empty()) return why_not;
        if (entries.size() > k_most_entries)
            return fmt::format("found more than {} entries, which is the limit", k_most_entries);
        const auto root = finder.found();
        if (!root) return "found no Zarr metadata at the top of the archive or in its single top folder";
        move_to_root(root->prefix);
        folder = root->prefix.substr(0, root->prefix.find('/'));
        return {};
    }

    std::map<std::string, Packed, std::less<>> entries;
    std::string folder;  ///< of the store; empty: at the top
    NamedEntries refused;
    NamedEntries doubled;

  private:
    void add(const ZipEntry& entry) {
        if (entry.name.ends_with('/')) return;  // a folder: there when something is in it
        if (!is_safe_name(entry.name)) return refused.add(entry.name);
        const Packed packed{entry.header_offset, entry.stored_bytes, entry.bytes,
                            entry.crc32,         entry.method,       entry.is_encrypted};
        const auto [at, is_new] = entries.insert_or_assign(std::string(entry.name), packed);
        if (!is_new) doubled.add(at->first);
    }

    void move_to_root(const std::string& prefix) {
        if (prefix.empty()) return;
        std::map<std::string, Packed, std::less<>> below;
        for (auto at = entries.lower_bound(prefix); at != entries.end() && at->first.starts_with(prefix); ++at)
            below.emplace_hint(below.end(), at->first.substr(prefix.size()), at->second);
        entries = std::move(below);
    }
};

class ZipStore final : public KeyStore {
  public:
    ZipStore(std::unique_ptr<PositionedBytes> file, Directory directory)
        : m_file(std::move(file)), m_entries(std::move(directory.entries)), m_root(std::move(directory.folder)) {}

    Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) override {
        const auto at = m_entries.find(key);
        if (at == m_entries.end()) return std::optional<std::string>();
        return unpacked(key, at->second, largest_bytes);
    }

    Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                  std::uint64_t count) override {
        const auto at = m_entries.find(key);
        if (at == m_entries.end()) return std::optional<std::string>();
        const Packed& entry = at->second;
        const std::uint64_t wanted = std::min(count, offset < entry.bytes ? entry.bytes - offset : 0);
        if (entry.method == k_stored && !entry.is_encrypted) {
            auto data = data_of(key, entry);
            if (!data) return data.take_problem();
            return std::optional(read(*data + offset, wanted));
        }
        if (m_kept_key != key || m_kept_key.empty()) {
            auto all = unpacked(key, entry, k_largest_unpacked);
            if (!all) return all.take_problem();
            m_kept = std::move(all->value());
            m_kept_key = key;
        }
        return std::optional(m_kept.substr(static_cast<std::size_t>(offset < m_kept.size() ? offset : m_kept.size()),
                                           static_cast<std::size_t>(wanted)));
    }

    Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) override {
        const auto at = m_entries.find(key);
        return at == m_entries.end() ? std::nullopt : std::optional(at->second.bytes);
    }

    Outcome<std::vector<Entry>> list(std::string_view prefix) override { return list_of_keys(m_entries, prefix); }

    std::string root() const override { return m_root; }

  private:
    Outcome<std::optional<std::string>> unpacked(std::string_view key, const Packed& entry,
                                                 std::uint64_t largest_bytes) {
        if (entry.bytes > largest_bytes) {
            return problem(
                "probe/too-large", key,
                fmt::format("has {} bytes, the limit is {} bytes: it is not read", entry.bytes, largest_bytes));
        }
        auto data = data_of(key, entry);
        if (!data) return data.take_problem();
        std::string bytes = read(*data, entry.stored_bytes);
        if (bytes.size() != entry.stored_bytes) return damaged(key, "found the end of the archive within the entry");
        if (entry.method == k_deflated) {
            auto inflated = inflate(key, bytes, static_cast<std::size_t>(entry.bytes));
            if (!inflated) return inflated.take_problem();
            bytes = *std::move(inflated);
        }
        if (codecs::crc32(codecs::bytes_of(bytes)) != entry.crc32)
            return damaged(key, "found bytes whose checksum is not that of the archive's directory");
        return std::optional(std::move(bytes));
    }

    /// The offset of the entry's data, all that the directory says of them checked.
    Outcome<std::uint64_t> data_of(std::string_view key, const Packed& entry) {
        if (entry.is_encrypted)
            return problem("probe/encrypted", key,
                           "the entry of the archive is encrypted: write it without a password");
        if (entry.method != k_stored && entry.method != k_deflated) {
            return problem("probe/zip-method", key,
                           fmt::format("the entry is compressed with method {} of zip; expected stored (0) or deflate "
                                       "(8): write the archive again",
                                       entry.method));
        }
        if (entry.method == k_stored ? entry.bytes != entry.stored_bytes
                                     : !can_be_deflated(entry.stored_bytes, entry.bytes)) {
            return damaged(key, fmt::format("{} bytes cannot become the {} bytes that the archive promises",
                                            entry.stored_bytes, entry.bytes));
        }
        if (entry.header_offset > m_file->size_bytes())
            return damaged(key, "the entry begins behind the end of the archive");
        const std::string header = read(entry.header_offset, k_local_header_bytes);
        if (header.size() != k_local_header_bytes || !header.starts_with("PK\x03\x04"))
            return damaged(key, fmt::format("found no entry at offset {}", entry.header_offset));
        const auto length_at = [&header](std::size_t at) {
            return static_cast<std::uint64_t>(static_cast<unsigned char>(header[at])) |
                   static_cast<std::uint64_t>(static_cast<unsigned char>(header[at + 1])) << 8U;
        };
        const std::uint64_t data = entry.header_offset + k_local_header_bytes + length_at(26) + length_at(28);
        if (data > m_file->size_bytes() || entry.stored_bytes > m_file->size_bytes() - data)
            return damaged(key, "the entry ends behind the end of the archive");
        return data;
    }

    std::string read(std::uint64_t offset, std::uint64_t count) {
        std::string bytes(static_cast<std::size_t>(count), '\0');
        bytes.resize(m_file->read(offset, std::as_writable_bytes(std::span(bytes))));
        return bytes;
    }

    static Outcome<std::string> inflate(std::string_view key, const std::string& packed, std::size_t size) {
        std::string bytes(size, '\0');
        const auto got = codecs::undeflate(codecs::bytes_of(packed), std::as_writable_bytes(std::span(bytes)));
        if (!got || *got != size) {
            return damaged(key, fmt::format("the entry's deflated bytes do not become the {} bytes promised", size));
        }
        return bytes;
    }

    std::unique_ptr<PositionedBytes> m_file;
    std::map<std::string, Packed, std::less<>> m_entries;
    std::string m_root;
    std::string m_kept_key;  ///< parts of one deflated entry are asked for one after the other
    std::string m_kept;
};

}  // namespace

Outcome<std::unique_ptr<KeyStore>> open_zip_store(std::unique_ptr<PositionedBytes> file,
                                                  std::vector<Problem>& problems) {
    Directory directory;
    const std::string why_not = directory.read(access_of(*file));
    if (!why_not.empty()) return problem("probe/damaged-zip", "", why_not);
    if (directory.refused.count() > 0) {
        Problem refused = problem("probe/bad-name", "",
                                  fmt::format("the archive has entries whose names are absolute, or have \"..\", "
                                              "backslashes, control or no characters: {}; they are not read",
                                              directory.refused.text()));
        refused.severity = Severity::warning;
        problems.push_back(std::move(refused));
    }
    if (directory.doubled.count() > 0) {
        Problem doubled = problem("probe/duplicate-entry", "",
                                  fmt::format("the archive has several entries of one name: {}; the last one counts",
                                              directory.doubled.text()));
        doubled.severity = Severity::warning;
        problems.push_back(std::move(doubled));
    }
    return std::unique_ptr<KeyStore>(std::make_unique<ZipStore>(std::move(file), std::move(directory)));
}

}  // namespace cairn::zarr

#include "builder/probe/zarr/object_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <map>
#include <utility>

#include "base/storage/object_stamp.hpp"
#include "base/storage/witness.hpp"
#include "base/web_place.hpp"
#include "builder/probe/source_bytes.hpp"
#include "builder/probe/zarr/folder_store.hpp"

namespace cairn::zarr {

namespace {

using Kind = StorageFault::Kind;

constexpr std::uint64_t k_head_bytes = 128 << 10;    // most chunks of coordinates, and documents
constexpr std::uint64_t k_largest_range = 1U << 30;  // that anybody asks for
constexpr std::size_t k_most_kept = 48;

/// The beginning of a value, or that there is none.
struct Head {
    std::string bytes;
    ObjectStat stat;
    bool is_there = false;
    bool is_whole() const { return bytes.size() == stat.size_bytes; }
};

class ObjectStore final : public KeyStore {
  public:
    ObjectStore(ObjectPlace place, std::string path) : m_place(std::move(place)), m_path(std::move(path)) {}

    Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) override {
        auto head = head_of(key);
        if (!head) return head.take_problem();
        if (!(*head)->is_there) return std::optional<std::string>();
        const std::uint64_t size = (*head)->stat.size_bytes;
        if (size > largest_bytes)
            return Problem{.stage = Stage::probe,
                           .code = "probe/too-large",
                           .path = std::string(key),
                           .message = fmt::format("has {} bytes, the limit is {} bytes: it is not read", size,
                                                  largest_bytes)};
        if ((*head)->is_whole()) return std::optional((*head)->bytes);
        return rest_of(key, **head, {0, size});
    }

    Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                  std::uint64_t count) override {
        if (!is_confined(key)) return std::optional<std::string>();
        const auto kept = m_heads.find(key);
        if (kept == m_heads.end() && m_asked.find(key) == m_asked.end()) return range_of(key, {offset, count});
        auto head = head_of(key);
        if (!head) return head.take_problem();
        if (!(*head)->is_there) return std::optional<std::string>();
        const std::uint64_t size = (*head)->stat.size_bytes;
        const std::uint64_t from = std::min(offset, size);
        return rest_of(key, **head, {from, std::min(count, size - from)});
    }

    Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) override {
        auto head = head_of(key);
        if (!head) return head.take_problem();
        return (*head)->is_there ? std::optional((*head)->stat.size_bytes) : std::nullopt;
    }

    Distance distance() const override { return Distance::network; }

    void expect(const std::vector<std::string>& keys) override {
        for (const std::string& key : keys) {
            if (m_asked.size() >= k_most_kept) return;
            if (!is_confined(key) || m_heads.find(key) != m_heads.end() || m_asked.find(key) != m_asked.end()) continue;
            m_asked.emplace(key, m_place.storage->begin_ranges(below(key), {{0, k_head_bytes}}, ""));
        }
    }

    Outcome<std::vector<Entry>> list(std::string_view prefix) override {
        std::vector<Entry> entries;
        Answer<std::vector<FolderMember>> members = m_place.storage->list(below(prefix));
        if (const auto* fault = std::get_if<StorageFault>(&members)) {
            if (fault->kind == Kind::missing) return entries;
            return problem_of(*fault, prefix);
        }
        const auto& found = std::get<std::vector<FolderMember>>(members);
        Witness::saw(place_of(prefix) + '/', std::optional(stamp_of(found)));
        for (const FolderMember& member : found) entries.push_back({member.name, member.is_folder});
        return entries;
    }

  private:
    std::string below(std::string_view key) const {
        if (m_place.key.empty()) return std::string(key);
        return key.empty() ? m_place.key : m_place.key + '/' + std::string(key);
    }

    std::string place_of(std::string_view key) const {
        return key.empty() ? m_path : m_path + '/' + std::string(key);
    }

    /// Never null.
    Outcome<const Head*> head_of(std::string_view key) {
        if (!is_confined(key)) return &m_nothing;
        const auto kept = m_heads.find(key);
        if (kept != m_heads.end()) return &kept->second;
        std::unique_ptr<PendingRanges> pending;
        if (const auto asked = m_asked.find(key); asked != m_asked.end()) {
            pending = std::move(asked->second);
            m_asked.erase(asked);
        } else {
            pending = m_place.storage->begin_ranges(below(key), {{0, k_head_bytes}}, "");
        }
        Answer<SeenRanges> answer = pending->take();
        Head head;
        if (auto* fault = std::get_if<StorageFault>(&answer)) {
            if (fault->kind != Kind::missing) return problem_of(*fault, key);
            Witness::saw(place_of(key), std::optional<FileStamp>());
        } else {
            auto& seen = std::get<SeenRanges>(answer);
            head = {std::move(seen.parts.front()), std::move(seen.stat), true};
            if (head.stat.size_bytes == ObjectStat::k_unknown_size) head.stat.size_bytes = head.bytes.size();
            Witness::saw(place_of(key), std::optional(stamp_of(head.stat)));
        }
        return &keep(std::string(key), std::move(head));
    }

    const Head& keep(std::string key, Head head) {
        if (m_order.size() >= k_most_kept) {
            m_heads.erase(m_order.front());
            m_order.pop_front();
        }
        m_order.push_back(key);
        return m_heads.insert_or_assign(std::move(key), std::move(head)).first->second;
    }

    Outcome<std::optional<std::string>> rest_of(std::string_view key, const Head& head, const ByteRange& range) {
        if (range.offset + range.size_bytes <= head.bytes.size())
            return std::optional(head.bytes.substr(range.offset, range.size_bytes));
        if (range.size_bytes == 0) return std::optional(std::string());
        Answer<std::vector<std::string>> parts =
            m_place.storage->read_ranges(below(key), {range}, head.stat.version);
        if (const auto* fault = std::get_if<StorageFault>(&parts)) return problem_of(*fault, key);
        return std::optional(std::move(std::get<std::vector<std::string>>(parts).front()));
    }

    Outcome<std::optional<std::string>> range_of(std::string_view key, const ByteRange& range) {
        const ByteRange bounded{range.offset, std::min(range.size_bytes, k_largest_range)};
        Answer<SeenRanges> answer = m_place.storage->read_ranges_and_stat(below(key), {bounded}, "");
        if (const auto* fault = std::get_if<StorageFault>(&answer)) {
            if (fault->kind != Kind::missing) return problem_of(*fault, key);
            Witness::saw(place_of(key), std::optional<FileStamp>());
            return std::optional<std::string>();
        }
        auto& seen = std::get<SeenRanges>(answer);
        Witness::saw(place_of(key), std::optional(stamp_of(seen.stat)));
        return std::optional(std::move(seen.parts.front()));
    }

    ObjectPlace m_place;
    std::string m_path;
    const Head m_nothing;
    std::map<std::string, Head, std::less<>> m_heads;
    std::list<std::string> m_order;  ///< of m_heads, the oldest first
    std::map<std::string, std::unique_ptr<PendingRanges>, std::less<>> m_asked;
};

}  // namespace

std::unique_ptr<KeyStore> make_object_store(const ObjectPlace& place, const std::string& path) {
    return std::make_unique<ObjectStore>(place, path);
}

Outcome<std::unique_ptr<KeyStore>> open_keys(const std::string& path, WebStorages* web) {
    if (!is_web(path)) return open_folder_store(path);
    const auto place = web == nullptr ? std::nullopt : web->find(path);
    if (!place) {
        Problem problem = not_fetched(path);
        problem.path.clear();
        return problem;
    }
    return make_object_store(*place, path);
}

}  // namespace cairn::zarr

// Where bytes are: the one seam between what reads documents and data, and folders, web servers and object stores.
//
// A storage is a root (a folder, a URL) and what lies below it under keys. Everything that reads archives and catalogs
// is to stand on it, so it has the three reads that they need:
// - whole objects (documents, Zarr metadata), with a limit, since an object of the net need not end;
// - ranges of objects (headers of netCDF, footers of Parquet and zip), several at once, so that an implementation can
//   join those that lie close together; the version that `stat` gave makes sure that they are of one state of the
//   object;
// - reads that are asked for ahead: `begin_read` says what will be wanted, `take` waits for it. Implementations over a
//   network start at once and keep many in flight on one thread; folders read when it is taken, on the caller's thread,
//   and pay nothing for the seam. Two cores can so wait for 64 requests without 64 threads.
// PositionedBytes (reads of one open file, object_bytes.hpp) and KeyStore (keys of a Zarr store) are made of
// `read_ranges` and `read` of one object or prefix, and the walk over an archive of `list`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cairn {

/// Why a read brought nothing.
struct StorageFault {
    enum class Kind {
        missing,     ///< there is no such object
        denied,      ///< it may not be read: permissions, HTTP 401 and 403
        failed,      ///< disk, network, server; attempts again were of no use
        timed_out,   ///< no answer, or one that comes too slowly
        too_large,   ///< more bytes than the caller takes
        changed,     ///< another version than the one asked for
        refused,     ///< a rule of ours: a key that leaves the root, a redirect to where nothing may be fetched
        over_budget  ///< the requests or bytes that this storage may use are used up
    };
    Kind kind = Kind::failed;
    std::string message;  ///< what was found and expected, without the place and without credentials
};

std::string_view name_of(StorageFault::Kind kind);

template <class T>
using Answer = std::variant<T, StorageFault>;

struct ObjectStat {
    static constexpr std::uint64_t k_unknown_size = UINT64_MAX;
    std::uint64_t size_bytes = k_unknown_size;
    std::string version;           ///< changes when the bytes do; empty: this storage cannot tell
    std::int64_t modified_ns = 0;  ///< since 1970-01-01T00:00Z; 0: not known
    std::int64_t tick_ns = 0;      ///< of the clock of `modified_ns`: listings may count minutes
};

/// What stands directly in a folder of a storage.
struct FolderMember {
    std::string name;  ///< one component, as bytes
    bool is_folder = false;
    ObjectStat stat;  ///< of an object, as far as the listing tells it
};

struct ByteRange {
    std::uint64_t offset = 0;
    std::uint64_t size_bytes = 0;
};

/// Parts of an object, and what the storage told of the object by the way.
struct SeenRanges {
    std::vector<std::string> parts;
    ObjectStat stat;
};

/// What reads have cost so far.
struct Traffic {
    std::uint64_t requests = 0;  ///< files opened, or requests sent, attempts and redirects among them
    std::uint64_t bytes = 0;     ///< as they came over the wire
};

/// A read that was asked for. Giving it up without taking it cancels it. Threads: one.
class PendingRead {
  public:
    virtual ~PendingRead() = default;
    /// Waits for the whole object. May be called once.
    virtual Answer<std::string> take() = 0;
};

/// Parts of an object that were asked for. Giving it up without taking it cancels it. Threads: one.
class PendingRanges {
  public:
    virtual ~PendingRanges() = default;
    /// Waits for all parts. May be called once.
    virtual Answer<SeenRanges> take() = 0;
};

/// Objects below a root. A key is a path relative to it: names that are not empty, "." or "..", between '/', as bytes.
/// Keys that are not, and links that lead out of the root, are `refused`. Threads: safe.
class Storage {
  public:
    virtual ~Storage() = default;

    virtual Answer<ObjectStat> stat(const std::string& key) = 0;
    /// `too_large` when the object has more than `max_bytes`.
    virtual std::unique_ptr<PendingRead> begin_read(const std::string& key, std::uint64_t max_bytes) = 0;
    /// The bytes of each range, in the order of the ranges; fewer where the object ends. `changed` when the object is
    /// not of `version` any more (empty: any will do).
    virtual Answer<std::vector<std::string>> read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                         const std::string& version) = 0;

    /// The same, asked for ahead, with what is known of the object afterwards: one request where `stat` and `read_ranges`
    /// are two. All parts are of one version, whichever it is.
    virtual std::unique_ptr<PendingRanges> begin_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                        const std::string& version);
    /// Whether a range costs no more than its own bytes, as far as was seen; else all bytes before it come, too.
    virtual bool answers_ranges() const { return true; }
    /// What stands directly in a folder ("": the root), sorted by name, each name once. `missing`: there is no such
    /// folder; `failed`: the storage has no listing. A storage that knows no empty folders may find none.
    virtual Answer<std::vector<FolderMember>> list(const std::string& folder);

    /// The path or URL of a key, for people and for links, without credentials.
    virtual std::string place_of(const std::string& key) const = 0;
    virtual Traffic traffic() const = 0;
    /// How many reads are worth asking for before the first is taken.
    virtual std::size_t reads_ahead() const = 0;

    Answer<std::string> read(const std::string& key, std::uint64_t max_bytes) {
        return begin_read(key, max_bytes)->take();
    }
    Answer<SeenRanges> read_ranges_and_stat(const std::string& key, const std::vector<ByteRange>& ranges,
                                            const std::string& version) {
        return begin_ranges(key, ranges, version)->take();
    }
};

/// Whether a text is a key; at most 16,384 bytes.
bool is_storage_key(std::string_view key);

/// A read that is done when it is taken: for storages that answer at once.
class DeferredRead final : public PendingRead {
  public:
    using Read = Answer<std::string> (*)(Storage& storage, const std::string& key, std::uint64_t max_bytes);
    DeferredRead(Storage& storage, std::string key, std::uint64_t max_bytes, Read read)
        : m_storage(storage), m_key(std::move(key)), m_max_bytes(max_bytes), m_read(read) {}
    Answer<std::string> take() override { return m_read(m_storage, m_key, m_max_bytes); }

  private:
    Storage& m_storage;
    std::string m_key;
    std::uint64_t m_max_bytes;
    Read m_read;
};

}  // namespace cairn

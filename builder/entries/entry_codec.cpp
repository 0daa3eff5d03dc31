#include "builder/entries/entry_codec.hpp"

#include <stdexcept>
#include <tuple>

#include "builder/facts/specials.hpp"

namespace cairn {

template <>
struct facts::Special<Facets> {
    static void put(Writer& writer, const Facets& value) {
        writer.count(value.size());
        for (const auto& [name, text] : value) {
            writer.text(name);
            writer.text(text);
        }
    }
    template <class Parts>
    static void get(Reader& reader, Facets& value, Parts&) {
        for (std::uint64_t left = reader.elements(); left > 0; --left) {
            std::string name(reader.text());
            value.emplace_hint(value.end(), std::move(name), reader.text());
        }
    }
};

namespace {

/// A text that lives as long as the program, as these bytes do not: its address.
void put_lasting(facts::Writer& writer, std::string_view text) {
    writer.count(text.size());
    if (!text.empty()) writer.count(reinterpret_cast<std::uintptr_t>(text.data()));
}

std::string_view get_lasting(facts::Reader& reader) {
    const std::uint64_t size = reader.count();
    if (size == 0) return {};
    return {reinterpret_cast<const char*>(static_cast<std::uintptr_t>(reader.count())), size};
}

void put_recorded(facts::Writer& writer, const RecordedAsset* recorded) {
    writer.count(recorded == nullptr ? 0 : 1);
    if (recorded == nullptr) return;
    const auto& [href, media_type, storage_class, title, description, roles, line_digest] = *recorded;
    for (const std::string* text : {&href, &media_type.str(), &storage_class.str(), &title, &description})
        writer.text(*text);
    facts::put(writer, roles);
    writer.count(line_digest);
}

std::shared_ptr<const RecordedAsset> get_recorded(facts::Reader& reader, PartStore& parts) {
    if (reader.count() == 0) return nullptr;
    auto recorded = std::make_shared<RecordedAsset>();
    auto& [href, media_type, storage_class, title, description, roles, line_digest] = *recorded;
    href = reader.text();
    media_type = std::string(reader.text());
    storage_class = std::string(reader.text());
    title = reader.text();
    description = reader.text();
    facts::get(reader, roles, parts);
    line_digest = reader.count();
    return recorded;
}

void put_absence(facts::Writer& writer, const std::optional<Absence>& absence) {
    writer.count(absence ? 1 : 0);
    if (!absence) return;
    const auto& [why, since, is_deprecated] = *absence;
    writer.count(static_cast<std::uint64_t>(why));
    writer.integer(since.microseconds);
    writer.count(is_deprecated ? 1 : 0);
}

std::optional<Absence> get_absence(facts::Reader& reader) {
    if (reader.count() == 0) return std::nullopt;
    Absence absence;
    absence.why = static_cast<Absent>(reader.count());
    absence.since.microseconds = reader.integer();
    absence.is_deprecated = reader.count() != 0;
    return absence;
}

void put_key(facts::Writer& writer, const EntryKey& key) {
    writer.text(key.collection);
    writer.text(key.item);
    writer.count(key.time ? 1 : 0);
    if (key.time) {
        writer.integer(key.time->start.microseconds);
        writer.integer(key.time->end.microseconds);
    }
    writer.text(key.asset);
    writer.text(key.address);
    writer.count(key.archive);
    writer.text(key.path);
}

EntryKey get_key(facts::Reader& reader) {
    EntryKey key;
    key.collection = reader.text();
    key.item = reader.text();
    if (reader.count() != 0) {
        key.time.emplace();
        key.time->start.microseconds = reader.integer();
        key.time->end.microseconds = reader.integer();
    }
    key.asset = reader.text();
    key.address = reader.text();
    key.archive = reader.count();
    key.path = reader.text();
    return key;
}

const SharedText& shared(SharedText& last, std::string_view text) {
    if (std::string_view(last) != text) last = std::string(text);
    return last;
}

/// Before any time comes none.
auto order_of(const std::optional<UtcInterval>& time) {
    return std::tuple(time.has_value(), time ? time->start.microseconds : 0, time ? time->end.microseconds : 0);
}

}  // namespace

bool precedes(const EntryKey& a, const EntryKey& b) {
    if (const auto order = std::tie(a.collection, a.item) <=> std::tie(b.collection, b.item); order != 0)
        return order < 0;
    const auto time_a = order_of(a.time);
    const auto time_b = order_of(b.time);
    if (time_a != time_b) return time_a < time_b;
    return std::tie(a.asset, a.address, a.archive, a.path) < std::tie(b.asset, b.address, b.archive, b.path);
}

EntryKey key_of(const Entry& entry) {
    const Placement& place = entry.placement;
    return {place.collection,     place.item,       entry.granule.time.interval, place.asset, entry.address(),
            entry.source.archive, entry.source.path};
}

EntryKey key_of_packed(std::string_view packed) {
    facts::Reader reader(packed);
    return get_key(reader);
}

std::string pack(const Entry& entry, PartStore& parts) {
    facts::Writer writer(parts);
    put_key(writer, key_of(entry));
    const Source& source = entry.source;
    writer.count(source.relative.empty() ? 0 : 1);
    if (!source.relative.empty()) writer.text(entry.href);
    writer.count(static_cast<std::uint64_t>(source.format));
    facts::put(writer, source.stamp);
    put_lasting(writer, entry.media_type);
    put_lasting(writer, entry.other_role);
    facts::put(writer, entry.granule);
    writer.count(entry.placement.collection_rule);
    writer.count(entry.placement.item_folders);
    writer.text(entry.placement.asset_title);
    facts::put(writer, entry.placement.facets);
    put_recorded(writer, entry.recorded.get());
    writer.text(entry.checksum);
    put_absence(writer, entry.absence);
    return writer.take();
}

Entry unpack(std::string_view packed, PartStore& parts, LastTexts& last) {
    facts::Reader reader(packed);
    const EntryKey key = get_key(reader);
    Entry entry;
    Source& source = entry.source;
    source.archive = key.archive;
    source.path = key.path;
    const bool has_relative = reader.count() != 0;
    (has_relative ? source.relative : entry.href) = key.address;
    if (has_relative) entry.href = reader.text();
    source.format = static_cast<Format>(reader.count());
    facts::get(reader, source.stamp, parts);
    entry.media_type = get_lasting(reader);
    entry.other_role = get_lasting(reader);
    facts::get(reader, entry.granule, parts);
    Placement& place = entry.placement;
    place.collection_rule = reader.count();
    place.item_folders = reader.count();
    place.collection = shared(last.collection, key.collection);
    place.item = shared(last.item, key.item);
    place.asset = std::string(key.asset);
    place.asset_title = std::string(reader.text());
    facts::get(reader, place.facets, parts);
    entry.recorded = get_recorded(reader, parts);
    entry.checksum = reader.text();
    entry.absence = get_absence(reader);
    if (reader.failed() || !reader.is_at_end())
        throw std::runtime_error("a temporary file has other bytes than were written: '" + std::string(key.path) + "'");
    return entry;
}

}  // namespace cairn

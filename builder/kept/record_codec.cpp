#include "builder/kept/record_codec.hpp"

#include <concepts>
#include <memory>
#include <utility>
#include <vector>

#include "builder/facts/byte_codec.hpp"
#include "builder/facts/members.hpp"
#include "builder/facts/no_parts.hpp"

namespace cairn {

namespace facts {

template <>
constexpr validate::Kind k_last_of<validate::Kind> = validate::Kind::unknown;
template <>
constexpr validate::Severity k_last_of<validate::Severity> = validate::Severity::note;

template <>
struct Special<SharedText> {
    static void put(Writer& writer, const SharedText& value) { writer.text(value.str()); }
    template <class Parts>
    static void get(Reader& reader, SharedText& value, Parts&) {
        value = SharedText(std::string(reader.text()));
    }
};

/// What a record has apart, or nothing.
template <class T>
requires std::same_as<T, validate::Contents> || std::same_as<T, validate::Faults> || std::same_as<T, validate::SelfLink>
struct Special<std::unique_ptr<T>> {
    static void put(Writer& writer, const std::unique_ptr<T>& value) {
        writer.count(value == nullptr ? 0 : 1);
        if (value != nullptr) facts::put(writer, *value);
    }
    template <class Parts>
    static void get(Reader& reader, std::unique_ptr<T>& value, Parts& parts) {
        if (reader.count() == 0) return;
        value = std::make_unique<T>();
        facts::get(reader, *value, parts);
    }
};

}  // namespace facts

namespace validate {

template <either<TimeSpan> Self>
auto members_of(Self& self) {
    auto& [begin, end] = self;
    return std::tie(begin, end);
}

template <either<Box> Self>
auto members_of(Self& self) {
    auto& [west, south, east, north] = self;
    return std::tie(west, south, east, north);
}

template <either<Boxes> Self>
auto members_of(Self& self) {
    auto& [plain, crossing] = self;
    return std::tie(plain, crossing);
}

template <either<Member> Self>
auto members_of(Self& self) {
    auto& [id, collection, digest] = self;
    return std::tie(id, collection, digest);
}

template <either<PageEntry> Self>
auto members_of(Self& self) {
    auto& [href, count, pages, time, box] = self;
    return std::tie(href, count, pages, time, box);
}

template <either<Stated> Self>
auto members_of(Self& self) {
    auto& [name, value, number] = self;
    return std::tie(name, value, number);
}

template <either<Summarised> Self>
auto members_of(Self& self) {
    auto& [name, values, least, largest] = self;
    return std::tie(name, values, least, largest);
}

template <either<Tally> Self>
auto members_of(Self& self) {
    auto& [count] = self;
    return std::tie(count);
}

/// A finding is of the document of its record.
template <either<Finding> Self>
auto members_of(Self& self) {
    auto& [document, pointer, line, column, rule, severity, message, schema, offset] = self;
    return std::tie(pointer, line, column, rule, severity, message, schema, offset);
}

template <either<SelfLink> Self>
auto members_of(Self& self) {
    auto& [href, index] = self;
    return std::tie(href, index);
}

template <either<RepeatedLink> Self>
auto members_of(Self& self) {
    auto& [first, second, count] = self;
    return std::tie(first, second, count);
}

template <either<AssetKey> Self>
auto members_of(Self& self) {
    auto& [time, id] = self;
    return std::tie(time, id);
}

template <either<AssetOrder> Self>
auto members_of(Self& self) {
    auto& [first, last, breach, time_before] = self;
    return std::tie(first, last, breach, time_before);
}

template <either<Contents> Self>
auto members_of(Self& self) {
    auto& [members, asset_ids, pages, holds_data, lists_parts, summaries, repeated, order, keeps_order, features,
           number_matched, number_returned] = self;
    return std::tie(members, asset_ids, pages, holds_data, lists_parts, summaries, repeated, order, keeps_order,
                    features, number_matched, number_returned);
}

/// All but the counts of findings that are not kept, which only group them in the report of the run that judged the
/// document.
template <either<Faults> Self>
auto members_of(Self& self) {
    auto& [suspects, findings, tally, dropped, not_checked_errors] = self;
    return std::tie(suspects, findings, tally, not_checked_errors);
}

/// All but the path and the links. What is missing is no document, and has no record.
template <either<Record> Self>
auto members_of(Self& self) {
    auto& [path, id, collection, digest, links, link_count, relative_assets, time, boxes, stated, kind, is_uncertain,
           readable, missing, checked, not_checked, self_apart, contents_apart, faults_apart] = self;
    return std::tie(id, collection, digest, link_count, relative_assets, time, boxes, stated, kind, is_uncertain,
                    readable, checked, not_checked, self_apart, contents_apart, faults_apart);
}

}  // namespace validate

namespace {

void put_links(facts::Writer& writer, const validate::LinkList& links) {
    writer.count(links.size());
    for (const validate::Link& link : links) {
        writer.text(link.rel);
        writer.text(link.href);
        writer.count(link.index);
        writer.integer(link.member);
    }
}

/// Views into the bytes.
std::vector<validate::Link> get_links(facts::Reader& reader) {
    std::vector<validate::Link> links(reader.elements());
    for (validate::Link& link : links) {
        link.rel = reader.text();
        link.href = reader.text();
        link.index = static_cast<std::uint32_t>(reader.count());
        link.member = static_cast<std::int32_t>(reader.integer());
    }
    return links;
}

/// The members of a page mostly have its Collection.
void share_collections(std::vector<validate::Member>& members, const SharedText& collection) {
    for (validate::Member& member : members) {
        if (member.collection == collection) member.collection = collection;
    }
}

}  // namespace

std::string encode(const validate::Record& record) {
    facts::Writer writer;
    facts::put(writer, record);
    put_links(writer, record.links);
    return writer.take();
}

std::optional<validate::Record> decode_record(std::string_view bytes, const std::string& path) {
    facts::Reader reader(bytes);
    facts::NoParts parts;
    std::optional<validate::Record> record(std::in_place);
    facts::get(reader, *record, parts);
    std::vector<validate::Link> links = get_links(reader);
    if (reader.failed() || !reader.is_at_end()) return std::nullopt;
    record->links = validate::LinkList(std::move(links));
    record->path = path;
    if (record->contents_apart != nullptr) share_collections(record->contents_apart->members, record->collection);
    if (record->faults_apart != nullptr) {
        for (validate::Finding& finding : record->faults_apart->findings) finding.document = path;
    }
    return record;
}

}  // namespace cairn

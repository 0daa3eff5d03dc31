#include "builder/records/parser.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/json/write.hpp"
#include "base/multihash.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "builder/config/address.hpp"
#include "builder/config/template.hpp"
#include "builder/discover/other_files.hpp"
#include "builder/records/place.hpp"
#include "builder/records/record_schema.hpp"
#include "builder/records/span.hpp"
#include "builder/records/variables.hpp"

namespace cairn::records {

namespace {

constexpr std::size_t k_deepest = 32;
constexpr std::size_t k_longest_facet = 1'000;  // bytes, as of StatedAttributes

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// What is wrong with a path as the key of a record.
const char* fault_of_path(std::string_view path) {
    if (path.starts_with('/')) return "a path that begins with '/', expected one below the URL of the list";
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view part = path.substr(begin, end - begin);
        if (part.empty()) return "an empty part of the path, expected names between single '/'";
        if (part == "." || part == "..") return "'.' or '..' in the path, expected names";
        begin = end + 1;
    }
    return nullptr;
}

/// By the ending of the name, where the record does not say it.
std::string_view media_type_by_name(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const std::string_view ending = name.substr(std::min(name.rfind('.'), name.size()));
    for (const std::string_view netcdf : {".nc", ".nc4", ".nc3", ".cdf"})
        if (ending == netcdf) return media_type_of(Format::hdf5);
    for (const std::string_view hdf5 : {".h5", ".hdf5", ".he5"})
        if (ending == hdf5) return "application/x-hdf5";
    return kind_of_file(name, {}).media_type;
}

}  // namespace

/// The reading of one line.
class Parser::Reading {
  public:
    Reading(Parser& parser, const Line& line, std::vector<Problem>& problems)
        : m_parser(parser),
          m_line(line),
          m_problems(problems),
          m_place(fmt::format("{}:{}", parser.m_list.file, line.number)) {}

    std::optional<Record> read() {
        if (!has_sound_bytes()) return std::nullopt;
        auto parsed = json::parse(m_line.text, {k_deepest});
        if (const auto* error = std::get_if<json::ParseError>(&parsed)) return refuse_syntax(*error);
        const json::Value& value = std::get<json::Value>(parsed);
        if (!value.IsObject()) {
            return refuse("record-invalid", fmt::format("found a JSON {}, expected an object", json::kind_name(value)));
        }
        m_violations = shape_violations(value);
        if (m_violations.empty()) check_texts(value);
        if (!m_violations.empty() || has_secrets(value)) return refuse_violations();
        Record record;
        read_source(value, record.source);
        read_facts(value, record);
        record.asset = asset_of(value);
        if (!m_violations.empty()) return refuse_violations();
        return record;
    }

  private:
    std::nullopt_t refuse(std::string_view code, std::string message, std::optional<std::uint64_t> offset = {}) {
        m_problems.push_back({Stage::discover, "discover/" + std::string(code), to_utf8(m_place), std::move(message),
                              Severity::error, offset});
        return std::nullopt;
    }

    std::nullopt_t refuse_violations() {
        for (const Violation& violation : m_violations) {
            refuse("record-invalid",
                   (violation.pointer.empty() ? "" : violation.pointer + ": ") + discreet(violation.message));
        }
        return std::nullopt;
    }

    void violate(std::string pointer, std::string message) {
        m_violations.push_back({std::move(pointer), false, std::move(message)});
    }

    bool has_sound_bytes() {
        if (m_line.is_too_long) {
            refuse("record-length",
                   fmt::format("the line has more than {} bytes, expected a record of at most that", k_longest_line),
                   m_line.offset);
        } else if (m_line.text.find('\0') != std::string_view::npos) {
            refuse("record-encoding", "found a NUL byte, expected text: the file was perhaps not written to its end",
                   m_line.offset + m_line.text.find('\0'));
        } else if (!is_utf8(m_line.text)) {
            refuse("record-encoding", "found bytes that are not UTF-8, expected UTF-8: convert the export",
                   m_line.offset);
        } else {
            return true;
        }
        return false;
    }

    std::nullopt_t refuse_syntax(const json::ParseError& error) {
        const std::uint64_t offset = m_line.offset + error.position.offset;
        if (m_line.has_no_end) {
            return refuse("record-cut",
                          fmt::format("the file ends within this line ({}), expected a whole record: export it again",
                                      error.message),
                          offset);
        }
        return refuse("record-syntax",
                      fmt::format("not valid JSON at column {}: {}; expected one JSON object in one line",
                                  error.position.column, error.message),
                      offset);
    }

    void check_texts(const json::Value& value) {
        for_each_text(value, [&](const std::string& pointer, std::string_view text) {
            const bool may_have_lines = pointer == "/description";
            const bool is_sound = std::ranges::none_of(
                text, [&](char c) { return is_control(c) && !(may_have_lines && (c == '\n' || c == '\t')); });
            if (!is_sound) violate(pointer, "found a control character, expected text");
        });
        if (const char* fault = fault_of_path(json::member_text(value, "path")))
            violate("/path", std::string("found ") + fault);
    }

    /// Everybody can read a catalog: a record that holds a secret is left out, as a file is whose name does.
    bool has_secrets(const json::Value& value) {
        std::size_t before = m_problems.size();
        if (without_secrets_in_path(json::member_text(value, "path"))) {
            refuse("secret-in-path",
                   "/path holds credentials or a signature, which its URL would publish: it is left out; rename the "
                   "file, and withdraw them");
        }
        for_each_text(value, [&](const std::string& pointer, std::string_view text) {
            const UrlText kind = pointer == "/href" ? UrlText::whole : UrlText::within;
            if (pointer == "/path" || !without_secrets(text, kind)) return;
            refuse("secret-in-record", pointer +
                                           " holds a URL with credentials or a signature, which the catalog "
                                           "would publish: the record is left out; remove them");
        });
        return m_problems.size() > before;
    }

    void read_source(const json::Value& value, Source& source) {
        source.path = m_place;
        source.relative = json::member_text(value, "path");
        source.archive = m_parser.m_archive;
        source.format = Format::record;
        if (const json::Value* size = json::find(value, "size")) {
            source.stamp.size_bytes =
                size->IsUint64() ? size->GetUint64() : static_cast<std::uint64_t>(size->GetDouble());
        }
        const std::string_view modified = json::member_text(value, "modified");
        if (modified.empty()) return;
        const auto instant = parse_rfc3339(modified);
        constexpr std::int64_t k_most_us = INT64_MAX / 1'000;
        if (!instant || instant->microseconds > k_most_us || instant->microseconds < -k_most_us) {
            violate("/modified", fmt::format("found '{}', expected an instant between 1678 and 2262, as "
                                             "2016-09-02T00:30:00Z",
                                             modified));
            return;
        }
        source.stamp.modified_ns = instant->microseconds * 1'000;
    }

    void read_facts(const json::Value& value, Record& record) {
        Facts& facts = record.facts;
        facts.format = Format::record;
        facts.fingerprint.stamp = record.source.stamp;
        if (const json::Value* checksum = json::find(value, "checksum")) read_checksum(*checksum, facts.checksum);
        Understood& understood = facts.understood.emplace();
        understood.attributes = attributes_of(value);
        Granule& granule = understood.granule;
        granule.time = stated_time(value, m_parser.m_policies.interval_end, m_violations);
        granule.footprint = stated_place(value, m_parser.m_policies.place_tolerance_deg, m_violations);
        auto& outline = granule.footprint.outline;
        if (outline) outline = m_parser.m_outlines.intern(std::move(outline));
        if (auto cube = stated_cube(value, granule)) {
            granule.cube = m_parser.m_cubes.intern(std::move(cube));
            granule.temporal = temporal_extents(*granule.cube, granule.time);
        }
    }

    StatedAttributes attributes_of(const json::Value& value) {
        const json::Value* facets = json::find(value, "facets");
        if (facets == nullptr) return {};
        std::vector<std::pair<std::string, std::string>> texts;
        for (const auto& facet : facets->GetObject()) {
            std::string text = facet.value.IsString() ? std::string(json::view(facet.value)) : json::write(facet.value);
            if (text.size() > k_longest_facet) {
                violate(json::child("/facets", json::view(facet.name)),
                        fmt::format("found a text of {} bytes, expected at most {}", text.size(), k_longest_facet));
            }
            texts.emplace_back(json::view(facet.name), std::move(text));
        }
        return StatedAttributes(std::move(texts));
    }

    std::shared_ptr<const RecordedAsset> asset_of(const json::Value& value) {
        auto asset = std::make_shared<RecordedAsset>();
        asset->href = json::member_text(value, "href");
        check_href(asset->href);
        const std::string_view media_type = json::member_text(value, "media_type");
        asset->media_type =
            interned(media_type.empty() ? media_type_by_name(json::member_text(value, "path")) : media_type);
        asset->storage_class = interned(json::member_text(value, "storage_class"));
        asset->title = json::member_text(value, "title");
        asset->description = json::member_text(value, "description");
        if (const json::Value* roles = json::find(value, "roles")) {
            for (const json::Value& role : roles->GetArray()) asset->roles.emplace_back(json::view(role));
        }
        asset->line_digest = XXH3_64bits(m_line.text.data(), m_line.text.size());
        return asset;
    }

    SharedText interned(std::string_view text) {
        if (text.empty()) return {};
        return SharedText(m_parser.m_texts.intern(std::make_shared<const std::string>(text)));
    }

    void check_href(const std::string& href) {
        if (href.empty() && m_parser.m_list.href.empty()) {
            violate("",
                    "the member 'href' is missing, and the list has no `href` below which the path would lie: "
                    "state either");
        }
        if (href.empty()) return;
        if (const auto complaint = complaint_about_address(href, Address::files)) violate("/href", *complaint);
    }

    void read_checksum(const json::Value& value, std::string& checksum) {
        Multihash made = value.IsString()
                             ? checked_multihash(json::view(value))
                             : multihash_of(json::member_text(value, "algorithm"), json::member_text(value, "value"));
        if (auto* complaint = std::get_if<ChecksumComplaint>(&made)) {
            violate("/checksum", std::move(complaint->message));
        } else {
            checksum = std::get<std::string>(std::move(made));
        }
    }

    Parser& m_parser;
    const Line& m_line;
    std::vector<Problem>& m_problems;
    std::string m_place;
    std::vector<Violation> m_violations;
};

Parser::Parser(const Config& config, std::size_t archive)
    : m_list(config.records.at(archive - config.archives.size())), m_policies(config.policies), m_archive(archive) {}

std::optional<Record> Parser::parse(const Line& line, std::vector<Problem>& problems) {
    return Reading(*this, line, problems).read();
}

}  // namespace cairn::records

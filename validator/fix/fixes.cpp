#include "validator/fix/fixes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "base/interrupted.hpp"
#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "validator/check_document.hpp"
#include "validator/fix/text_edits.hpp"

namespace cairn::validate {

namespace {

constexpr std::array<std::string_view, 6> k_titled_rels{"root", "parent", "child", "item", "collection", "items"};

std::string_view media_type_of(Kind kind) {
    switch (kind) {
        case Kind::item:
        case Kind::items_page:
        case Kind::asset_page:
            return "application/geo+json";
        case Kind::unknown:
            return {};
        default:
            return "application/json";
    }
}

std::string quoted_json(std::string_view text) {
    std::string result;
    json::append_quoted(result, text);
    return result;
}

/// One document while it is mended.
class Mender {
  public:
    Mender(const Tree& tree, const Record& record, const std::string& text,
           const std::function<std::string(const Record&)>& title_of)
        : m_tree(tree), m_record(record), m_text(text), m_title_of(title_of) {}

    std::vector<TextEdit> run(const json::Value& document) {
        mend_links(document, "");
        mend_geometry(document, "");
        const json::Value* features = json::find(document, "features");
        if (features == nullptr || !features->IsArray()) return std::move(m_edits);
        mend_count(document, features->Size());
        for (rapidjson::SizeType i = 0; i < features->Size(); ++i) {
            const std::string pointer = json::child(std::string("/features"), std::size_t{i});
            mend_links((*features)[i], pointer);
            mend_geometry((*features)[i], pointer);
        }
        return std::move(m_edits);
    }

  private:
    void add(const std::string& pointer, std::string text) {
        if (const auto span = span_of(m_text, pointer)) m_edits.push_back({*span, std::move(text)});
    }

    void mend_links(const json::Value& object, const std::string& pointer) {
        const json::Value* links = json::find(object, "links");
        if (links == nullptr || !links->IsArray()) return;
        for (rapidjson::SizeType i = 0; i < links->Size(); ++i) {
            const json::Value& link = (*links)[i];
            if (link.IsObject())
                mend_link(link, json::child(json::child(pointer, std::string_view("links")), std::size_t{i}));
        }
    }

    void mend_link(const json::Value& link, const std::string& pointer) {
        const std::string_view rel = json::member_text(link, "rel");
        const std::string_view href = json::member_text(link, "href");
        if (href.empty()) return;
        const Record* target = m_tree.follow(m_record, href);
        if (target == nullptr) return;
        if (href.ends_with('/') && (href.ends_with(".json/") || href.ends_with(".geojson/")))
            add(json::child(pointer, std::string_view("href")),
                quoted_json(href.substr(0, href.find_last_not_of('/') + 1)));
        const std::optional<Span> span = span_of(m_text, pointer);
        if (!span) return;
        const std::string_view type = media_type_of(target->kind);
        if (json::find(link, "type") == nullptr && !type.empty())
            m_edits.push_back(added_member(m_text, *span, "type", quoted_json(type)));
        const bool is_titled = std::find(k_titled_rels.begin(), k_titled_rels.end(), rel) != k_titled_rels.end();
        if (!is_titled || json::find(link, "title") != nullptr) return;
        const std::string title = m_title_of(*target);
        if (!title.empty()) m_edits.push_back(added_member(m_text, *span, "title", quoted_json(title)));
    }

    void mend_count(const json::Value& page, std::size_t features) {
        const json::Value* returned = json::find(page, "numberReturned");
        if (returned == nullptr || !returned->IsInt64() || returned->GetInt64() == static_cast<std::int64_t>(features))
            return;
        add("/numberReturned", std::to_string(features));
    }

    void mend_geometry(const json::Value& feature, const std::string& pointer) {
        const json::Value* geometry = json::find(feature, "geometry");
        const json::Value* coordinates = geometry == nullptr ? nullptr : json::find(*geometry, "coordinates");
        if (coordinates == nullptr || !coordinates->IsArray()) return;
        const std::string above = pointer + "/geometry/coordinates";
        const std::string_view type = json::member_text(*geometry, "type");
        if (type == "Polygon") mend_polygon(*coordinates, above);
        if (type != "MultiPolygon") return;
        for (rapidjson::SizeType i = 0; i < coordinates->Size(); ++i)
            mend_polygon((*coordinates)[i], json::child(above, std::size_t{i}));
    }

    void mend_polygon(const json::Value& rings, const std::string& pointer) {
        if (!rings.IsArray()) return;
        for (rapidjson::SizeType i = 0; i < rings.Size(); ++i) {
            const double area = twice_area(rings[i]);
            if (area == 0 || (area > 0) == (i == 0)) continue;
            reverse(rings[i], json::child(pointer, std::size_t{i}));
        }
    }

    /// Positive: counterclockwise. 0 for what is no ring, or goes round the globe, where a plane says nothing.
    static double twice_area(const json::Value& ring) {
        if (!ring.IsArray() || ring.Size() < 4) return 0;
        double area = 0;
        double west = 1e300;
        double east = -1e300;
        for (rapidjson::SizeType i = 0; i < ring.Size(); ++i) {
            const json::Value& a = ring[i];
            const json::Value& b = ring[(i + 1) % ring.Size()];
            for (const json::Value* p : {&a, &b})
                if (!p->IsArray() || p->Size() < 2 || !(*p)[0].IsNumber() || !(*p)[1].IsNumber()) return 0;
            area += a[0].GetDouble() * b[1].GetDouble() - b[0].GetDouble() * a[1].GetDouble();
            west = std::min(west, a[0].GetDouble());
            east = std::max(east, a[0].GetDouble());
        }
        return east - west > 180 ? 0 : area;
    }

    /// Each position gets the text of the one on the other end: spaces between them stay.
    void reverse(const json::Value& ring, const std::string& pointer) {
        std::vector<Span> spans;
        for (rapidjson::SizeType i = 0; i < ring.Size(); ++i) {
            const auto span = span_of(m_text, json::child(pointer, std::size_t{i}));
            if (!span) return;
            spans.push_back(*span);
        }
        for (std::size_t i = 0; i < spans.size(); ++i) {
            const Span& other = spans[spans.size() - 1 - i];
            std::string text = m_text.substr(other.begin, other.end - other.begin);
            if (text != m_text.substr(spans[i].begin, spans[i].end - spans[i].begin))
                m_edits.push_back({spans[i], std::move(text)});
        }
    }

    const Tree& m_tree;
    const Record& m_record;
    const std::string& m_text;
    const std::function<std::string(const Record&)>& m_title_of;
    std::vector<TextEdit> m_edits;
};

std::string title_in(const std::string& text) {
    const auto parsed = json::parse(text, {k_deepest_nesting});
    const auto* document = std::get_if<json::Value>(&parsed);
    if (document == nullptr || !document->IsObject()) return {};
    const std::string_view own = json::member_text(*document, "title");
    const json::Value* properties = json::find(*document, "properties");
    return std::string(!own.empty() || properties == nullptr ? own : json::member_text(*properties, "title"));
}

/// The titles of documents, each read once.
class Titles {
  public:
    Titles(const Tree& tree, const Options& options, const std::atomic<bool>& stop)
        : m_tree(tree), m_options(options), m_stop(stop) {}

    std::string of(const Record& record) {
        {
            const std::scoped_lock lock(m_mutex);
            const auto known = m_known.find(&record);
            if (known != m_known.end()) return known->second;
        }
        const FileText read = m_tree.files().read(record.path, m_options.largest_document_bytes, m_stop);
        std::string title = read.problem.empty() ? title_in(read.text) : std::string();
        const std::scoped_lock lock(m_mutex);
        return m_known[&record] = std::move(title);
    }

  private:
    const Tree& m_tree;
    const Options& m_options;
    const std::atomic<bool>& m_stop;
    std::mutex m_mutex;  ///< guards m_known
    std::map<const Record*, std::string> m_known;
};

}  // namespace

std::size_t fix_text(const Tree& tree, const Record& record, const std::string& text, std::string& after,
                     const std::function<std::string(const Record&)>& title_of) {
    const auto parsed = json::parse(text, {k_deepest_nesting});
    const auto* document = std::get_if<json::Value>(&parsed);
    if (document == nullptr || !document->IsObject()) return 0;
    std::vector<TextEdit> edits = Mender(tree, record, text, title_of).run(*document);
    const std::size_t count = edits.size();
    after = edited(text, std::move(edits));
    return count;
}

std::vector<FixedDocument> propose_fixes(const Tree& tree, const Options& options, const ParallelFor& parallel,
                                         const std::atomic<bool>& stop) {
    const std::vector<Record>& records = tree.records();
    std::vector<FixedDocument> fixed(records.size());
    Titles titles(tree, options, stop);
    parallel(records.size(), [&](std::size_t i) {
        leave_when(stop);
        if (records[i].kind == Kind::unknown) return;
        const FileText read = tree.files().read(records[i].path, options.largest_document_bytes, stop);
        if (!read.problem.empty()) return;
        FixedDocument& made = fixed[i];
        made.changes =
            fix_text(tree, records[i], read.text, made.after, [&](const Record& record) { return titles.of(record); });
        if (made.changes == 0) return made.after.clear();
        made.path = records[i].path;
        made.before = read.text;
    });
    std::erase_if(fixed, [](const FixedDocument& document) { return document.changes == 0; });
    return fixed;
}

void write_fixes(const std::string& folder, const std::vector<FixedDocument>& documents) {
    for (const FixedDocument& document : documents) {
        const std::string path = folder + document.path;
        const std::string fresh = path + ".cairn-fix";
        struct stat status {};
        if (::stat(path.c_str(), &status) != 0) throw std::runtime_error(path + ": " + std::strerror(errno));
        std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
        file << document.after;
        file.close();
        const bool is_written = file && ::chmod(fresh.c_str(), status.st_mode & 07777U) == 0 &&
                                std::rename(fresh.c_str(), path.c_str()) == 0;
        if (is_written) continue;
        const std::string reason = std::strerror(errno);
        std::remove(fresh.c_str());
        throw std::runtime_error(path + ": the document cannot be replaced: " + reason);
    }
}

}  // namespace cairn::validate

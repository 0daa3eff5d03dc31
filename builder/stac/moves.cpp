#include "builder/stac/moves.hpp"

#include <algorithm>
#include <filesystem>
#include <span>
#include <tuple>
#include <unordered_map>
#include <variant>

#include "base/json/object_builder.hpp"
#include "base/json/parse.hpp"
#include "builder/stac/layout.hpp"

namespace cairn {

namespace {

bool is_below_collections(std::string_view path) { return path.starts_with("collections/") && path.ends_with(".json"); }

std::string_view folder_of_path(std::string_view path) {
    return path.substr(0, std::max(path.rfind('/'), std::size_t{0}));
}

std::string_view last_folder_of(std::string_view path) {
    const std::string_view folder = folder_of_path(path);
    return folder.substr(folder.rfind('/') + 1);
}

/// The document that a file of the tree is, or whose asset list it is a page of; empty: neither.
std::string owner_of(std::string_view path) {
    if (!is_below_collections(path)) return {};
    const auto slashes = std::count(path.begin(), path.end(), '/');
    const std::string_view name = path.substr(path.rfind('/') + 1);
    if (slashes == 2) return name == "collection.json" ? std::string(path) : std::string();
    if (slashes == 4) return name == std::string(last_folder_of(path)) + ".json" ? std::string(path) : std::string();
    if (last_folder_of(path) != "assets" || name.starts_with("pages")) return {};  // a directory of pages
    const std::string above(folder_of_path(folder_of_path(path)));
    if (slashes == 3) return above + "/collection.json";
    return slashes == 5 ? above + '/' + above.substr(above.rfind('/') + 1) + ".json" : std::string();
}

bool has_scheme(std::string_view href) { return href.find("://") != std::string_view::npos || href.starts_with('/'); }

/// A relative href from the folder of the catalog; what leaves it begins with "..".
std::string from_catalog(std::string_view href, std::string_view document) {
    if (has_scheme(href)) return std::string(href);
    return (std::filesystem::path(folder_of_path(document)) / href).lexically_normal().generic_string();
}

struct Datum {
    std::size_t place = 0;  ///< index
    std::string asset;
};

/// The data of the documents of a tree that the other does not have in the same bytes.
class Data {
  public:
    Data(const TreeOfRun& tree, const TreeOfRun& other) {
        for (const auto& [path, digest] : tree.manifest.files()) {
            const Digest* same = other.manifest.find(path);
            if (same != nullptr && *same == digest) continue;
            const std::string owner = owner_of(path);
            if (!owner.empty()) add_file(path, owner, tree.read(path), tree.manifest);
        }
        for (auto& [href, data] : m_by_href) {
            std::sort(data.begin(), data.end(), [this](const Datum& a, const Datum& b) {
                return std::tie(place(a).document, a.asset) < std::tie(place(b).document, b.asset);
            });
        }
    }

    const std::unordered_map<std::string, std::vector<Datum>>& by_href() const { return m_by_href; }
    const MovedPlace& place(const Datum& datum) const { return m_places[datum.place]; }
    /// The assets of one document that have one href; a file can be a source of many Items.
    std::span<const Datum> of_document(const std::vector<Datum>& data, const std::string& document) const {
        const auto is_before = [this](const Datum& a, const std::string& b) { return place(a).document < b; };
        const auto is_after = [this](const std::string& a, const Datum& b) { return a < place(b).document; };
        const auto begin = std::lower_bound(data.begin(), data.end(), document, is_before);
        return {begin, std::upper_bound(begin, data.end(), document, is_after)};
    }

  private:
    void add_file(const std::string& path, const std::string& owner, const std::string& bytes,
                  const Manifest& manifest) {
        const auto parsed = json::parse(bytes);
        const auto* document = std::get_if<json::Value>(&parsed);
        if (document == nullptr) return;
        if (const json::Value* features = json::find(*document, "features");
            features != nullptr && features->IsArray()) {
            for (const json::Value& feature : features->GetArray()) {
                const std::size_t place =
                    place_of(owner, json::member_text(feature, "collection"), json::member_text(feature, "item"));
                add(feature, json::member_text(feature, "id"), place, path, manifest);
            }
            return;
        }
        const bool is_item = json::member_text(*document, "type") == "Feature";
        const std::size_t place =
            is_item ? place_of(owner, json::member_text(*document, "collection"), json::member_text(*document, "id"))
                    : place_of(owner, json::member_text(*document, "id"), {});
        const json::Value* assets = json::find(*document, "assets");
        if (assets == nullptr || !assets->IsObject()) return;
        for (const auto& member : assets->GetObject())
            add(member.value, json::view(member.name), place, path, manifest);
    }

    std::size_t place_of(const std::string& document, std::string_view collection, std::string_view item) {
        MovedPlace place{document, std::string(collection), std::string(item)};
        if (m_places.empty() || !(m_places.back() == place)) m_places.push_back(std::move(place));
        return m_places.size() - 1;
    }

    void add(const json::Value& asset, std::string_view id, std::size_t place, const std::string& path,
             const Manifest& manifest) {
        const std::string_view href = json::member_text(asset, "href");
        if (href.empty()) return;
        std::string target = from_catalog(href, path);
        if (!manifest.has(target)) m_by_href[std::move(target)].push_back({place, std::string(id)});
    }

    std::vector<MovedPlace> m_places;
    std::unordered_map<std::string, std::vector<Datum>> m_by_href;
};

class Moves {
  public:
    Moves(const Data& before, const Data& now) : m_before(before), m_now(now) {
        for (const auto& [href, old] : before.by_href()) {
            const auto found = now.by_href().find(href);
            if (found == now.by_href().end()) continue;
            for (const Datum& datum : old) add(datum, found->second);
        }
    }

    std::vector<Move> take() {
        std::vector<Move> moves;
        for (auto& [key, move] : m_moves) moves.push_back(std::move(move));
        return moves;
    }

  private:
    void add(const Datum& old, const std::vector<Datum>& candidates) {
        const MovedPlace& from = m_before.place(old);
        const auto same = m_now.of_document(candidates, from.document);
        for (const Datum& candidate : same) {
            if (candidate.asset == old.asset && m_now.place(candidate) == from) return;
        }
        const Datum* best = same.empty() ? &candidates.front() : &same.front();
        const MovedPlace& to = m_now.place(*best);
        Move& move = m_moves[{from.document, to.document}];
        move.from = from;
        move.to = to;
        ++move.assets;
        if (old.asset != best->asset) move.asset_ids.emplace(old.asset, best->asset);
    }

    const Data& m_before;
    const Data& m_now;
    std::map<std::pair<std::string, std::string>, Move> m_moves;
};

/// Where a Collection is no longer, and all that is known of it went to one other, it moved with its Items.
void add_collections(const TreeOfRun& before, const TreeOfRun& now, std::vector<Move>& moves) {
    std::map<std::string, std::vector<Move>> gone;
    for (const Move& move : moves) {
        if (move.from.item.empty() || move.from.collection == move.to.collection) continue;
        const auto document = [](const MovedPlace& place) {
            return std::string(folder_of_path(folder_of_path(folder_of_path(place.document)))) + "/collection.json";
        };
        const std::string from = document(move.from);
        if (!before.manifest.has(from) || now.manifest.has(from)) continue;
        Move collection{{from, move.from.collection, {}}, {document(move.to), move.to.collection, {}}, move.assets, {}};
        std::vector<Move>& known = gone[from];
        const auto same =
            std::find_if(known.begin(), known.end(), [&](const Move& m) { return m.to == collection.to; });
        if (same == known.end()) {
            known.push_back(std::move(collection));
        } else {
            same->assets += move.assets;
        }
    }
    for (auto& [document, collections] : gone) {
        for (Move& collection : collections) {
            const auto own = std::find_if(moves.begin(), moves.end(), [&](const Move& move) {
                return move.from == collection.from && move.to == collection.to;
            });
            if (own == moves.end()) moves.push_back(std::move(collection));
        }
    }
}

json::Value place_value(const MovedPlace& place) {
    json::Value value = json::object();
    json::set(value, "href", place.document);
    json::set(value, "collection", place.collection);
    if (!place.item.empty()) json::set(value, "item", place.item);
    return value;
}

}  // namespace

std::vector<Move> moves_between(const TreeOfRun& before, const TreeOfRun& now) {
    const Data old(before, now);
    if (old.by_href().empty()) return {};
    const Data current(now, before);
    std::vector<Move> moves = Moves(old, current).take();
    add_collections(before, now, moves);
    std::sort(moves.begin(), moves.end(), [](const Move& a, const Move& b) {
        return std::tie(a.from.document, a.to.document) < std::tie(b.from.document, b.to.document);
    });
    return moves;
}

json::Value moves_value(const std::vector<Move>& moves) {
    json::Value rows = json::array();
    for (const Move& move : moves) {
        json::Value row = json::object();
        json::set(row, "from", place_value(move.from));
        json::set(row, "to", place_value(move.to));
        json::set(row, "assets", json::Value(static_cast<std::uint64_t>(move.assets)));
        if (!move.asset_ids.empty()) {
            json::ObjectBuilder ids;
            for (const auto& [from, to] : move.asset_ids) ids.set(from, json::string(to));
            json::set(row, "asset_ids", std::move(ids).take());
        }
        json::push(rows, std::move(row));
    }
    json::Value value = json::object();
    json::set(value, "type", "Moves");
    json::set(value, "moves", std::move(rows));
    return value;
}

}  // namespace cairn

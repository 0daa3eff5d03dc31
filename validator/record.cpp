#include "validator/record.hpp"

#include <algorithm>
#include <memory>

#include "base/json/pointer.hpp"

namespace cairn::validate {

const Contents Record::k_no_contents{};
const Faults Record::k_no_faults{};

Contents& Record::own_contents() {
    if (contents_apart == nullptr) contents_apart = std::make_unique<Contents>();
    return *contents_apart;
}

Faults& Record::own_faults() {
    if (faults_apart == nullptr) faults_apart = std::make_unique<Faults>();
    return *faults_apart;
}

std::optional<Link> Record::self() const {
    if (self_apart == nullptr) return std::nullopt;
    return Link{"self", self_apart->href, self_apart->index, -1};
}

void Record::for_each_link(const std::function<void(const Link&, std::uint32_t number)>& visit) const {
    for (std::uint32_t i = 0; i < links.size(); ++i) visit(links[i], i);
    if (const std::optional<Link> own = self()) visit(*own, k_self_link);
}

std::string Record::pointer_of(const Link& link) const {
    std::string pointer;
    if (link.member >= 0) {
        const std::string_view array = kind == Kind::collections ? "collections" : "features";
        pointer = json::child(json::child("", array), static_cast<std::size_t>(link.member));
    }
    return json::child(json::child(pointer, "links"), std::size_t{link.index});
}

bool may_precede(const AssetKey& a, const AssetKey& b) {
    if (!a.time) return b.time || a.id <= b.id;
    return b.time && a.time->begin <= b.time->begin;
}

bool Record::is_suspect(std::uint32_t member) const {
    const std::vector<std::uint32_t>& suspects = faults().suspects;
    return !suspects.empty() && std::binary_search(suspects.begin(), suspects.end(), member);
}

void for_each_relative_asset(const Record& record,
                             const std::function<void(std::string_view pointer, std::string_view href)>& visit) {
    std::string_view rest = record.relative_assets;
    while (!rest.empty()) {
        const std::size_t middle = rest.find('\0');
        const std::size_t end = rest.find('\0', middle + 1);
        visit(rest.substr(0, middle), rest.substr(middle + 1, end - middle - 1));
        rest.remove_prefix(end + 1);
    }
}

std::uint64_t digest_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

}  // namespace cairn::validate

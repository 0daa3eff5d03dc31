#include "validator/missing_links.hpp"

#include <algorithm>
#include <tuple>

#include "validator/relations.hpp"

namespace cairn::validate {

void MissingLinks::add(Place place) {
    const std::scoped_lock lock(m_mutex);
    m_places.push_back(place);
}

void MissingLinks::add_misled(const Record& record, const Link& link) {
    const std::scoped_lock lock(m_mutex);
    lose(record, link);
}

void MissingLinks::lose(const Record& record, const Link& link) {
    Lost& lost = m_left[&record];
    ++lost.links;
    lost.is_child = lost.is_child || link.rel == "child";
}

void MissingLinks::settle() {
    const auto key = [](const Place& place) {
        // Links within a page stand for documents of their own: those of the document itself come first.
        const Link link = place.record->link_at(place.link);
        return std::tuple(place.target, !holds(*place.record, link), link.member >= 0, place.record, link.member,
                          link.index);
    };
    std::sort(m_places.begin(), m_places.end(), [&](const Place& a, const Place& b) { return key(a) < key(b); });
    for (const Place& place : m_places) {
        const Link link = place.record->link_at(place.link);
        if (holds(*place.record, link)) lose(*place.record, link);
    }
}

bool MissingLinks::has_target(std::string_view path) const {
    const std::uint64_t target = digest_of(path);
    const auto found = std::lower_bound(m_places.begin(), m_places.end(), target,
                                        [](const Place& place, std::uint64_t wanted) { return place.target < wanted; });
    return found != m_places.end() && found->target == target;
}

bool MissingLinks::explains(const Record& holder, const Record& lost) {
    const auto known = m_causes.find(&lost);
    if (known != m_causes.end()) return known->second == &holder;
    // A part of a Collection that is gone held any number of its Items.
    const auto left = m_left.find(&holder);
    const bool is_of_part = left != m_left.end() && left->second.is_child && lost.kind == Kind::item;
    if (!is_of_part && !explains_one(holder)) return false;
    m_causes.emplace(&lost, &holder);
    return true;
}

bool MissingLinks::explains_one(const Record& holder) {
    const auto left = m_left.find(&holder);
    if (left == m_left.end() || left->second.links == 0) return false;
    --left->second.links;
    return true;
}

}  // namespace cairn::validate

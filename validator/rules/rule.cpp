#include "validator/rules/rule.hpp"

#include <algorithm>
#include <utility>

namespace cairn::validate {

Finding finding_of(const Rule& rule, std::string pointer, std::string message) {
    Finding finding;
    finding.pointer = std::move(pointer);
    finding.rule = rule.id;
    finding.severity = rule.severity;
    finding.message = std::move(message);
    return finding;
}

void Findings::add(const Rule& rule, const Record& record, std::string pointer, std::string message) {
    add(record, finding_of(rule, std::move(pointer), std::move(message)));
}

const Record* RecordView::follow(std::size_t link) const {
    const Target& target = targets.at(link);
    return target.where == Where::inside ? tree.find(target.path) : nullptr;
}

std::size_t RecordView::first(std::string_view rel) const {
    const Link* link = record.link(rel);
    return link == nullptr ? record.links.size() : static_cast<std::size_t>(link - record.links.data());
}

}  // namespace cairn::validate

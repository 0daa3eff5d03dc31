// What a rule is: a row that says what, how bad, why and by which specification; and the check, where it has one.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json/value.hpp"
#include "validator/budget.hpp"
#include "validator/document.hpp"
#include "validator/engine.hpp"
#include "validator/items_by_collection.hpp"
#include "validator/missing_links.hpp"
#include "validator/objects.hpp"
#include "validator/reach.hpp"
#include "validator/tree.hpp"

namespace cairn::validate {

struct Rule;

/// Where a rule puts what it finds.
class Findings {
  public:
    virtual ~Findings() = default;

    /// At the rule's own severity.
    void add(const Rule& rule, const Record& record, std::string pointer, std::string message);
    /// A milder case.
    void add(const Rule& rule, Severity severity, const Record& record, std::string pointer, std::string message);
    virtual void add(const Record& record, Finding finding) = 0;
};

/// A finding of a rule, without its document.
Finding finding_of(const Rule& rule, std::string pointer, std::string message);

/// A part of a document and the schema that it must fit, or why there is none.
struct Judgement {
    Check check;
    const Engine::Entry* entry;
};

/// What rules about one document see of it.
struct DocumentView {
    std::string_view text;
    const json::Value& value;
    const std::vector<Judgement>& judgements;
    Budget& budget;
    Record& record;  ///< its kind and path are known; a rule sets `checked` and `not_checked`
};

/// What rules about one STAC object see of it: a document, or an entry of a page.
struct ObjectView {
    const DocumentView& document;
    const StacObject& object;

    const Record& record() const { return document.record; }
};

/// What rules about one document in its tree see of it.
struct RecordView {
    const Tree& tree;
    const Record& record;
};

/// What rules about one link see of it. Each rel and href of a document is one link.
struct LinkView {
    const Tree& tree;
    const Record& record;
    const Link& link;
    const Target& target;
    const Record* document;  ///< that it leads to, or nullptr

    std::string pointer() const { return record.pointer_of(link) + "/href"; }
};

/// What rules about the whole tree see of it, and tell each other.
struct TreeView {
    const Tree& tree;
    const std::vector<Reached>& reached;
    MissingLinks& missing;
    std::set<const Record*>& disputed;  ///< two documents say of these different things: they are no witnesses
    const ItemsByCollection& items;

    Reached reach_of(const Record& record) const {
        return reached.at(static_cast<std::size_t>(&record - tree.records().data()));
    }
};

/// Any number may run at once, but each on another document.
using DocumentCheck = void (*)(const DocumentView&, Findings&);
/// As DocumentCheck; once for each STAC object of the document.
using ObjectCheck = void (*)(const ObjectView&, Findings&);
/// Any number may run at once: they only read the tree.
using RecordCheck = void (*)(const RecordView&, Findings&);
/// Likewise.
using LinkCheck = void (*)(const LinkView&, Findings&);
/// One at a time.
using TreeCheck = void (*)(const TreeView&, Findings&);
/// A TreeCheck that compares documents which stand twice, before the others: it sets `disputed`.
struct CopyCheck {
    TreeCheck check;
};

struct Rule {
    std::string_view id;  ///< "link/inverse"; "schema/*" stands for one id a schema
    Severity severity;    ///< the worst; a milder case is less
    std::string_view title;
    std::string_view reason;
    std::string_view specification;  ///< name and section, or address
    std::variant<std::monostate, DocumentCheck, ObjectCheck, RecordCheck, LinkCheck, CopyCheck, TreeCheck>
        check;  ///< none: found by reading and walking
};

}  // namespace cairn::validate

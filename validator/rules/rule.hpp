// What a rule is: a row that says what, how bad, why and by which specification; and the check, where it has one.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json/value.hpp"
#include "validator/budget.hpp"
#include "validator/document.hpp"
#include "validator/engine.hpp"
#include "validator/tree.hpp"

namespace cairn::validate {

struct Rule;

/// Where a rule puts what it finds.
class Findings {
  public:
    virtual ~Findings() = default;

    /// At the rule's own severity.
    void add(const Rule& rule, const Record& record, std::string pointer, std::string message);
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

/// What rules about one document in its tree see of it.
struct RecordView {
    const Tree& tree;
    const Record& record;
    const std::vector<Target>& targets;  ///< of the record's links, in their order

    /// The document that a link leads to, or nullptr.
    const Record* follow(std::size_t link) const;
    /// The index of the first link with this rel, or the number of links.
    std::size_t first(std::string_view rel) const;
};

/// Any number may run at once, but each on another document.
using DocumentCheck = void (*)(const DocumentView&, Findings&);
/// Any number may run at once: they only read the tree.
using RecordCheck = void (*)(const RecordView&, Findings&);
/// One at a time.
using TreeCheck = void (*)(const Tree&, Findings&);

struct Rule {
    std::string_view id;  ///< "link/inverse"; "schema/*" stands for one id a schema
    Severity severity;    ///< the worst; a milder case is less
    std::string_view title;
    std::string_view reason;
    std::string_view specification;                                             ///< name and section, or address
    std::variant<std::monostate, DocumentCheck, RecordCheck, TreeCheck> check;  ///< none: found by reading and walking
};

}  // namespace cairn::validate

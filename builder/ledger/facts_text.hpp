// Facts as JSON, for the ledger: what a scan found out about a source that is not there, or cannot be read, any more.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/json/value.hpp"
#include "builder/facts/facts.hpp"

namespace cairn::ledger {

/// The parts that many Facts share (cubes, outlines, projections, descriptions), each once: by its name, which is made
/// of its type and a hash of its text ("cube-5f0c..."). Threads: one.
class SharedTexts {
  public:
    SharedTexts();
    ~SharedTexts();
    SharedTexts(const SharedTexts&) = delete;
    SharedTexts& operator=(const SharedTexts&) = delete;

    /// The JSON of each part, by its name, sorted; a part that refers to others is none.
    const std::map<std::string, std::string>& texts() const { return m_texts; }
    void add(const std::string& name, std::string text) { m_texts[name] = std::move(text); }

    struct Parts;
    Parts& parts() { return *m_parts; }

  private:
    std::map<std::string, std::string> m_texts;
    std::unique_ptr<Parts> m_parts;
};

/// The format, the stamp and what was understood. Not the problems of reading and not what a store was made of: when
/// the source is there again it is read again. Precondition: it was understood.
json::Value facts_value(const Facts& facts, SharedTexts& shared);

/// nullopt: the value is none of Facts, or refers to a part that `shared` does not have.
std::optional<Facts> facts_from(const json::Value& value, SharedTexts& shared);

}  // namespace cairn::ledger

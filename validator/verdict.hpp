// One schema, prepared and read by valijson once, then shared by all threads: the verdict.
#pragma once

#include <memory>

#include "base/json/value.hpp"
#include "validator/budget.hpp"
#include "validator/formats.hpp"
#include "validator/patterns.hpp"
#include "validator/prepare.hpp"

namespace cairn::validate {

/// Threads: const access from any number of threads.
class Verdict {
  public:
    /// `prepared` and `patterns` must outlive it. Throws UnusableSchema when valijson cannot read the schema.
    Verdict(const PreparedSchema& prepared, const Patterns& patterns, Formats formats);
    ~Verdict();

    bool accepts(const json::Value& value, Budget& budget) const;

  private:
    struct Schemas;
    std::unique_ptr<const Schemas> m_schemas;
};

}  // namespace cairn::validate

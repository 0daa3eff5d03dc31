// URLs of references without their credentials and signatures, before anything keeps or shows them.
#pragma once

#include <string>
#include <string_view>

#include "builder/probe/references/problem_list.hpp"

namespace cairn::references {

/// What is behind this meets only URLs that may be published: files of archives are found by them, too, and two
/// signatures of one file are one source.
class Discretion {
  public:
    explicit Discretion(ProblemList& problems) : m_problems(problems) {}

    /// The URL itself, or one that is valid until the next call; "probe/secret-in-reference", a warning, is then said.
    std::string_view without_secrets(std::string_view key, std::string_view url);

  private:
    ProblemList& m_problems;
    std::string m_last;   ///< a URL with secrets: neighbours have the same
    std::string m_clean;  ///< the same without
};

}  // namespace cairn::references

// Where the steps of the reasoning are put down, for `cairn inspect`, and the notes, for the document and the report.
#pragma once

#include <string>
#include <vector>

namespace cairn {

/// One step of the reasoning, for `cairn inspect`.
struct Finding {
    std::string about;  ///< "time", "longitude", "footprint", "variable tas", ...
    std::string text;   ///< "axis from standard_name 'time'", "bounds 'time_bnds' used", ...
};

class Findings {
  public:
    void add(std::string about, std::string text);  ///< once: a step that was said is not said again
    void note(std::string sentence);                ///< for people who read the document; few; once each

    std::vector<Finding> take_findings();   ///< all as UTF-8
    std::vector<std::string> take_notes();  ///< all as UTF-8

  private:
    std::vector<Finding> m_findings;
    std::vector<std::string> m_notes;
};

}  // namespace cairn

// Answers about texts that many rows share.
#pragma once

#include <cstddef>
#include <vector>

namespace cairn::search {

/// What was found out about things that have numbers from 0 on: each is asked about once.
class Verdicts {
  public:
    template <class Ask>
    bool of(std::size_t number, Ask ask) {
        if (number >= m_known.size()) m_known.resize(number + 1, Verdict::unknown);
        Verdict& known = m_known[number];
        if (known == Verdict::unknown) known = ask() ? Verdict::yes : Verdict::no;
        return known == Verdict::yes;
    }

  private:
    enum class Verdict : unsigned char { unknown, no, yes };
    std::vector<Verdict> m_known;
};

}  // namespace cairn::search

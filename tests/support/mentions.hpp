// A message by the data that it must give, whatever its words are.
#pragma once

#include <catch2/catch.hpp>
#include <initializer_list>
#include <string>
#include <vector>

namespace cairn::test {

/// Matches a text that has all of these, one after the other.
class Mentions : public Catch::MatcherBase<std::string> {
  public:
    Mentions(std::initializer_list<std::string> facts) : m_facts(facts) {}

    bool match(const std::string& text) const override {
        std::size_t at = 0;
        for (const std::string& fact : m_facts) {
            at = text.find(fact, at);
            if (at == std::string::npos) return false;
            at += fact.size();
        }
        return true;
    }

    std::string describe() const override {
        std::string all = "mentions";
        for (const std::string& fact : m_facts) all += " [" + fact + "]";
        return all;
    }

  private:
    std::vector<std::string> m_facts;
};

}  // namespace cairn::test

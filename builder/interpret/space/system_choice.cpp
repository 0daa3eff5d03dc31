#include "builder/interpret/space/system_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/sphere.hpp"

namespace cairn {

namespace {

/// Two statements of one system may differ by a cell, and by what a change of datum amounts to.
constexpr double k_agreement_cells = 1.0;
constexpr double k_datum_shift_deg = 0.01;
/// Edges of cells against centres, seen aslant.
constexpr double k_confirming_cells = 1.5;

struct Candidate {
    ChosenSystem statement;
    std::vector<Position> places;
    std::size_t agreeing = 0;  ///< candidates that say the same, itself included
};

/// The greatest distance of places; infinite where only one of the two is on the Earth.
double greatest_distance(const std::vector<Position>& a, const std::vector<Position>& b) {
    double greatest = 0;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        const bool a_valid = std::isfinite(a[i].lon_deg);
        if (a_valid != std::isfinite(b[i].lon_deg)) return HUGE_VAL;
        if (a_valid) greatest = std::max(greatest, distance_deg(a[i], b[i]));
    }
    return greatest;
}

/// Places that the data do not have are no contradiction.
double distance_from_known(const std::vector<Position>& places, const std::vector<Position>& known) {
    double greatest = 0;
    for (std::size_t i = 0; i < places.size() && i < known.size(); ++i) {
        if (!std::isfinite(known[i].lon_deg)) continue;
        if (!std::isfinite(places[i].lon_deg)) return HUGE_VAL;
        greatest = std::max(greatest, distance_deg(places[i], known[i]));
    }
    return greatest;
}

std::string text_of(double distance_deg) {
    return std::isfinite(distance_deg) ? number_text(std::round(distance_deg * 1e4) / 1e4) + " degrees"
                                       : "out of sight";
}

class Choice {
  public:
    Choice(const GridMapping& mapping, const SystemSamples& samples, Findings& findings)
        : m_mapping(mapping), m_samples(samples), m_findings(findings) {}

    ChosenSystem choose() {
        for (const SystemStatement& statement : m_mapping.stated) add({statement.definition, statement.from}, false);
        if (!m_mapping.parameters.empty())
            add({m_mapping.parameters, fmt::format("the CF parameters of '{}'", m_mapping.name)}, true);
        if (m_candidates.empty()) return nothing();
        for (const SystemStatement& refused : m_refused) {
            m_findings.note(
                fmt::format("The reference system in {} is not used: {}.", refused.from, refused.definition));
        }
        if (m_candidates.size() == 1) return m_candidates.front().statement;
        compare();
        return best();
    }

  private:
    void add(const SystemStatement& statement, bool is_by_parameters) {
        std::string why_not;
        auto system = reference_system(statement.definition, why_not);
        if (system == nullptr) {
            m_refused.push_back({why_not, statement.from});
            return;
        }
        m_candidates.push_back(
            {{std::move(system), statement.definition, is_by_parameters, statement.from, {}}, {}, 0});
    }

    ChosenSystem nothing() const {
        ChosenSystem none;
        none.why_not = m_mapping.problem;
        for (const SystemStatement& refused : m_refused) {
            none.why_not += fmt::format("{}the reference system in {} cannot be used: {}",
                                        none.why_not.empty() ? "" : "; ", refused.from, refused.definition);
        }
        if (none.why_not.empty())
            none.why_not = fmt::format("grid mapping '{}' states no reference system", m_mapping.name);
        return none;
    }

    void compare() {
        for (Candidate& candidate : m_candidates) candidate.places = m_samples.places(*candidate.statement.system);
        m_limit_deg =
            std::max(k_agreement_cells * m_samples.cell_deg(*m_candidates.front().statement.system), k_datum_shift_deg);
        for (Candidate& one : m_candidates) {
            for (const Candidate& other : m_candidates) {
                if (agree(one, other)) ++one.agreeing;
            }
        }
    }

    bool agree(const Candidate& one, const Candidate& other) const {
        return greatest_distance(one.places, other.places) <= m_limit_deg;
    }

    ChosenSystem best() {
        const bool all_agree = std::all_of(m_candidates.begin(), m_candidates.end(), [&](const Candidate& candidate) {
            return candidate.agreeing == m_candidates.size();
        });
        if (all_agree) return with_code(m_candidates.front());
        const std::vector<Position> known = m_samples.known();
        const Candidate* confirmed = nullptr;
        for (const Candidate& candidate : m_candidates) {
            const double limit = m_limit_deg * k_confirming_cells;
            if (known.empty() || distance_from_known(candidate.places, known) > limit) continue;
            if (confirmed == nullptr) confirmed = &candidate;
        }
        if (confirmed != nullptr)
            return chosen_because(*confirmed, "which the latitudes and longitudes of the data confirm");
        const Candidate& first = m_candidates.front();
        const Candidate& last = m_candidates.back();
        std::size_t most = 0;
        for (const Candidate& candidate : m_candidates) most = std::max(most, candidate.agreeing);
        const bool wins_by_rule =
            last.statement.is_by_parameters && m_mapping.figure_is_stated && last.agreeing == most;
        if (wins_by_rule) return chosen_because(last, "as CF section 5.6 wants");
        const auto majority = std::find_if(m_candidates.begin(), m_candidates.end(),
                                           [&](const Candidate& candidate) { return candidate.agreeing == most; });
        return chosen_because(majority == m_candidates.end() ? first : *majority,
                              most > 1 ? "which most of them say" : "which comes first");
    }

    /// The first with a code among those that agree with it: texts out of files often lack it.
    ChosenSystem with_code(const Candidate& chosen) const {
        for (const Candidate& candidate : m_candidates) {
            if (candidate.statement.is_by_parameters || !agree(chosen, candidate)) continue;
            if (!candidate.statement.system->code().empty()) return candidate.statement;
        }
        return chosen.statement;
    }

    ChosenSystem chosen_because(const Candidate& chosen, const std::string& why) const {
        std::string others;
        for (const Candidate& candidate : m_candidates) {
            if (agree(candidate, chosen)) continue;
            others += fmt::format("{}{} (by {})", others.empty() ? "" : ", ", candidate.statement.from,
                                  text_of(greatest_distance(candidate.places, chosen.places)));
        }
        m_findings.note(fmt::format("The reference system is that of {}, {}; it is contradicted by {}.",
                                    chosen.statement.from, why, others));
        return chosen.statement.is_by_parameters ? chosen.statement : with_code(chosen);
    }

    const GridMapping& m_mapping;
    const SystemSamples& m_samples;
    Findings& m_findings;
    std::vector<Candidate> m_candidates;
    std::vector<SystemStatement> m_refused;  ///< with the reason in place of the definition
    double m_limit_deg = 0;
};

}  // namespace

ChosenSystem choose_system(const GridMapping& mapping, const SystemSamples& samples, Findings& findings) {
    return Choice(mapping, samples, findings).choose();
}

}  // namespace cairn

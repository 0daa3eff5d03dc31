// From Facts to an entry: the rules of the configuration, applied to what was found out. Opens no file.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/outcome.hpp"
#include "builder/checksums/checksum_lists.hpp"
#include "builder/config/config.hpp"
#include "builder/facts/facts.hpp"
#include "builder/group/neighbours.hpp"
#include "builder/group/place.hpp"
#include "builder/model/interner.hpp"
#include "builder/model/other_file.hpp"
#include "builder/model/plan.hpp"
#include "builder/records/parser.hpp"
#include "builder/stac/facet_judge.hpp"

namespace cairn {

/// Problems are values, also what escapes as an exception; only a broken environment ends the run. Threads: any number.
class Placing {
  public:
    /// `lists`: of checksums; must outlive this object.
    Placing(const Config& config, const checksums::ChecksumLists& lists)
        : m_config(config), m_lists(lists), m_placer(config), m_judge(config) {}

    const Placer& placer() const { return m_placer; }

    /// `problems` gets what is wrong with the source although it has an entry, and what was found when it was read.
    Outcome<Entry> operator()(const Source& source, Facts facts, std::vector<Problem>& problems);

    /// The time in the name counts where the record states none.
    Outcome<Entry> operator()(records::Record record, std::vector<Problem>& problems);

    Outcome<Entry> operator()(const OtherFile& file, const Neighbours& neighbours, std::vector<Problem>& problems);

    /// Whether the time in the name that the Facts were made with is still the one that the rules find.
    bool finds_same_time(const Source& source, const Facts& facts) const;

    /// Whether a checksum of all bytes of the file is wanted, since no list states one.
    bool needs_sum(const Source& source) const;
    /// Likewise, of a file that was understood, where the Facts do not have it yet.
    bool lacks_sum(const Source& source, const Facts& facts) const;

    /// The public URL; empty: its archive has none.
    std::string href_of(const Source& source) const;

  private:
    /// `computed`: of the Facts.
    std::string checksum_of(const Source& source, const std::string& computed) const;

    Outcome<Entry> placed(const Source& source, Understood understood, std::vector<Problem>& problems);

    /// What the rule takes of a description.
    std::shared_ptr<const Description> wanted_of(const std::shared_ptr<const Description>& description,
                                                 std::size_t rule);

    /// A value that a schema refuses would spoil every document that it stands in.
    void keep_facets_fit_for_documents(Placement& placement, const Source& source, std::vector<Problem>& problems);

    const Config& m_config;
    const checksums::ChecksumLists& m_lists;
    Placer m_placer;
    FacetJudge m_judge;
    Interner<Description> m_descriptions;
    Interner<Facets> m_facets;
    Interner<std::string> m_texts;
    /// By description and rule; the keys keep their descriptions alive, so that no address is used again.
    using Wanted =
        std::map<std::pair<std::shared_ptr<const Description>, std::size_t>, std::shared_ptr<const Description>>;
    static constexpr std::size_t k_most_wanted = 10'000;  ///< more are forgotten
    tbb::enumerable_thread_specific<Wanted> m_wanted;
};

}  // namespace cairn

// What many files say of themselves with one voice.
#pragma once

#include <memory>
#include <optional>
#include <unordered_set>

#include "builder/config/config.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// Takes descriptions in any order; each distinct one costs once.
class CommonDescription {
  public:
    void add(const std::shared_ptr<const Description>& one);
    /// What a file that was read says of itself. Those that are only referenced say nothing of themselves.
    void add(const Entry& entry);
    /// Null: they agree on nothing.
    std::shared_ptr<const Description> take();

  private:
    std::shared_ptr<const Description> m_first;
    std::optional<Description> m_common;                             ///< of several; nullopt: m_first is all
    std::unordered_set<std::shared_ptr<const Description>> m_known;  ///< held, so that no address is used again
    std::shared_ptr<const Description> m_last;
    bool m_is_empty = true;
};

/// Whether a rule wants all that files say of themselves: then `wanted` gives back what it got.
bool wants_all(const FromFiles& from_files);

/// The description without what the rule does not want of files.
std::shared_ptr<const Description> wanted(std::shared_ptr<const Description> description, const FromFiles& from_files);

}  // namespace cairn

#include "builder/probe/references/discretion.hpp"

#include <fmt/format.h>

#include "base/secrets.hpp"

namespace cairn::references {

std::string_view Discretion::without_secrets(std::string_view key, std::string_view url) {
    if (!m_last.empty() && m_last == url) return m_clean;
    auto clean = cairn::without_secrets(url, UrlText::whole);
    if (!clean) return url;
    m_last = url;
    const bool is_known = m_clean == *clean;
    m_clean = *std::move(clean);
    if (!is_known)
        m_problems.add(
            "probe/secret-in-reference", key,
            fmt::format("refers to '{}' with credentials or a signature, which are left out of the catalog; "
                        "whoever gets the references still reads them: write them without, and withdraw them",
                        m_clean.substr(0, 200)),
            Severity::warning);
    return m_clean;
}

}  // namespace cairn::references

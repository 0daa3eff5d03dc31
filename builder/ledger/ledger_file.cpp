#include "builder/ledger/ledger_file.hpp"

#include <xxhash.h>

#include "builder/write/write_file.hpp"

namespace cairn {

LedgerFile::LedgerFile(Filesystem& filesystem, std::string path) : m_filesystem(filesystem), m_path(std::move(path)) {
    if (m_path.empty() || !filesystem.exists(m_path)) return;
    m_path = filesystem.resolved(m_path);
    m_text = filesystem.read(m_path);
    auto parsed = parse_ledger(m_text);
    if (const auto* fault = std::get_if<std::string>(&parsed))
        throw LedgerRefused("the ledger '" + m_path + "' " + *fault);
    m_ledger = std::get<Ledger>(std::move(parsed));
}

std::uint64_t LedgerFile::digest() const { return XXH3_64bits(m_text.data(), m_text.size()); }

void LedgerFile::replace(const Ledger& ledger) {
    if (m_path.empty() || (ledger.empty() && m_text.empty())) return;
    std::string text = ledger_text(ledger);
    if (text == m_text) return;
    const std::string beside = m_path + ".new";
    const std::string folder = folder_of(m_path);
    write_file(m_filesystem, beside, text);
    m_filesystem.sync(folder, {beside});
    m_filesystem.rename(beside, m_path);
    m_filesystem.sync(folder, {folder});
    m_text = std::move(text);
    m_ledger = ledger;
}

}  // namespace cairn

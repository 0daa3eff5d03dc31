// One line of a file of records, understood (docs/records.md).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/line_reader.hpp"
#include "builder/config/config.hpp"
#include "builder/facts/facts.hpp"
#include "builder/model/interner.hpp"
#include "builder/model/recorded_asset.hpp"

namespace cairn::records {

/// What stands in the place of a file: as if it had been read.
struct Record {
    Source source;  ///< its path is "FILE:LINE"
    Facts facts;    ///< of Format::record, understood
    std::shared_ptr<const RecordedAsset> asset;
};

/// Threads: any number.
class Parser {
  public:
    /// `archive`: what Source::archive counts. `config` must outlive the parser.
    Parser(const Config& config, std::size_t archive);

    /// nullopt: the line says nothing that can be used, and `problems` gets why, all of it. "discover/record-syntax",
    /// "discover/record-encoding", "discover/record-length", "discover/record-cut" (the file ends within the line),
    /// "discover/record-invalid" with a JSON pointer in the message, "discover/secret-in-record" and
    /// "discover/secret-in-path".
    std::optional<Record> parse(const Line& line, std::vector<Problem>& problems);

  private:
    class Reading;

    const RecordList& m_list;
    const Policies& m_policies;
    std::size_t m_archive;
    Interner<Cube> m_cubes;
    Interner<Outline> m_outlines;
    Interner<std::string> m_texts;
};

}  // namespace cairn::records

// Kerchunk's reference files in JSON, version 0 (the keys are members of the root) and version 1 (`version`,
// `templates`, `gen`, `refs`), read as a stream: https://fsspec.github.io/kerchunk/spec.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/references/sink.hpp"
#include "builder/probe/references/templates.hpp"

namespace cairn::references {

/// What stands beside the references.
struct JsonHeader {
    Templates templates;
    json::Value generators;         ///< `gen`; null: none
    std::vector<Problem> problems;  ///< what is wrong with these, and with the text after the references
};

/// Reads the file once, and gives the sink what it wants of the references in `refs`. URLs are as written: templates
/// may follow. A Problem ("probe/bad-json", with line and column) when the text is broken within the references; when
/// it is broken after them, they are complete, and JsonHeader::problems says it. Throws std::system_error when the disk
/// fails. Memory: bounded, whatever the size of the file.
Outcome<JsonHeader> read_json(PositionedBytes& file, Sink& sink);

/// Expands templates on the way to another sink.
class Expanding final : public Sink {
  public:
    Expanding(const Templates& templates, Sink& next) : m_templates(templates), m_next(next) {}

    bool wants(std::string_view key) override { return m_next.wants(key); }
    void take_inline(std::string_view key, std::string_view bytes) override { m_next.take_inline(key, bytes); }
    void take_target(std::string_view key, const Target& target) override;
    void take_unusable(std::string_view key, std::string_view why) override { m_next.take_unusable(key, why); }

  private:
    const Templates& m_templates;
    Sink& m_next;
    std::string m_last_url;  ///< neighbours have the same
    Expansion m_last;
};

}  // namespace cairn::references

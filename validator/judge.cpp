#include "validator/judge.hpp"

#include <utility>

namespace cairn::validate {

Judge::Judge(Options options)
    : m_options(std::move(options)),
      m_store(m_options.schemas_folder),
      m_engine(m_store, Formats::check, m_options.judge_by) {}

Record Judge::judge(const std::string& path, std::string_view text, const json::Value* value,
                    const std::atomic<bool>& stop) const {
    if (value == nullptr) return check_text(std::string(text), path, with(stop));
    return check_made(*value, text, path, with(stop));
}

}  // namespace cairn::validate

// A text that many records share: the id of a Collection stands in each of its million entries, and is held once.
#pragma once

#include <compare>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace cairn {

/// An immutable text, two pointers wide; copies share it. Threads: as std::shared_ptr<const std::string>.
class SharedText {
  public:
    SharedText() = default;  ///< empty, without memory
    SharedText(std::string text)
        : m_text(text.empty() ? nullptr : std::make_shared<const std::string>(std::move(text))) {}
    SharedText(const char* text) : SharedText(std::string(text)) {}
    /// `text` may be nullptr: empty.
    explicit SharedText(std::shared_ptr<const std::string> text) : m_text(std::move(text)) {}

    const std::string& str() const {
        static const std::string empty;
        return m_text ? *m_text : empty;
    }
    operator const std::string&() const { return str(); }
    operator std::string_view() const { return str(); }
    bool empty() const { return str().empty(); }

    /// For an interner: nullptr when empty.
    const std::shared_ptr<const std::string>& shared() const { return m_text; }

    /// Neighbours in an archive mostly share one text, which is then not read.
    friend bool operator==(const SharedText& a, const SharedText& b) {
        return a.m_text == b.m_text || a.str() == b.str();
    }
    friend std::strong_ordering operator<=>(const SharedText& a, const SharedText& b) {
        if (a.m_text == b.m_text) return std::strong_ordering::equal;
        return a.str() <=> b.str();
    }
    friend bool operator==(const SharedText& a, const std::string& b) { return a.str() == b; }
    friend bool operator==(const SharedText& a, const char* b) { return a.str() == b; }
    friend std::ostream& operator<<(std::ostream& out, const SharedText& text) { return out << text.str(); }

  private:
    std::shared_ptr<const std::string> m_text;
};

}  // namespace cairn

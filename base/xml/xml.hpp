// XML that strangers sent, as a row of events.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

/// Names are without the prefix of their namespace. Each may be empty: nobody listens. What they throw comes out of
/// read_xml.
struct XmlListener {
    using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;
    std::function<void(std::string_view name, const Attributes& attributes)> begin = {};
    std::function<void(std::string_view name)> end = {};
    std::function<void(std::string_view text)> text = {};  ///< in pieces; UTF-8
};

/// Reads a whole document. What is wrong with it, with line and column; empty: nothing. A document type declaration is
/// refused, so that there are no entities to expand and nothing is fetched; so is what is nested deeper than 100.
/// Threads: safe.
std::string read_xml(std::string_view document, const XmlListener& listener);

}  // namespace cairn

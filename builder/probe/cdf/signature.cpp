#include "builder/probe/cdf/signature.hpp"

namespace cairn::cdf {

std::optional<Format> format_of_file(const ByteAccess&, std::string_view head) {
    if (!head.starts_with("CDF") || head.size() <= 3) return std::nullopt;
    switch (head[3]) {
        case 1:
            return Format::cdf1;
        case 2:
            return Format::cdf2;
        case 5:
            return Format::cdf5;
        default:
            return std::nullopt;
    }
}

}  // namespace cairn::cdf

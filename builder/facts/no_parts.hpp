// For values that share nothing: the parts that byte_codec.hpp asks for.
#pragma once

#include <memory>
#include <string_view>

namespace cairn::facts {

struct NoParts {
    static constexpr bool k_are_apart = false;
    template <class T, class Make>
    std::shared_ptr<const T> find_or(std::string_view, Make make) {
        return make();
    }
};

}  // namespace cairn::facts

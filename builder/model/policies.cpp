#include "builder/model/policies.hpp"

namespace cairn {

/// Not in the header: g++ 12 takes the copy of the list for uninitialised memory wherever a default is inlined.
std::vector<Testimony> default_trust() { return {Testimony::coordinates, Testimony::attributes, Testimony::file_name}; }

}  // namespace cairn

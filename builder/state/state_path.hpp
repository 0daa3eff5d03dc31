// Where the state of a catalog lies.
#pragma once

#include <string>
#include <vector>

namespace cairn {

/// What decides it. Paths are absolute.
struct StatePlace {
    std::string asked_for;              ///< by the user; empty: nobody said
    std::string config;                 ///< the configuration; empty: there is none
    std::string out;                    ///< of the catalog
    std::vector<std::string> archives;  ///< roots
    std::string state_home;             ///< $XDG_STATE_HOME, else $HOME/.local/state; empty: neither is set
};

/// Where it may lie, the first choice first. Throws StateRefused: a path in OUT or in an archive was asked for.
std::vector<std::string> places_of_state(const StatePlace& place);

/// Where a run keeps it: the file that was asked for. Else beside the configuration, "cmip6.yaml.state"; where that folder cannot be written
/// to, or lies in OUT or in an archive, and where there is no configuration, a file of the user's,
/// "<state_home>/cairn/<name of OUT>-<hash>.state", whose folder is made. Throws StateRefused: a path in OUT or in an
/// archive was asked for, or there is no place that can be written to.
std::string state_path(const StatePlace& place);

}  // namespace cairn

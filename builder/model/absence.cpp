#include "builder/model/absence.hpp"

namespace cairn {

std::string note_of(const Absence& absence) {
    const std::string since = to_rfc3339(absence.since);
    switch (absence.why) {
        case Absent::removed:
            return "the file was found missing on " + since + ": this is what was known of it before";
        case Absent::unreadable:
            return "the file could not be read since " + since + ": this is what was known of it before";
        case Absent::waiting:
            return "the file was being written to on " + since + ": this is what was known of it before";
        case Absent::offline:
            break;
    }
    return "the file was found on tape only on " + since + ": this is what was known of it before";
}

}  // namespace cairn

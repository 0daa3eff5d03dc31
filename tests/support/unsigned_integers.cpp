#include "tests/support/unsigned_integers.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "builder/interpret/interpret.hpp"

namespace cairn::test {

// Two values of each coordinate count: one beyond the largest signed number and one below. The third is the fill value,
// the fourth lies outside of the valid range.
const std::string_view k_unsigned_integers = R"(netcdf unsigned {
dimensions:
    n = 4 ;
variables:
    byte lat(n) ;
        lat:units = "degrees_north" ; lat:_Unsigned = "true" ; lat:scale_factor = 0.5 ; lat:add_offset = -10. ;
        lat:_FillValue = -1b ; lat:valid_range = 0b, -6b ;
    short lon(n) ;
        lon:units = "degrees_east" ; lon:_Unsigned = "TRUE" ; lon:scale_factor = 0.005 ;
        lon:_FillValue = -1s ; lon:valid_max = -1000s ;
    int time(n) ;
        time:units = "seconds since 1970-01-01" ; time:_Unsigned = "true" ;
        time:_FillValue = -1 ; time:valid_min = 0 ; time:valid_max = -1000 ;
    short count(n) ;
        count:coordinates = "time lat lon" ; count:_Unsigned = "true" ; count:_FillValue = -2s ;
data:
    lat = 10, -76, -1, -2 ;
    lon = 10000, -25536, -1, -500 ;
    time = 2147483647, -2147483648, -1, -500 ;
}
)";

void check_unsigned_integers(const Dataset& dataset) {
    for (const Problem& problem : dataset.problems) UNSCOPED_INFO(problem.path << ": " << problem.message);
    const Granule granule = interpret(dataset).granule;
    INFO(granule.footprint.reason << " " << granule.time.reason);
    REQUIRE(granule.footprint.box);
    CHECK(bbox_of(*granule.footprint.box) == std::array<double, 4>{50, -5, -160, 80});
    REQUIRE(granule.time.interval);
    CHECK(to_rfc3339(granule.time.interval->start) == "2038-01-19T03:14:07Z");
    CHECK(to_rfc3339(granule.time.interval->end) == "2038-01-19T03:14:08Z");
    const auto& variables = granule.cube->variables;
    const auto count = std::find_if(variables.begin(), variables.end(),
                                    [](const CubeVariable& variable) { return variable.name == "count"; });
    REQUIRE(count != variables.end());
    CHECK(count->data_type == "uint16");
    CHECK(count->nodata == 65534);
}

}  // namespace cairn::test

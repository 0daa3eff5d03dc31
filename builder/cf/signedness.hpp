// `_Unsigned`: integers whose type cannot say whether they have a sign (netCDF Users Guide, appendix B). Classic files
// have no unsigned types, so that NOAA's products, and what was converted from GRIB, say it in this attribute.
#pragma once

#include "builder/model/dataset.hpp"

namespace cairn {

/// Takes integers as stored to what they mean: of the variable's values, of its fill values and of its valid range. It
/// is the identity for all other variables.
class Signedness {
  public:
    explicit Signedness(const Variable& variable);

    bool is_declared() const { return m_modulus != 0; }
    double meant(double stored) const {
        if (m_modulus == 0) return stored;
        if (m_is_unsigned) return stored < 0 && stored >= -m_modulus / 2 ? stored + m_modulus : stored;
        return stored >= m_modulus / 2 && stored < m_modulus ? stored - m_modulus : stored;
    }

  private:
    double m_modulus = 0;  ///< 2 to the number of bits; 0: the type says it all
    bool m_is_unsigned = false;
};

/// The type that the variable's integers are of, `_Unsigned` considered.
Type meant_type(const Variable& variable);

}  // namespace cairn

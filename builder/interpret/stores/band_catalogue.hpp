// What attributes of a store say about spectral bands: common names and wavelengths, by the name of the band.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "builder/model/band.hpp"
#include "builder/model/dataset.hpp"

namespace cairn {

class BandCatalogue {
  public:
    /// Reads the lists `bands` and `eo:bands` in the attributes, and in the properties of `stac_discovery` (the Item
    /// that products of the EOPF carry).
    explicit BandCatalogue(const std::vector<Attribute>& attributes) : BandCatalogue(attributes, nullptr) {}

    /// The catalogue of a group within a group: `outer`, which must live longer, says what this one does not.
    BandCatalogue(const std::vector<Attribute>& attributes, const BandCatalogue* outer);

    /// What the attributes of the band's variable say, else what the lists say of a band of this name (in any letter
    /// case). Members of `band` that are set already are kept.
    void describe(Band& band, const std::vector<Attribute>& variable) const;

  private:
    const BandCatalogue* m_outer;
    std::map<std::string, Band> m_bands;  ///< by name in lower case
};

}  // namespace cairn

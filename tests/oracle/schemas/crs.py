"""One PROJJSON object of every kind, for the generated documents."""


def axis(name, abbreviation, direction, unit="degree", **more):
    return {"name": name, "abbreviation": abbreviation, "direction": direction, "unit": unit, **more}


def system(subtype, *axes):
    return {"type": "CoordinateSystem", "subtype": subtype, "axis": list(axes)}


def identifier():
    return {"authority": "EPSG", "code": 4326, "version": 10.1, "authority_citation": "c", "uri": "urn:x"}


def usage():
    return {"scope": "maps", "area": "Arctic",
            "bbox": {"west_longitude": -180, "south_latitude": 60, "east_longitude": 180, "north_latitude": 90},
            "vertical_extent": {"minimum": 0, "maximum": 10, "unit": "metre"},
            "temporal_extent": {"start": "2000", "end": "2001"}}


def method():
    return {"type": "OperationMethod", "name": "Polar Stereographic (variant B)",
            "id": {"authority": "EPSG", "code": "9829"}}


def parameters():
    grad = {"type": "AngularUnit", "name": "grad", "conversion_factor": 0.0157, "ids": [identifier()]}
    return [{"type": "ParameterValue", "name": "Latitude of standard parallel", "value": 70, "unit": "degree"},
            {"name": "Longitude of origin", "value": -45, "unit": grad},
            {"name": "file", "value": "a.gsb", "id": identifier()}]


def conversion():
    return {"type": "Conversion", "name": "polar", "method": method(), "parameters": parameters()}


def ellipsoids():
    metres = {"value": 6378137, "unit": {"type": "LinearUnit", "name": "km", "conversion_factor": 1000}}
    yield {"type": "Ellipsoid", "name": "sphere", "radius": metres, "id": identifier()}
    yield {"type": "Ellipsoid", "name": "WGS 84", "semi_major_axis": 6378137, "inverse_flattening": 298.25}
    yield {"name": "WGS 84", "semi_major_axis": metres, "semi_minor_axis": 6356752.3}


def datums():
    for ellipsoid in ellipsoids():
        yield {"type": "GeodeticReferenceFrame", "name": "n", "anchor": "a", "anchor_epoch": 2000.5,
               "ellipsoid": ellipsoid,
               "prime_meridian": {"type": "PrimeMeridian", "name": "Paris",
                                  "longitude": {"value": 2.5, "unit": "degree"}}}
        yield {"type": "DynamicGeodeticReferenceFrame", "name": "n", "ellipsoid": ellipsoid,
               "frame_reference_epoch": 2010, "anchor": "a"}
    yield {"type": "VerticalReferenceFrame", "name": "mean sea level", "anchor": "a", "anchor_epoch": 2000}
    yield {"type": "DynamicVerticalReferenceFrame", "name": "n", "frame_reference_epoch": 2010}
    yield {"type": "TemporalDatum", "name": "n", "calendar": "proleptic Gregorian", "time_origin": "1970"}
    yield {"type": "ParametricDatum", "name": "n", "anchor": "a"}
    yield {"type": "EngineeringDatum", "name": "n", "anchor": "a"}


def ensemble():
    return {"type": "DatumEnsemble", "name": "World Geodetic System 1984 ensemble", "accuracy": "2.0",
            "members": [{"name": "G730", "id": identifier()}],
            "ellipsoid": next(ellipsoids()), "ids": [identifier()]}


def geographic(**more):
    return {"type": "GeographicCRS", "name": "sphere", "datum": next(datums()),
            "coordinate_system": system("ellipsoidal", axis("Longitude", "lon", "east"),
                                        axis("Latitude", "lat", "north", range_meaning="exact",
                                                                                             minimum_value=-90,
                                                                                             maximum_value=90)),
            "deformation_models": [{"name": "d", "id": identifier()}], **more}


def projected(**more):
    easting = axis("Easting", "E", "south", "metre", meridian={"type": "Meridian", "longitude": 90})
    northing = axis("Northing", "N", "south", "metre", meridian={"longitude": {"value": 180, "unit": "degree"}})
    return {"type": "ProjectedCRS", "name": "polar", "base_crs": geographic(), "conversion": conversion(),
            "coordinate_system": system("Cartesian", easting, northing), **more}


def vertical(**more):
    return {"type": "VerticalCRS", "name": "height", "datum": {"type": "VerticalReferenceFrame", "name": "sea level"},
            "coordinate_system": system("vertical", axis("Height", "H", "up", "metre")),
            "geoid_model": {"name": "EGM", "interpolation_crs": geographic(), "id": identifier()}, **more}


def with_datum(kind, subtype):
    datum = next(d for d in datums() if d["type"] == kind + "Datum")
    return {"type": kind + "CRS", "name": "n", "datum": datum,
            "coordinate_system": system(subtype, axis("t", "t", "future", "unity"))}


def simple_crs():
    yield geographic(**usage())
    yield geographic(type="GeodeticCRS", datum=None, datum_ensemble=ensemble(), usages=[usage()])
    yield projected(remarks="r", id=identifier())
    yield vertical(ids=[identifier()])
    yield vertical(datum=None, datum_ensemble=ensemble(), geoid_model=None, geoid_models=[{"name": "a"}])
    yield with_datum("Temporal", "TemporalCount")
    yield with_datum("Parametric", "parametric")
    yield with_datum("Engineering", "affine")


def without_null(value):
    return {key: member for key, member in value.items() if member is not None}


def samples():
    """Valid by the published schema, each."""
    bases = [without_null(crs) for crs in simple_crs()]
    yield from bases
    for crs in bases:
        derived = "Derived" + crs["type"]
        yield {"type": derived, "name": "n", "base_crs": crs, "conversion": conversion(),
               "coordinate_system": crs["coordinate_system"]}
    yield {"type": "CompoundCRS", "name": "both", "components": [geographic(), vertical()]}
    operation = {"name": "n", "source_crs": geographic(), "target_crs": vertical(), "method": method(),
                 "parameters": parameters()}
    abridged = {"type": "AbridgedTransformation", "name": "n", "method": method(), "parameters": parameters(),
                "source_crs": geographic()}
    yield {"type": "BoundCRS", "name": "b", "source_crs": projected(), "target_crs": geographic(),
           "transformation": abridged}
    transformation = {"type": "Transformation", **operation, "interpolation_crs": geographic(), "accuracy": "1"}
    motion = {"type": "PointMotionOperation",
              **{key: operation[key] for key in ("name", "source_crs", "method", "parameters")}, "accuracy": "1"}
    yield from (transformation, motion, conversion())
    yield {"type": "ConcatenatedOperation", "name": "c", "source_crs": geographic(), "target_crs": vertical(),
           "steps": [transformation, conversion()],
           "accuracy": "1"}
    yield {"type": "CoordinateMetadata", "crs": geographic(), "coordinateEpoch": 2020.5}
    yield from datums()
    yield from ellipsoids()
    yield ensemble()
    yield {"type": "PrimeMeridian", "name": "Greenwich", "longitude": 0}

"""Virtual stores: a small netCDF file, and kerchunk references that point into it for the data and have the coordinates inline."""
import base64
import json
import os
import subprocess

import numpy as np

from zarr_writer import Store

CDL = """netcdf x {{ dimensions: time = 2 ; lat = 2 ; lon = 2 ; bnds = 2 ;
variables: double time(time) ; time:units = "days since {year}-01-01" ; time:calendar = "noleap" ; time:bounds = "time_bnds" ;
 double time_bnds(time, bnds) ;
 double lat(lat) ; lat:units = "degrees_north" ; lat:bounds = "lat_bnds" ; double lat_bnds(lat, bnds) ;
 double lon(lon) ; lon:units = "degrees_east" ; lon:bounds = "lon_bnds" ; double lon_bnds(lon, bnds) ;
 float rlus(time, lat, lon) ; rlus:units = "W m-2" ; rlus:long_name = "Surface Upwelling Longwave Radiation" ;
  rlus:standard_name = "surface_upwelling_longwave_flux_in_air" ;
data: time = 0.5, {last}.5 ; time_bnds = 0, 1, {last}, {end} ; lat = -45, 45 ; lat_bnds = -90, 0, 0, 90 ; lon = -90, 90 ; lon_bnds = -180, 0, 0, 180 ;
 rlus = 301, 302, 303, 304, 305, 306, 307, 308 ; }}"""


def metadata(year, last):
    """What the file says, as a store; without the data."""
    store = Store(2)
    since = {"units": f"days since {year}-01-01", "calendar": "noleap", "bounds": "time_bnds"}
    store.array("time", ["time"], since, values=np.array([0.5, last + 0.5]))
    store.array("time_bnds", ["time", "bnds"], values=np.array([[0.0, 1], [last, last + 1]]))
    for name, unit, edge in (("lat", "degrees_north", 90.0), ("lon", "degrees_east", 180.0)):
        store.array(name, [name], {"units": unit, "bounds": f"{name}_bnds"}, values=np.array([-edge / 2, edge / 2]))
        store.array(f"{name}_bnds", [name, "bnds"], values=np.array([[-edge, 0], [0, edge]]))
    text = {"units": "W m-2", "long_name": "Surface Upwelling Longwave Radiation", "standard_name": "surface_upwelling_longwave_flux_in_air"}
    return store.array("rlus", ["time", "lat", "lon"], text, shape=(2, 2, 2), dtype=">f4", chunks=(1, 2, 2))


def write(root, references, netcdf, href, year, years):
    """Both files below `root`, whose URL is `href`; daily values of so many years, of which the file has the first and the last day."""
    last = 365 * years - 1
    for path in (references, netcdf):
        os.makedirs(os.path.dirname(f"{root}/{path}"), exist_ok=True)
    cdl = CDL.format(year=year, last=last, end=last + 1)
    subprocess.run(["ncgen", "-k", "classic", "-o", f"{root}/{netcdf}", "-"], input=cdl, text=True, check=True)
    with open(f"{root}/{netcdf}", "rb") as file:
        begin = file.read().index(np.arange(301, 309, dtype=">f4").tobytes())
    is_text = lambda key: key.rpartition("/")[2].startswith(".")
    refs = {key: data.decode() if is_text(key) else "base64:" + base64.b64encode(data).decode() for key, data in metadata(year, last).keys.items()}
    refs |= {f"rlus/{step}.0.0": [f"{href}/{netcdf}", begin + 16 * step, 16] for step in range(2)}
    with open(f"{root}/{references}", "w", encoding="utf-8") as file:
        json.dump({"version": 1, "refs": refs}, file)

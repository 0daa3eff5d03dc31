"""What the tests of publishing share: archives, runs, pictures of folders, and namespaces in which one may mount."""
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile

SKIPPED = 77  # what ctest takes as skipped
INSIDE = "CAIRN_TEST_MAY_MOUNT"
CDL = """netcdf day { dimensions: time = 1 ; lat = 1 ; lon = 1 ; variables: double time(time) ; time:units = "days since 2001-01-01" ;
double lat(lat) ; lat:units = "degrees_north" ; double lon(lon) ; lon:units = "degrees_east" ; float tas(time, lat, lon) ;
data: time = %d ; lat = %d ; lon = 10 ; }"""


def enter_namespace():
    """Runs this program again where it may mount, when such a place can be had; returns whether this is one."""
    if os.environ.get(INSIDE):
        return os.environ[INSIDE] == "yes"
    flags = ["-m"] if os.geteuid() == 0 else ["-Urm"]
    command = ["unshare", *flags]
    try:
        can = subprocess.run([*command, "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        can = False
    os.environ[INSIDE] = "yes" if can else "no"
    if can:
        os.execvp("unshare", [*command, sys.executable, *sys.argv])
    print("no mount namespace can be had here: what needs mounts is left out")
    return False


def scratch_folder(prefix):
    """In memory where that can be had: every run syncs its disk, and so waits for what others write there."""
    return tempfile.mkdtemp(prefix=prefix, dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)


def environment():
    """Without the variables of the tests, which cairn would take for settings of its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")}


def make_files(folder, count):
    """netCDF files of one day each, to be copied into archives."""
    os.makedirs(folder)
    paths = []
    for day in range(count):
        path = "%s/%d.nc" % (folder, day)
        subprocess.run(["ncgen", "-o", path], input=CDL % (day, 40 + day % 40), text=True, check=True)
        paths.append(path)
    return paths


def owned(out):
    """The paths in OUT that its manifests and its list of retired documents name, and those of cairn's own folder."""
    paths = {".cairn"} | {".cairn/" + name for name in ("manifest", "next", "lock", "staging", "journal", "retired", "states", "records", "previous")}
    names = ["manifest", "next", "retired"]
    if os.path.exists(out + "/.cairn/journal"):
        names += ["staging/manifest", "staging/retired"]
    for name in names:
        paths |= named_in("%s/.cairn/%s" % (out, name))
    return paths


def named_in(path):
    """The paths that a manifest, or a list of retired documents, names."""
    try:
        with open(path, encoding="utf-8") as file:
            return {line.rstrip("\n").split(" ", 2 if "retired" in path else 1)[-1] for line in list(file)[2:]}
    except OSError:
        return set()


def folders_of(paths):
    """All folders that the paths lie in."""
    found = set()
    for path in paths:
        while "/" in path:
            path = path.rsplit("/", 1)[0]
            found.add(path)
    return found


def look(path):
    """Kind, mode, owner, contents, time and inode of one thing; links are not followed."""
    status = os.lstat(path)
    contents = None
    if stat.S_ISREG(status.st_mode):
        with open(path, "rb") as file:
            contents = hashlib.sha256(file.read()).hexdigest()
    elif stat.S_ISLNK(status.st_mode):
        contents = os.readlink(path)
    return {"mode": status.st_mode, "owner": (status.st_uid, status.st_gid), "contents": contents,
            "time": status.st_mtime_ns, "inode": (status.st_dev, status.st_ino)}


def picture(root):
    """Everything below a folder, also in what is mounted there."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in folders + files:
            path = os.path.join(folder, name)
            found[os.path.relpath(path, root)] = look(path)
    return found


def reachable(out):
    """The documents that can be reached from the root catalog, and the links of them that lead to no file."""
    seen, todo, broken = {"catalog.json"}, ["catalog.json"], []
    while todo:
        at = todo.pop()
        with open(os.path.join(out, at), encoding="utf-8") as file:
            document = json.load(file)
        for link in document.get("links", []):
            if not link["href"].startswith("."):
                continue
            target = os.path.normpath(os.path.join(os.path.dirname(at), link["href"]))
            if not os.path.isfile(os.path.join(out, target)):
                broken.append("%s -> %s" % (at, link["href"]))
            elif target not in seen:
                seen.add(target)
                todo.append(target)
    return seen, broken


def validation_errors(validator, out):
    """Findings that are errors, as (document, rule)."""
    done = subprocess.run([validator, out, "--format", "json"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise AssertionError("the validator ended with %d: %s" % (done.returncode, done.stderr))
    return [(finding["document"], finding["rule"]) for finding in json.loads(done.stdout)["findings"] if finding["severity"] == "error"]


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


def unmount_all_below(folder):
    with open("/proc/self/mountinfo", encoding="utf-8") as file:
        points = [re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), line.split()[4]) for line in file]
    for point in sorted(points, reverse=True):
        if point == folder or point.startswith(folder + "/"):
            subprocess.run(["umount", "-l", point], check=True)


def remove(folder):
    if os.environ.get(INSIDE) == "yes":
        unmount_all_below(folder)
    shutil.rmtree(folder, ignore_errors=True)

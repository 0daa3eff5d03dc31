#!/bin/sh
# Installs the packages of a folder in a Debian made from nothing, and uses them there as somebody does who has no sources: catalog, check,
# search, manual pages, completions of three shells; then removes them.
# usage: packaging/try.sh [FOLDER]     (as root; needs debootstrap, lintian and ncgen; DEBIAN_MIRROR: where its packages come from)
set -eu
cd "$(dirname "$0")/.."
folder=$(cd "${1:-build/packages}" && pwd)
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
for program in debootstrap lintian ncgen; do
    command -v "$program" >/dev/null || { echo "$program is missing: apt-get install debootstrap lintian netcdf-bin" >&2; exit 1; }
done
[ "$(id -u)" -eq 0 ] || { echo "a chroot needs root" >&2; exit 1; }

echo "== lintian"
# That no bug is closed matters to who uploads to Debian, and nobody does.
lintian --allow-root --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs --tag-display-limit 0 "$folder"/*.deb

root=$(mktemp -d /tmp/cairn-chroot.XXXXXX)
chmod 755 "$root"  # else nobody but root could enter what it holds
finish() {
    for mount in proc dev; do mountpoint -q "$root/$mount" && umount -R "$root/$mount"; done
    rm -rf --one-file-system "$root"
}
trap finish EXIT
echo "== a Debian from nothing"
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 || { tail -n 5 "$root.log" >&2; exit 1; }
rm -f "$root.log"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev" 2>/dev/null && mount --make-rslave "$root/dev"
in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/ada LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive TERM=dumb "$@"; }
as_ada() { in_root setpriv --reuid=1000 --regid=1000 --clear-groups "$@"; }
# A minimal image of Debian leaves manual pages out; here they are what is tried.
rm -f "$root/etc/dpkg/dpkg.cfg.d/docker" "$root/etc/dpkg/dpkg.cfg.d/excludes"
cp "$folder"/*.deb "$root/tmp"
in_root useradd --create-home --uid 1000 ada

echo "== cairn-validate alone"
in_root sh -c 'apt-get update -qq && apt-get install -qq --no-install-recommends /tmp/cairn-validate_*.deb' >/dev/null
as_ada cairn-validate --version | head -n 1
if in_root sh -c 'command -v cairn'; then echo "cairn-validate brought cairn with it" >&2; exit 1; fi

echo "== cairn, man and three shells"
in_root sh -c 'apt-get install -qq --no-install-recommends /tmp/cairn_*.deb man-db bash-completion zsh fish' >/dev/null
as_ada cairn --version | head -n 1

mkdir -p "$root/data/day"
for day in 1 2 3; do
    ncgen -k nc4 -o "$root/data/day/tas_2026010$day.nc" <<CDL
netcdf tas { dimensions: time = 1; lat = 2; lon = 2; variables: double time(time); time:units = "days since 2026-01-01"; time:standard_name = "time";
double lat(lat); lat:units = "degrees_north"; double lon(lon); lon:units = "degrees_east"; float tas(time, lat, lon); tas:units = "K"; tas:standard_name = "air_temperature";
data: time = $((day - 1)); lat = 50, 51; lon = 0, 1; tas = 280, 281, 282, 283; }
CDL
done
as_ada cairn build --archive /data --href https://data.example.org --out /home/ada/catalog
as_ada cairn-validate /home/ada/catalog
as_ada cairn search /home/ada/catalog --datetime 2026-01-02 --format urls | grep -x 'https://data.example.org/day/tas_20260102.nc'
echo "== libnetcdf in its worker"
as_ada cairn build --reader netcdf --archive /data --href https://data.example.org --out /home/ada/other --quiet

echo "== documentation"
as_ada sh -c 'cd /usr/share/doc/cairn && test -s docs/README.md && test -s docs/howto/cron.md && test -s examples/cron/nightly.sh'
echo "== manual pages"
# shellcheck disable=SC2016  # the inner shell expands these
as_ada sh -c 'count=0
    for page in /usr/share/man/man1/cairn*; do
        complaints=$(man --warnings --local-file "$page" 2>&1 >/tmp/page) || exit 1
        [ -z "$complaints" ] && grep -q "^NAME" /tmp/page || { echo "$page: $complaints" >&2; exit 1; }
        count=$((count + 1))
    done
    echo "$count pages"'
echo "== completions"
as_ada bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader cairn; COMP_WORDS=(cairn publ) COMP_CWORD=1 COMP_LINE="cairn publ"
    "$(complete -p cairn | sed "s/.*-F \([^ ]*\).*/\1/")" cairn publ cairn; [ "${COMPREPLY[0]%% }" = publish ] && echo bash'
as_ada zsh -c 'autoload -U compinit && compinit -D -u && [ "$_comps[cairn]" = _cairn ] && echo zsh'
as_ada fish -c 'complete --do-complete "cairn publ" | string match --quiet "publish*"; and echo fish'

echo "== removed again"
in_root apt-get purge -qq cairn cairn-validate >/dev/null
left=$(find "$root" -mindepth 1 -xdev -path "$root/tmp" -prune -o -path "$root/home" -prune -o -path "$root/var/lib/apt" -prune -o -path "$root/var/cache" -prune -o \( -name 'cairn*' -o -name '_cairn*' \) -print)
[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
echo "all is well"

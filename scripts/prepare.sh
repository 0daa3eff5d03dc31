# Sourced by examples/run.sh and tests/run.sh: installs the packages of packages.txt that are missing, configures and builds a preset.
# usage: prepare PRESET [TARGET...]     (no target: everything)

missing_packages() {
    sed 's/#.*//' packages.txt | while read -r package; do
        [ -n "$package" ] || continue
        dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"
    done
}

install_packages() {
    missing=$(missing_packages | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -eq 0 ]; then
        as_root=""
    elif sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null; }; then
        as_root="sudo"
    else
        echo "Some Debian packages are missing. As root, run this once, then start again:" >&2
        echo "  apt-get update && apt-get install --yes --no-install-recommends $missing" >&2
        exit 1
    fi
    echo "== installing $missing"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  # the list is meant to be split
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends $missing >/dev/null
}

prepare() {
    preset=$1
    shift
    install_packages
    launcher=""
    # Without it ccache passes over every source with precompiled headers.
    export CCACHE_SLOPPINESS="${CCACHE_SLOPPINESS:-pch_defines,time_macros}"
    command -v ccache >/dev/null && launcher="-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
    echo "== building (preset $preset)"
    # shellcheck disable=SC2086
    cmake --preset "$preset" $launcher >"/tmp/cairn-configure.$$" || { cat "/tmp/cairn-configure.$$"; exit 1; }
    rm -f "/tmp/cairn-configure.$$"
    cmake --build "build/$preset" --parallel "$(nproc)" ${1:+--target "$@"}
}

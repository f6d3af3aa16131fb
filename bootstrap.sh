#!/bin/sh
# Builds, shows and tests amont on Debian 12: ./bootstrap.sh help
set -eu

BUILD_PACKAGES="gcc libc6-dev cmake ninja-build pkg-config gettext libglib2.0-dev libyaml-dev
    libgdal-dev libgeos-dev libproj-dev libcairo2-dev libpango1.0-dev libfontconfig-dev
    librsvg2-dev libfreetype-dev libjansson-dev libmuparser-dev libpng-dev libsqlite3-dev libxlsxwriter-dev libzip-dev
    libdeflate-dev zlib1g-dev fonts-inter fonts-liberation"
TEST_PACKAGES="libcmocka-dev clang-format-14 clang-tidy-14 locales poppler-utils librsvg2-bin python3
    strace postgresql-15 postgresql-15-postgis-3"

LOGS=build/logs

usage() {
    cat <<'TEXT'
usage: ./bootstrap.sh COMMAND

  build   install what is missing and build build/amont
  demo    build, then write the maps, the indicators and the analysis of land pressure of the
          bundled study into out/, and those of the demonstration study, whose data is invented,
          into out/demo-occupation/
  test    check the format, build with warnings as errors, lint, and run every test, without
          and with sanitizers
  help    this text
TEXT
}

die() {
    printf 'bootstrap.sh: %s\n' "$*" >&2
    exit 1
}

# step TITLE LOG COMMAND...: one line of progress; what COMMAND says goes to LOG, shown if it fails.
step() {
    title=$1 log=$LOGS/$2.log
    shift 2
    mkdir -p "$LOGS"
    printf '%-44s ' "$title"
    started=$(date +%s)
    status=0
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" -ne 0 ]; then
        printf 'failed\n'
        tail -n 40 "$log" >&2
        die "$title: failed with status $status; the whole log is $PWD/$log"
    fi
    printf 'done in %s s\n' "$(($(date +%s) - started))"
}

# --- packages ---------------------------------------------------------------------------------

not_installed() {
    for package in "$@"; do
        case $(dpkg-query -W -f '${db:Status-Status} ' "$package" 2>/dev/null || :) in
        installed*) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

can_be_root() {
    [ "$(id -u)" -eq 0 ] && return
    command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 "$@"
}

install_or_update_first() {
    apt_get install --no-install-recommends "$@" && return
    apt_get update
    apt_get install --no-install-recommends "$@"
}

unknown_to_apt() {
    for package in "$@"; do
        apt-get install --simulate "$package" >/dev/null 2>&1 || printf '%s ' "$package"
    done
}

need_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "Not a Debian system: the equivalents of these packages must be there: $*"
        return
    fi
    missing=$(not_installed "$@")
    [ -n "$missing" ] || return 0
    can_be_root || die "these packages are missing, and installing them needs root or sudo: $missing"
    echo "Packages to install: $missing"
    # shellcheck disable=SC2086 # a list of words
    (step "Installing packages" packages install_or_update_first $missing) && return
    # shellcheck disable=SC2086
    unknown=$(unknown_to_apt $missing)
    die "apt-get cannot install ${unknown:-$missing}(is the network there? does the system have them?)"
}

# Tests start a database server of their own; the package is kept from making one that stays.
need_test_packages() {
    veto=''
    if [ -n "$(not_installed postgresql-15)" ] && command -v dpkg-query >/dev/null && can_be_root; then
        veto=/etc/postgresql-common/createcluster.d/amont.conf
        as_root mkdir -p "${veto%/*}"
        echo 'create_main_cluster = false' | as_root tee "$veto" >/dev/null
    fi
    status=0
    # shellcheck disable=SC2086
    (need_packages $BUILD_PACKAGES $TEST_PACKAGES) || status=$?
    [ -z "$veto" ] || as_root rm -f "$veto"
    return "$status"
}

# --- building ---------------------------------------------------------------------------------

# A build folder made for a clone that stood elsewhere is of no use here.
drop_if_moved() {
    home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$1/CMakeCache.txt" 2>/dev/null || :)
    [ -z "$home" ] || [ "$home" = "$PWD" ] || rm -rf "$1"
}

build_preset() {
    preset=$1 stamp=build/$1/.configured
    drop_if_moved "build/$preset"
    # CMake tells by itself when its own files have changed, but not when its presets have.
    if [ ! -e "$stamp" ] || [ -n "$(find CMakePresets.json -newer "$stamp")" ]; then
        step "Configuring ($preset)" "$preset-configure" cmake --preset "$preset"
        touch "$stamp"
    fi
    step "Building ($preset)" "$preset-build" cmake --build --preset "$preset"
}

run_build() {
    # shellcheck disable=SC2086
    need_packages $BUILD_PACKAGES
    build_preset release
    echo "The program is $PWD/build/amont"
}

run_demo() {
    run_build
    mkdir -p out
    step "Drawing the maps" demo-map build/amont map -o out -f pdf,png
    step "Computing the indicators (CSV)" demo-csv build/amont stats -o out/indicateurs.csv
    step "Computing the indicators (JSON)" demo-json build/amont stats -o out/indicateurs.json
    step "Analysing land pressure" demo-pressure build/amont pressure -o out/pression
    occupation=geodata/demo-occupation.yaml
    mkdir -p out/demo-occupation
    step "Drawing the demonstration's maps" occupation-map \
        build/amont map "$occupation" -o out/demo-occupation -f pdf,png
    step "Computing the demonstration's indicators" occupation-csv \
        build/amont stats "$occupation" -o out/demo-occupation/indicateurs.csv
    step "Analysing the demonstration's land pressure" occupation-pressure \
        build/amont pressure "$occupation" -o out/demo-occupation/pression
    echo "Written:"
    find "$PWD/out" -type f | sort
}

# --- testing ----------------------------------------------------------------------------------

sources() {
    find src include tests -name '*.[ch]' ! -path 'tests/scripts/fixtures/*' | sort
}

check_format() {
    sources | xargs clang-format-14 --dry-run --Werror
}

# The analyser looks at each function by itself: following calls takes four times as long, and is for
# who has the time (`clang-tidy-14 -p build/dev FILE`); the sanitizers follow them in the tests.
lint() {
    sources | grep '\.c$' | xargs -P "$jobs" -n 4 clang-tidy-14 --quiet -p build/dev \
        --extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=mode=shallow
}

run_test() {
    need_test_packages
    jobs=$(nproc)
    # Some tests wait for another process more than they work: one more than the processors runs.
    tests_at_once=$((jobs + 1))
    step "Checking the format" format check_format
    build_preset dev
    step "Linting" tidy lint
    build_preset asan
    build_preset tsan
    echo "Testing (dev)"
    ctest --preset dev -j "$tests_at_once" </dev/null
    echo "Testing (asan)"
    ctest --preset asan -j "$tests_at_once" </dev/null
    echo "Testing (tsan: what runs threads)"
    ctest --preset tsan -j "$tests_at_once" </dev/null
}

cd "$(dirname "$0")"
cd "$(pwd -P)"

case ${1:-help} in
build) run_build ;;
demo) run_demo ;;
test) run_test ;;
help | -h | --help) usage ;;
*)
    usage >&2
    exit 64
    ;;
esac

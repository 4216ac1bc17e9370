# Makes the Python environment in .venv from the pinned packages; sourced by scripts/run and scripts/test.
#
#   make_environment core|test
#
# .venv/examhall-packages holds the digest of what is installed, so a second start does no pip work and needs no network.
# .venv/examhall-installing exists while packages are being installed: if it is found at a start, the last one was cut
# off half way, and the environment is made anew.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say ""
    say "$1"
    shift
    for line in "$@"; do say "  $line"; done
    exit 1
}

# Bytecode halves the time of a second start; some machines switch it off for every program.
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH

find_python() {
    local candidate
    for candidate in ${EXAMHALL_PYTHON:-} python3.11 python3 python3.12 python3.13; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Examhall needs Python 3.11, 3.12 or 3.13, and none was found." \
        "On Debian 12 or newer, as root:  apt-get install python3 python3-venv" \
        "If it is somewhere else:         EXAMHALL_PYTHON=/path/to/python3.11 $0"
}

digest_of() {  # the pins and the Python they were installed for
    { cat "$1"; "$2" -c 'import sys, platform; print(sys.version_info[:2], platform.machine())'; } | sha256sum | cut -d' ' -f1
}

whole() {  # does .venv hold a Python with pip that was not cut off half way?
    [ ! -e .venv/examhall-installing ] && .venv/bin/python -c 'import pip' 2>/dev/null
}

make_bare_environment() {
    local python=$1
    if [ -e .venv ]; then
        say "The environment in .venv is incomplete; making it anew."
        rm -rf .venv
    fi
    mkdir .venv || fail "The folder $PWD cannot be written." "The environment is made in it."
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv .venv >&2 && return
    fi
    # Debian ships Python without ensurepip; another pip on this machine can fill an environment that has none.
    if "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip .venv >&2
        "$python" -m pip --python .venv/bin/python install -qq pip >&2 && return
    fi
    rm -rf .venv
    install_debian_packages python3-venv ||
        fail "This Python cannot make environments: its ensurepip module is missing." \
            "As root:  apt-get update && apt-get install -y python3-venv" \
            "Then start this command again."
    "$python" -m venv .venv >&2
}

install_packages() {
    local pins=$1
    say "Installing the pinned packages of $pins (once; about a minute)."
    touch .venv/examhall-installing
    rm -f .venv/examhall-packages
    if ! .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes \
        --only-binary :all: -r "$pins" >&2; then
        fail "The packages could not be installed." \
            "Is this machine connected to the Python package index? The first start needs it, later ones do not."
    fi
}

make_environment() {
    local kind=$1 python pins
    case $kind in
        core) pins=requirements.txt ;;
        test) pins=requirements-test.txt ;;
    esac
    exec 9<scripts/lib  # two commands started together must not build the same folder at once
    flock 9
    if ! up_to_date "$kind"; then
        python=$(find_python)
        whole || make_bare_environment "$python"
        install_packages "$pins"
        digest_of "$pins" .venv/bin/python >.venv/examhall-packages
        rm -f .venv/examhall-installing
    fi
    exec 9<&-
}

up_to_date() {  # the test packages contain the core ones, so they serve both
    local stamp
    whole || return 1
    stamp=$(cat .venv/examhall-packages 2>/dev/null) || return 1
    [ "$stamp" = "$(digest_of requirements-test.txt .venv/bin/python)" ] && return
    [ "$1" = core ] && [ "$stamp" = "$(digest_of requirements.txt .venv/bin/python)" ]
}

# Installs Debian packages when this is root on Debian; never asks for a password; sourced by scripts/run and scripts/test.

install_debian_packages() {  # install_debian_packages NAME...: fails quietly where it may not or cannot
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    say "Installing Debian packages: $*"
    local log
    log=$(mktemp)
    if DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 &&
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" \
            >>"$log" 2>&1 </dev/null; then
        rm -f "$log"
        return
    fi
    tail -n 15 "$log" >&2
    rm -f "$log"
    return 1
}

find_chromium() {
    local name
    for name in ${EXAMHALL_CHROMIUM:-} chromium chromium-browser google-chrome; do
        command -v "$name" && return
    done
    return 1
}

find_postgresql() { ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1 | grep .; }

need_browser_and_database() {
    local missing=()
    find_chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
    find_postgresql >/dev/null || missing+=(postgresql)
    [ ${#missing[@]} = 0 ] && return
    install_debian_packages "${missing[@]}" || true
    if ! find_chromium >/dev/null || ! find_postgresql >/dev/null; then
        fail "The tests need a browser and PostgreSQL, and this is missing: ${missing[*]}" \
            "As root:  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" \
            "Then start this command again. No test is left out quietly."
    fi
}

#!/bin/sh
# Sees to the system libraries that Qt loads on Linux: installs the missing ones where it may (root, apt), and
# otherwise says what to type. With --fonts it also sees to a Chinese font, which tests and screenshots draw with.
set -eu
[ "$(uname -s)" = Linux ] || exit 0

# What Qt 6 loads for its xcb and offscreen platforms, and the Debian package that has it.
libraries="
libEGL.so.1                 libegl1
libGL.so.1                  libgl1
libX11-xcb.so.1             libx11-xcb1
libdbus-1.so.3              libdbus-1-3
libfontconfig.so.1          libfontconfig1
libglib-2.0.so.0            libglib2.0-0
libxcb-cursor.so.0          libxcb-cursor0
libxcb-icccm.so.4           libxcb-icccm4
libxcb-image.so.0           libxcb-image0
libxcb-keysyms.so.1         libxcb-keysyms1
libxcb-randr.so.0           libxcb-randr0
libxcb-render-util.so.0     libxcb-render-util0
libxcb-shape.so.0           libxcb-shape0
libxcb-sync.so.1            libxcb-sync1
libxcb-xfixes.so.0          libxcb-xfixes0
libxcb-xkb.so.1             libxcb-xkb1
libxkbcommon-x11.so.0       libxkbcommon-x11-0
libxkbcommon.so.0           libxkbcommon0
"
fonts=fonts-noto-cjk

missing_libraries() {
    present=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)
    echo "$libraries" | while read -r library package; do
        case $present in *"$library "*) ;; *) echo "$package" ;; esac
    done
}

missing_fonts() {
    [ "${1-}" = --fonts ] || return 0
    case $(dpkg-query --show --showformat='${Status}' $fonts 2>/dev/null || true) in
        *" installed") ;;
        *) echo $fonts ;;
    esac
}

wanted=$(echo $(missing_libraries) $(missing_fonts "$@"))
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "Installing what Qt needs from the system: $wanted"
    apt-get -qq update || echo "Warning: the list of system packages could not be brought up to date." >&2
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends $wanted > /dev/null ||
        echo "Warning: the system packages could not be installed." >&2
    wanted=$(echo $(missing_libraries) $(missing_fonts "$@"))
    [ -n "$wanted" ] || exit 0
fi

echo "Missing on this system: $wanted. On Debian and Ubuntu, type:  sudo apt-get install $wanted" >&2
[ "$wanted" = $fonts ] # without the font everything runs; without a library Qt does not

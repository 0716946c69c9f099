#!/bin/sh
# Writes the locks that the environments are built from; `make lock` calls it.
#
# They name versions and the hashes of every file of a version, for all platforms, and no address to get them
# from: whoever installs decides that. --no-config keeps this machine's own addresses out.
set -eu

lock() {
    target=$1
    shift
    "$UV" pip compile --quiet --upgrade --no-config --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --no-annotate --no-header --output-file "$target.new" "$@"
    { echo "# Made by \`make lock\`; do not edit."; cat "$target.new"; } > "$target"
    rm "$target.new"
}

lock packaging/requirements.txt pyproject.toml
lock packaging/requirements-dev.txt --group dev --constraints packaging/requirements.txt pyproject.toml
lock packaging/requirements-other-whoosh.txt packaging/requirements-other-whoosh.in
lock packaging/requirements-bench.txt --constraints packaging/requirements.txt pyproject.toml packaging/requirements-bench.in

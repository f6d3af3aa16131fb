#!/bin/sh
# include_order.sh must name every violation of the fixture tree, and nothing else.
set -u
cd "$(dirname "$0")" || exit 70

expected=fixtures/include_order/expected.txt
if actual=$(./include_order.sh fixtures/include_order); then
    echo "include_order.sh accepts the fixture tree"
    exit 1
fi
printf '%s\n' "$actual" | diff -u "$expected" -

# shellcheck shell=sh disable=SC2154 # the variables are of the script that sources this
# Measuring commands and printing what comes out. Sourced by run.sh and maps.sh.

# measure COMMAND...: into $work/figures, a line each (measure.c).
measure() {
    "$tools/measure" "$runs" "$@" >"$work/figures"
}

# figure LINE COLUMN of the last measure.
figure() {
    sed -n "$1p" "$work/figures" | cut -f "$2"
}

row() {
    printf '%-31s %8s %7s %7s %7s %9s %s\n' "$@"
}

# compare TITLE LIMIT LINE OTHER_LINE [server]: the ratio of two commands of the last measure; the
# processor time of a server is not known.
compare() {
    if [ "$(figure "$3" 6)$(figure "$4" 6)" != 00 ]; then
        row "$1" "failed with exit codes $(figure "$3" 6) and $(figure "$4" 6)" '' '' '' '' ''
        return
    fi
    cpu=-
    [ $# -gt 4 ] || cpu=$(ratio "$(figure "$3" 4)" "$(figure "$4" 4)")
    row "$1" "$(figure "$3" 1)" "$(figure "$4" 1)" \
        "$(ratio "$(figure "$3" 1)" "$(figure "$4" 1)")" "$cpu" "$2" "$(figure "$3" 5)"
}

ratio() {
    awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else print "-" }'
}

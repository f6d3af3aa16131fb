#!/bin/sh
# Fails when an #include breaks the one-way order of the folders or lets a third-party header out of
# the folder that owns it. Usage: include_order.sh [ROOT]
#
# A public header says which folder it belongs to on its first or second line: /* folder: base */
set -eu
cd "${1:-$(dirname "$0")/../..}"

# shellcheck disable=SC2016 # for awk
find include/amont src -name '*.[ch]' | LC_ALL=C sort | LC_ALL=C xargs awk '
BEGIN {
    # What a folder may include, besides itself.
    uses["base"] = ""
    uses["geo"] = "base"
    uses["data"] = "base geo"
    uses["study"] = "base geo data"
    uses["io"] = "base geo data study"
    uses["analysis"] = "base geo data study"
    uses["draw"] = "base geo data study analysis"
    uses["cli"] = "base geo data study io analysis draw"

    # Who may include a third-party header: pattern, then folder ("any" is everywhere).
    third_party["^(glib|glib-object|gmodule)\\.h$|^(glib|gio)/"] = "any"
    third_party["^(yaml|libfyaml)\\.h$"] = "base"
    third_party["^(geos_c|proj|geodesic)\\.h$"] = "geo"
    third_party["^(gdal|ogr|cpl)[a-z_]*\\.h$|^json-glib/"] = "io"
    third_party["^(png|jansson|libdeflate|sqlite3|xlsxwriter|zip|zlib)\\.h$|^qpdf/"] = "io"
    third_party["^linux/"] = "io"
    third_party["^muParser[A-Za-z]*\\.h$"] = "analysis"
    third_party["^cairo[a-z-]*\\.h$|^pango/|^fontconfig/|^librsvg/"] = "draw"
    third_party["^ft2build\\.h$|^freetype/"] = "draw"

    split("assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal " \
          "stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath " \
          "threads time uchar wchar wctype " \
          "dirent dlfcn fcntl fnmatch glob langinfo libintl poll pthread sched strings termios " \
          "unistd", names, " ")
    for (i in names)
        standard[names[i] ".h"] = 1

    for (i = 1; i < ARGC; i++) {
        known[ARGV[i]] = 1
        if (ARGV[i] ~ /^include\//)
            folder_of[ARGV[i]] = tag_of(ARGV[i])
        else {
            split(ARGV[i], parts, "/")
            folder_of[ARGV[i]] = parts[2]
        }
    }
}

function complain(text) {
    printf "%s:%d: %s\n", FILENAME, FNR, text
    failures++
}

function tag_of(path,    line, n, tag) {
    for (n = 1; n <= 2 && (getline line < path) > 0; n++)
        if (match(line, /^\/\* folder: [a-z]+ \*\/$/))
            tag = substr(line, 12, RLENGTH - 14)
    close(path)
    return tag
}

# "src/io/loaders/../x.h" is "src/io/x.h".
function normal(path) {
    while (match(path, /[^\/.]+\/\.\.\//))
        path = substr(path, 1, RSTART - 1) substr(path, RSTART + RLENGTH)
    return path
}

# The file of ours that a name stands for, or "".
function ours(name,    beside) {
    beside = FILENAME
    sub(/[^\/]*$/, "", beside)
    beside = normal(beside name)
    if (beside in known)
        return beside
    if (("src/" name) in known)
        return "src/" name
    if (("include/" name) in known)
        return "include/" name
    return ""
}

function check_ours(folder, target) {
    if (target != folder && index(" " uses[folder] " ", " " target " ") == 0)
        complain(folder " includes " target)
}

function check_foreign(folder, name,    pattern, owner) {
    if (name in standard || name ~ /^sys\//)
        return
    for (pattern in third_party)
        if (name ~ pattern)
            owner = third_party[pattern]
    if (owner == "")
        complain("unknown header " name " (see the table in include_order.sh)")
    else if (owner != "any" && FILENAME ~ /^include\//)
        complain("a public header shows " name)
    else if (owner != "any" && owner != folder)
        complain(folder " includes " name ", which only " owner " may")
}

FNR == 1 && !(folder_of[FILENAME] in uses) {
    complain(FILENAME ~ /^include\// ? "no line /* folder: NAME */ with a known folder" \
                                     : "not in a known folder")
}

/^[ \t]*#[ \t]*include[ \t]*[<"]/ && folder_of[FILENAME] in uses {
    name = $0
    sub(/^[^<"]*[<"]/, "", name)
    sub(/[>"].*$/, "", name)
    target = ours(name)
    if (target != "")
        check_ours(folder_of[FILENAME], folder_of[target])
    else if (name ~ /^amont\//)
        complain("no such header " name)
    else
        check_foreign(folder_of[FILENAME], name)
}

END { exit failures > 0 }
'

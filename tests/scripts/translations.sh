#!/bin/sh
# Fails unless every message of src/ has a sound French translation. Usage: translations.sh [ROOT]
# After a change of messages, bring the catalogue up to date with: translations.sh --update [ROOT]
set -eu

update=false
[ "${1:-}" != --update ] || { update=true; shift; }
cd "${1:-$(dirname "$0")/../..}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
template=$scratch/amont.pot
catalogue=src/po/fr.po

find src include -name '*.[ch]' | LC_ALL=C sort >"$scratch/sources"
# shellcheck disable=SC2046 # a list of words
xgettext $(cat src/po/keywords) --language=C --from-code=UTF-8 --add-comments=TRANSLATORS \
    --package-name=amont --add-location=file --files-from="$scratch/sources" --output="$template"

if $update; then
    msgmerge --quiet --update --backup=none --no-fuzzy-matching "$catalogue" "$template"
    exit
fi

failed=0
msgcmp "$catalogue" "$template" || failed=1
msgfmt --check --check-format --output-file=/dev/null "$catalogue" || failed=1

# A no-break space stands before : ; ? ! in French. Not text, and so not looked at: addresses, what is
# quoted with ` ` or straight quotes, and a leading "%s:%d:%d: ".
msgattrib --no-obsolete --no-location --no-wrap "$catalogue" | LC_ALL=C awk '
function check(text,    s) {
    s = text
    gsub(/\302\240|\342\200\257/, "\001", s)
    gsub(/https?:\/\/[^ ]*/, "", s)
    gsub(/`[^`]*`/, "x", s)
    gsub(/\\"[^"]*\\"/, "x", s)
    sub(/^(%[^ :%]*[a-z]:)+( |$)/, "", s)
    gsub(/\\n/, " ", s)
    if (s ~ /(^|[^\001])[:;?!]+( |$)/ || s ~ /[ ][:;?!]/) {
        printf "src/po/fr.po: no no-break space before : ; ? or ! in \"%s\"\n", text
        failures++
    }
}
# The header of the catalogue translates the empty message.
function flush() {
    if (source != "" && translation != "")
        check(translation)
    translation = ""
}
/^msgid / { flush(); source = ""; in_translation = 0 }
/^msgstr/ { flush(); in_translation = 1 }
/^(msgid|msgid_plural|msgstr|msgstr\[[0-9]+\])? ?"/ {
    s = $0
    sub(/^[^"]*"/, "", s)
    sub(/"$/, "", s)
    if (in_translation)
        translation = translation s
    else
        source = source s
}
END { flush(); exit failures > 0 }
' || failed=1

exit "$failed"

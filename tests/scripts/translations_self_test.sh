#!/bin/sh
# translations.sh must accept a sound catalogue and refuse each kind of flaw.
set -u

here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d) || exit 70
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/src/po" "$scratch/include"
cp "$here/../../src/po/keywords" "$scratch/src/po/"
failures=0

cat >"$scratch/src/sample.c" <<'SOURCE'
const char *plain = N_("unknown key");
const char *place = N_("%s:%d: unknown key \"%s\"\n");
const char *mark = N_("what: this; see https://example.org/a:b?c!");
SOURCE

# judge accepts|refuses TITLE SED_SCRIPT: the sound catalogue, changed by the script.
judge() {
    sed "$3" >"$scratch/src/po/fr.po" <<'CATALOGUE'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: fr\n"

msgid "unknown key"
msgstr "clé inconnue"

#, c-format
msgid "%s:%d: unknown key \"%s\"\n"
msgstr "%s:%d: clé « %s » inconnue, voir `kind: sites`\n"

msgid "what: this; see https://example.org/a:b?c!"
msgstr ""
"quoi : ceci ; voyez "
"https://example.org/a:b?c!"
CATALOGUE
    verdict=accepts
    "$here/translations.sh" "$scratch" >"$scratch/log" 2>&1 || verdict=refuses
    [ "$verdict" = "$1" ] && return
    printf 'translations.sh %s %s\n' "$verdict" "$2"
    cat "$scratch/log"
    failures=$((failures + 1))
}

judge accepts "a sound catalogue" ''
judge refuses "an untranslated message" 's/clé inconnue//'
judge refuses "a missing message" '/^msgid "unknown key"/,/^$/d'
judge refuses "a fuzzy message" 's/^msgid "unknown key"/#, fuzzy\n&/'
judge refuses "another format" 's/« %s »/« %d »/'
judge refuses "a plain space before a colon" 's/quoi :/quoi :/'
judge refuses "no space before a semicolon" 's/ceci ;/ceci;/'

[ "$failures" -eq 0 ]

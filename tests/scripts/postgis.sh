#!/bin/sh
# Tables of PostGIS give the same figures, byte for byte, as the same data in files, are asked only
# where the study says so, and no password is shown whatever goes wrong. A server of its own runs in
# a temporary folder, on the loopback address. Usage: postgis.sh AMONT CASE_FILES
set -eu

amont=$(realpath "$1")
files=$(realpath "$2")
scratch=$(mktemp -d)  # its path must stay short: a unix socket has at most 107 bytes
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
password='S3cret pass%word'
quoted="'$password'"           # in a connection string
escaped='S3cret%20pass%25word' # in an address
failures=0

fail() {
    echo "$*" >&2
    failures=$((failures + 1))
}

# The server refuses to run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$scratch" && setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
    else
        "$@"
    fi
}

stop() {
    [ ! -e "$scratch/data/postmaster.pid" ] ||
        as_server "$bin/pg_ctl" -D "$scratch/data" -m immediate -w stop >/dev/null 2>&1 || :
    rm -rf "$scratch"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

sql() {
    PGPASSWORD=$password "$bin/psql" -h 127.0.0.1 -p "$port" -U planner -d urba \
        -v ON_ERROR_STOP=1 -qAt "$@"
}

# A port that is taken is not found out before the server tries it.
start_server() {
    for attempt in 1 2 3 4 5; do
        port=$((20000 + ($$ * 7 + attempt * 1009) % 30000))
        as_server "$bin/pg_ctl" -D "$scratch/data" -l "$scratch/log" -w -t 60 -o \
            "-F -p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$scratch" \
            start >"$scratch/start" 2>&1 && return
    done
    cat "$scratch/start" "$scratch/log" >&2
    return 1
}

if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
    echo "no PostgreSQL server: install postgresql-15-postgis-3" >&2
    exit 1
fi
printf %s "$password" >"$scratch/password"
[ "$(id -u)" -ne 0 ] || chown -R postgres: "$scratch"
as_server "$bin/initdb" -D "$scratch/data" -U planner -A scram-sha-256 \
    --pwfile="$scratch/password" -E UTF8 --locale=C.UTF-8 --no-sync >"$scratch/initdb" 2>&1 || {
    cat "$scratch/initdb" >&2
    exit 1
}
start_server
PGPASSWORD=$password "$bin/createdb" -h 127.0.0.1 -p "$port" -U planner urba

# --- the same data in tables ------------------------------------------------------------------

mkdir "$scratch/study"
cd "$scratch/study"
cp -R "$files/." .
{
    cat <<'SQL'
create extension postgis;
create schema urba;
create table urba.islands (gid serial primary key, code text, nom text, habitants integer,
    part double precision, geom geometry(Geometry, 2154));
insert into urba.islands (code, nom, habitants, part, geom)
select f->'properties'->>'code', f->'properties'->>'nom', (f->'properties'->>'habitants')::integer,
    (f->'properties'->>'part')::double precision,
    st_setsrid(st_geomfromgeojson(f->>'geometry'), 2154)
from json_array_elements($islands$
SQL
    cat islands.geojson
    cat <<'SQL'
$islands$::json->'features') f;
create view urba.vue as select code, nom, habitants, part, geom from urba.islands;
create table public.chiffres (id integer primary key, libelle text);
SQL
} >"$scratch/tables.sql"
sql -f "$scratch/tables.sql" >/dev/null 2>"$scratch/errors" || fail "$(cat "$scratch/errors")"

# study SOURCE LAYER [LINE]: study.yaml with its islands from there, and LINE at its top.
study() {
    awk -v source="$1" -v layer="$2" -v line="${3-allow_databases: true}" '
        NR == 2 { print line }
        /source: islands.geojson/ {
            print "    source: \"" source "\""
            if (layer) print "    layer: \"" layer "\""
            next
        }
        { print }' study.yaml >"$scratch/study/pg.yaml"
}

place="host=127.0.0.1 port=$port dbname=urba"
keywords="PG:$place user=planner password=$quoted"
address="PG:postgresql://planner:$escaped@127.0.0.1:$port/urba"

# shows_nothing FILE...: neither the password nor a part of it.
shows_nothing() {
    for file in "$@"; do
        if grep -qa -e S3cr -e pass% -e %20pass "$file"; then
            fail "$file shows the password: $(grep -a -m 1 -e S3cr -e pass% "$file")"
        fi
    done
}

# stops CODE PATTERN: the study stops with that exit code and a message that matches.
stops() {
    status=0
    "$amont" stats pg.yaml -o stopped.csv 2>message || status=$?
    [ "$status" -eq "$1" ] || fail "exit code $status in place of $1: $(cat message)"
    grep -q -e "$2" message || fail "no '$2' in: $(cat message)"
    shows_nothing message
}

# --- figures ----------------------------------------------------------------------------------

"$amont" stats study.yaml -o files.csv
for source in "$keywords" "$address" "PG:$place user=planner"; do
    for layer in urba.islands urba.vue; do
        study "$source" "$layer"
        PGPASSWORD=$password "$amont" stats pg.yaml -o tables.csv 2>message ||
            fail "$layer: $(cat message)"
        cmp files.csv tables.csv || fail "$source, $layer: other figures than from files"
    done
done

printf '127.0.0.1:%s:urba:planner:%s\n' "$port" "$password" >"$scratch/pgpass"
chmod 600 "$scratch/pgpass"
PGPASSFILE=$scratch/pgpass "$amont" stats pg.yaml -o tables.csv || fail "PGPASSFILE is not used"

# A filter is an attribute filter, on the server as in a file.
for from in files tables; do
    if [ $from = files ]; then cp study.yaml pg.yaml; else study "$keywords" urba.islands; fi
    sed "0,/^    code: code/s//    reference: \"code <> '02' AND habitants > 10\"\n&/" pg.yaml >where.yaml
    "$amont" stats where.yaml -o "$from-where.csv" || fail "a filter on $from"
done
cmp files-where.csv tables-where.csv || fail "a filter gives other figures than on files"

# --- what is written and printed shows no password --------------------------------------------

study "$keywords" urba.islands
"$amont" stats pg.yaml -o tables.json
"$amont" check pg.yaml >findings.txt
"$amont" check pg.yaml --json >findings.json
"$amont" map pg.yaml -o maps 2>message
for page in maps/*.pdf; do
    pdfinfo "$page" >"$page.txt"
    pdftotext "$page" - >>"$page.txt"
done
shows_nothing tables.csv tables.json findings.txt findings.json message maps/*
grep -q "PG:host=127.0.0.1 port=$port dbname=urba" tables.json || fail "the trace names no place"

# A mended study asks the database still, and writes nothing of it.
"$amont" check pg.yaml --fix mended 2>message || fail "check --fix: $(cat message)"
"$amont" stats mended -o mended.csv || fail "the mended study"
cmp files.csv mended.csv || fail "other figures once it is mended"
shows_nothing message mended/corrections.csv
find mended -name 'PG*' | grep . && fail "the database was taken for a file"

# --- what stops -------------------------------------------------------------------------------

study "$keywords" urba.islands "# nothing is allowed"
stops 78 "add the line 'allow_databases: true'"
study "$keywords" ""
stops 65 "add 'layer:' with one of urba.islands, urba.vue, chiffres"
study "$keywords" urba.isles
stops 65 "no layer 'urba.isles'"
study "PG:$place user=planner password=${quoted%\'}x'" urba.islands
stops 65 "password authentication failed"
grep -q PGPASSFILE message || fail "no advice where to keep a password: $(cat message)"
study "PG:postgresql://planner:${escaped}x@127.0.0.1:$port/urba" urba.islands
stops 65 "password authentication failed"
study "PG:host=nowhere.invalid dbname=urba user=planner password=$quoted" urba.islands
stops 65 "nowhere.invalid"
study "PG:host=127.0.0.1 port=1 dbname=urba user=planner password=$quoted" urba.islands
stops 65 "port 1 failed"
study "PG:$place user=planner password=S3cret pass%word" urba.islands
stops 78 "not well written"
study "PG:postgresql://planner:S3cret/pass%word@127.0.0.1:$port/urba" urba.islands
stops 78 "not well written"

# More of SQL than an expression does not reach the server, and the session could not write.
study "$keywords" urba.islands
sed "0,/^    code: code/s//    reference: \"code <> '02'; drop table chiffres\"\n&/" pg.yaml >bad.yaml
cp bad.yaml pg.yaml
stops 78 "is not accepted"
[ "$(sql -c "select count(*) from pg_tables where tablename = 'chiffres'")" -eq 1 ] ||
    fail "a table is gone"
sql -c "create function urba.f() returns trigger language plpgsql as 'begin return new; end'" \
    -c "create view urba.ecrit as select nextval('urba.islands_gid_seq') as n, code, nom, geom
        from urba.islands"
study "$keywords" urba.ecrit
stops 65 "read-only"

[ "$failures" -eq 0 ]

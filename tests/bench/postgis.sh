# shellcheck shell=sh disable=SC2154 # the variables are of the script that sources this
# PostGIS as a peer, in a cluster of its own below $work, and what it says of our figures. Sourced
# by run.sh. Layers are loaded once; the query alone is timed, with indexes and statistics there.

postgis=absent
bin=$(pg_config --bindir 2>/dev/null || :)

# Servers do not run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

sql() {
    PGOPTIONS='-c client_min_messages=warning' psql -X -q -h "$work/pg" -U bench -d postgres -v ON_ERROR_STOP=1 -At "$@"
}

postgis_start() {
    if [ ! -x "$bin/initdb" ] || ! command -v ogr2ogr >"$work/log"; then
        echo 'PostGIS: absent'
        return
    fi
    chmod 755 "$work"
    mkdir "$work/pg"
    [ "$(id -u)" -ne 0 ] || chown postgres "$work/pg"
    as_server "$bin/initdb" -D "$work/pg/data" -U bench -A trust -E UTF8 --no-sync >"$work/log" 2>&1
    as_server "$bin/pg_ctl" -D "$work/pg/data" -w -l "$work/pg/log" -o "-k $work/pg -h '' \
        -c shared_buffers=1GB -c work_mem=256MB -c fsync=off -c max_wal_size=4GB -c jit=off \
        -c min_parallel_table_scan_size=0 -c parallel_setup_cost=0 -c parallel_tuple_cost=0" \
        start >"$work/log" 2>&1
    if sql -c 'CREATE EXTENSION postgis' >"$work/log" 2>&1; then
        postgis=present
        echo "PostGIS: $(sql -c 'SELECT postgis_lib_version()'), memory not measured"
    else
        echo 'PostGIS: absent'
    fi
}

postgis_stop() {
    [ ! -d "$work/pg/data" ] ||
        as_server "$bin/pg_ctl" -D "$work/pg/data" -m immediate stop >"$work/log" 2>&1 || :
}

# load TABLE FILE: from a GeoPackage, with a GiST index and statistics.
load() {
    [ -z "$(sql -c "SELECT to_regclass('$1')")" ] || return 0
    PG_USE_COPY=YES ogr2ogr -f PostgreSQL "PG:host=$work/pg user=bench dbname=postgres" \
        "$inputs/$2" -nln "$1" -lco GEOMETRY_NAME=geom -lco FID=fid >"$work/log" 2>&1
    sql -c "ANALYZE $1"
}

# figures NAME: the table of amont, as the table `figures`.
figures() {
    sql <<SQL
DROP TABLE IF EXISTS figures;
CREATE TABLE figures (level text, code text, name text, indicator text, value float8, unit text,
    n bigint, flag text, source text);
\\copy figures FROM '$work/$1.csv' WITH (FORMAT csv, HEADER)
SQL
}

# time_query FILE COMMAND: how long a query alone takes, and a command, in turn.
time_query() {
    measure "psql -X -q -h $work/pg -U bench -d postgres -At -o /dev/null -f $1" "$2"
}

# Zone by zone, so that each is prepared once. A point on a border is in the zone of the lowest code; what is in none is outside.
postgis_points() {
    [ $postgis = present ] || return 0
    load zones_1276 zones_1276.gpkg
    load points points_1m.gpkg
    cat >"$work/points.sql" <<'SQL'
SELECT z.code, figures.* FROM zones_1276 z CROSS JOIN LATERAL (
    SELECT count(*), sum(valeur), percentile_cont(0.5) WITHIN GROUP (ORDER BY valeur)
    FROM points p WHERE ST_Covers(z.geom, p.geom)) figures
SQL
    time_query "$work/points.sql" "$(stats points-gpkg)"
    compare 'points-1m gpkg / PostGIS query' '' 2 1 server
    sql <<'SQL'
DROP TABLE IF EXISTS located;
CREATE TABLE located AS
SELECT p.fid, p.valeur, min(z.code) AS code
FROM points p LEFT JOIN zones_1276 z ON ST_Covers(z.geom, p.geom) GROUP BY p.fid, p.valeur;
SQL
    for format in gpkg fgb; do
        figures "points-$format"
        sql -v format="$format" <<'SQL'
WITH theirs AS (
    SELECT code, count(*) AS n, sum(valeur::numeric)::float8 AS sum,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY valeur) AS median
    FROM located GROUP BY code
), ours AS (
    SELECT code, max(value) FILTER (WHERE indicator = 'count_points') AS n,
        max(value) FILTER (WHERE indicator = 'sum_points') AS sum,
        max(value) FILTER (WHERE indicator = 'median_points') AS median
    FROM figures GROUP BY code
)
SELECT '  ' || :'format' || ' and PostGIS: ' || count(*) || ' groups, '
    || count(*) FILTER (WHERE o.n IS DISTINCT FROM t.n) || ' counts differ, sums by '
    || to_char(max(abs(o.sum / t.sum - 1)), '9.9EEEE') || ' at most, medians by '
    || to_char(max(abs(o.median / t.median - 1)) FILTER (WHERE t.code IS NOT NULL), '9.9EEEE')
FROM ours o FULL JOIN theirs t ON coalesce(o.code, '') = coalesce(t.code, '');
SQL
    done
}

# postgis_landuse NAME ZONES LANDUSE: areas of ST_Intersection, by zone and class.
postgis_landuse() {
    [ $postgis = present ] || return 0
    load "$2" "$2.gpkg"
    load "$3" "$3.gpkg"
    cat >"$work/landuse.sql" <<SQL
SELECT z.code, l.poste, sum(CASE WHEN ST_CoveredBy(l.geom, z.geom) THEN ST_Area(l.geom)
    ELSE ST_Area(ST_Intersection(l.geom, z.geom)) END) AS area_m2
FROM $2 z JOIN $3 l ON ST_Intersects(l.geom, z.geom) GROUP BY z.code, l.poste
SQL
    time_query "$work/landuse.sql" "$(stats "$1")"
    compare "$1 / PostGIS query" '<= 0.1' 2 1 server
    figures "$1"
    sql <<SQL
WITH theirs AS ($(cat "$work/landuse.sql")), ours AS (
    SELECT code, substring(indicator FROM '[0-9]+')::int AS poste, value * 10000 AS area_m2
    FROM figures WHERE code IS NOT NULL
), both_areas AS (
    SELECT coalesce(o.area_m2, 0) AS a, coalesce(t.area_m2, 0) AS b
    FROM ours o FULL JOIN theirs t USING (code, poste)
)
SELECT '  areas and PostGIS: ' || count(*) || ' cells, '
    || count(*) FILTER (WHERE abs(a - b) > greatest(1e-9 * b, 1e-3))
    || ' beyond 1e-9 and 1e-3 m2, difference '
    || to_char(max(abs(a - b)), '9.9EEEE') || ' m2 at most'
FROM both_areas;
SQL
}

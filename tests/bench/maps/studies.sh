# shellcheck shell=sh disable=SC2154 # the variables are of the script that sources this
# The studies of maps.sh, made in $work from the files that inputs.py has written there.

study_start() {
    cat <<YAML
study: Mesure
date: 2026-01-01
author: tests/bench
crs: EPSG:2154
zones:
YAML
}

# zone_level NAME FILE MORE: a level of fictional zones.
zone_level() {
    cat <<YAML
  $1:
    source: $2
    code: code
    name: name
    producer: amont
    dataset: fictif
    vintage: "2026"
    licence: aucune
    fictional: true
YAML
}

four_map_study() {
    study_start
    cat <<YAML
  commune:
    source: four.geojson
    code: code
    name: name
    select: ["94022", "94041", "94074", "94081"]
    fields:
      rate: {label: Taux de chômage, unit: "%", decimals: 1}
      people: {label: Population, unit: hab., roll_up: sum}
    producer: IGN et INSEE
    dataset: ADMIN EXPRESS et base comparateur de territoires
    vintage: 2018 et 2022
    licence: Licence Ouverte
maps:
  - id: four
    title: Chômage et population en 2022
    subtitle: Part des actifs de 15 à 64 ans sans emploi, en %
    style: choropleth
    value: rate
    page: a4-portrait
    method: manual
    breaks: [13, 14, 15]
    classes: 4
    palette: blues
    legend_title: Taux de chômage, en %
    over: {style: circles, value: people}
YAML
}

many_map_study() {
    study_start
    zone_level group groups.gpkg
    zone_level zone zones.gpkg
    cat <<YAML
    within: group
    fields:
      rate: {label: Taux, unit: "%", decimals: 1}
      people: {label: Population, unit: hab., roll_up: sum}
maps:
  - id: many
    title: Taux et population de 1 276 zones fictives
    subtitle: Taux, en %
    style: choropleth
    value: rate
    zones: zone
    page: a4-paysage
    method: manual
    breaks: [10, 17, 23, 30]
    classes: 5
    palette: blues
    legend_title: Taux, en %
    over: {style: circles, value: people, zones: zone}
YAML
}

val_study() {
    study_start
    cat <<YAML
  commune:
    source: val.geojson
    code: code
    name: name
    fields:
      rate: {label: Compacité, unit: "%", decimals: 1}
    producer: IGN
    dataset: ADMIN EXPRESS
    vintage: "2018"
    licence: Licence Ouverte
maps:
  - id: val
    title: Compacité des communes
    style: choropleth
    value: rate
    page: a4-portrait
    method: manual
    breaks: [35, 45, 55, 65]
    classes: 5
    palette: blues
    legend_title: Compacité, en %
    atlas: {each: commune, scale: common}
YAML
}

# 500 of the 1,276 zones, a page each.
long_study() {
    study_start
    zone_level zone zones.gpkg
    cat <<YAML
    select: [$(seq -f '"%05g"' -s ', ' 500)]
    fields:
      rate: {label: Taux, unit: "%", decimals: 1}
maps:
  - id: long
    title: Taux de 500 zones fictives
    style: choropleth
    value: rate
    page: a4-portrait
    method: manual
    breaks: [10, 17, 23, 30]
    classes: 5
    palette: blues
    legend_title: Taux, en %
    atlas: {each: zone, scale: common}
YAML
}

map_studies() {
    four_map_study >"$work/four.yaml"
    many_map_study >"$work/many.yaml"
    val_study >"$work/val.yaml"
    long_study >"$work/long.yaml"
}

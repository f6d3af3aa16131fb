# Writes oracle.tsv beside itself: Rscript oracle.R
#
# Spatial statistics of the bundled IRIS from their formulas, in base R: neighbours by common vertices
# of the file, Lambert-93 by its definition (IGN, NT/G 71), areas by the shoelace formula. Columns:
# weights, figure, statistic, code (empty: all zones), value. p-values of draws are R's own.

here <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
folder <- if (length(here)) dirname(here) else "."
lines <- readLines(file.path(folder, "../../../geodata/iris.geojson"), encoding = "UTF-8")
lines <- grep('"code_iris"', lines, value = TRUE)
part <- function(pattern, group = "\\1") sub(paste0("^.*", pattern, ".*$"), group, lines)
code <- part('"code_iris":"([0-9]+)"')
income <- suppressWarnings(as.numeric(part('"revenu_median":([0-9.null]+)')))
population <- as.numeric(part('"population":([0-9.]+)'))
o <- order(code)
lines <- lines[o]; code <- code[o]; income <- income[o]; population <- population[o]

rings <- lapply(lines, function(line) { # [[x,y],...], polygons and holes alike
  text <- sub('^.*"coordinates":', "", line)
  found <- regmatches(text, gregexpr("\\[\\[[0-9][^]]*\\](,\\[[^]]*\\])*\\]", text))[[1]]
  lapply(found, function(ring) {
    numbers <- as.numeric(regmatches(ring, gregexpr("-?[0-9.]+", ring))[[1]])
    matrix(numbers, ncol = 2, byrow = TRUE)
  })
})

# ---- areas ---------------------------------------------------------------------------------------
e <- sqrt(2 / 298.257222101 - 1 / 298.257222101^2)
iso <- function(lat) log(tan(pi / 4 + lat / 2) * ((1 - e * sin(lat)) / (1 + e * sin(lat)))^(e / 2))
normal <- function(lat) 6378137 / sqrt(1 - (e * sin(lat))^2)
rad <- pi / 180
lat1 <- 44 * rad; lat2 <- 49 * rad; lat0 <- 46.5 * rad
n <- log(normal(lat2) * cos(lat2) / (normal(lat1) * cos(lat1))) / (iso(lat1) - iso(lat2))
c0 <- normal(lat1) * cos(lat1) / n * exp(n * iso(lat1))
lambert93 <- function(m) {
  r <- c0 * exp(-n * iso(m[, 2] * rad)); a <- n * (m[, 1] - 3) * rad
  cbind(700000 + r * sin(a), 6600000 + c0 * exp(-n * iso(lat0)) - r * cos(a))
}
shoelace <- function(m) {
  m <- sweep(m, 2, m[1, ]); k <- seq_len(nrow(m) - 1)
  sum(m[k, 1] * m[k + 1, 2] - m[k + 1, 1] * m[k, 2]) / 2
}
# shells turn counter-clockwise in the file or not: the first is a shell, the others are looked at
area <- sapply(rings, function(r) {
  s <- sapply(r, function(m) shoelace(lambert93(m)))
  abs(sum(s))
})
density <- population / (area / 1e6)
flat <- lapply(rings, function(r) lapply(r, lambert93))
centre <- t(sapply(flat, function(r) { # of the polygons and holes together
  sums <- sapply(r, function(m) {
    origin <- r[[1]][1, ]; m <- sweep(m, 2, origin); k <- seq_len(nrow(m) - 1)
    cross <- m[k, 1] * m[k + 1, 2] - m[k + 1, 1] * m[k, 2]
    c(sum(cross) / 2, sum((m[k, 1] + m[k + 1, 1]) * cross) / 6,
      sum((m[k, 2] + m[k + 1, 2]) * cross) / 6)
  })
  total <- rowSums(sums)
  r[[1]][1, ] + total[2:3] / total[1]
}))

# ---- neighbours ----------------------------------------------------------------------------------
vertices <- lapply(rings, function(r) unique(unlist(lapply(r, function(m) paste(m[, 1], m[, 2])))))
sides <- lapply(rings, function(r) unlist(lapply(r, function(m) {
  p <- paste(m[, 1], m[, 2]); a <- p[-length(p)]; b <- p[-1]
  ifelse(a < b, paste(a, b), paste(b, a))
})))
touch <- function(sets) {
  w <- matrix(0, length(sets), length(sets))
  for (i in seq_along(sets)) for (j in seq_along(sets))
    if (i != j && any(sets[[i]] %in% sets[[j]])) w[i, j] <- 1
  w
}
nearest <- function(xy, k) {
  d <- as.matrix(dist(xy)); diag(d) <- Inf
  t(sapply(seq_len(nrow(d)), function(i) as.numeric(seq_len(nrow(d)) %in% order(d[i, ])[1:k])))
}
within <- function(xy, distance) { d <- as.matrix(dist(xy)); diag(d) <- Inf; 1 * (d <= distance) }
row_standard <- function(w) { s <- rowSums(w); s[s == 0] <- 1; w / s }

# ---- statistics ----------------------------------------------------------------------------------
moran <- function(w, z) length(z) / sum(w) * sum(z * (w %*% z)) / sum(z^2)
global <- function(w, x) {
  z <- x - mean(x); n <- length(x); s0 <- sum(w); i <- moran(w, z); expected <- -1 / (n - 1)
  s1 <- sum((w + t(w))^2) / 2; s2 <- sum((rowSums(w) + colSums(w))^2)
  variance <- (n^2 * s1 - n * s2 + 3 * s0^2) / ((n^2 - 1) * s0^2) - expected^2
  score <- (i - expected) / sqrt(variance)
  drawn <- replicate(draws, moran(w, sample(z)))
  r <- sum(abs(drawn - expected) >= abs(i - expected) * (1 - 1e-12))
  c(i = i, expected = expected, variance = variance, z = score, p_normal = 2 * pnorm(-abs(score)),
    p = (r + 1) / (draws + 1))
}
local <- function(w, x) { z <- x - mean(x); as.vector(z * (w %*% z) / (sum(z^2) / length(z))) }
local_p <- function(w, x) {
  z <- x - mean(x); n <- length(z)
  sapply(seq_len(n), function(i) {
    near <- w[i, w[i, ] > 0]
    if (length(near) == 0) return(NA)
    found <- sum(w[i, ] * z); expected <- -sum(near) * z[i] / (n - 1)
    drawn <- replicate(draws, sum(near * sample(z[-i], length(near))))
    r <- sum(abs(drawn - expected) >= abs(found - expected) * (1 - 1e-12))
    (r + 1) / (draws + 1)
  })
}
getis <- function(w, x) { # w has the unit itself
  n <- length(x); s <- sqrt(sum(x^2) / n - mean(x)^2); sums <- rowSums(w)
  as.vector((w %*% x - mean(x) * sums) / (s * sqrt((n * rowSums(w^2) - sums^2) / (n - 1))))
}
getis_weights <- function(w) { diag(w) <- 1; w[rowSums(w) == 1, ] <- NA; w }
rates <- function(events, base) {
  n <- length(base); p <- events / base; mean <- sum(events) / sum(base)
  between <- sum(base * (p - mean)^2) / sum(base) - mean / (sum(base) / n)
  v <- between + mean / base
  v <- ifelse(v > 0, v, mean / base)
  (p - mean) / sqrt(v)
}

# ---- the table -----------------------------------------------------------------------------------
set.seed(20261123)
draws <- if ("--quick" %in% commandArgs()) 9 else 9999 # the table has those of 9999
out <- character()
put <- function(weights, figure, statistic, code, value)
  out <<- c(out, sprintf("%s\t%s\t%s\t%s\t%.17g", weights, figure, statistic, code, value))
figures <- list(revenu_median = income, density.population = density)
for (figure in names(figures)) {
  x <- figures[[figure]]; known <- !is.na(x); x <- x[known]; xy <- centre[known, ]
  queen <- touch(vertices[known]); rook <- touch(sides[known])
  kinds <- list("queen row" = row_standard(queen), "queen binary" = queen,
                "rook row" = row_standard(rook), "knn row" = row_standard(nearest(xy, 5)),
                "distance row" = row_standard(within(xy, 700)))
  for (kind in names(kinds)) {
    w <- kinds[[kind]]
    put(kind, figure, "links", "", sum(w > 0))
    put(kind, figure, "islands", "", sum(rowSums(w) == 0))
    g <- global(w, x)
    for (name in names(g)) put(kind, figure, name, "", g[[name]])
    i <- local(w, x); i[rowSums(w) == 0] <- NaN
    put(kind, figure, "local", code[known], i)
    put(kind, figure, "gi", code[known], getis(getis_weights(1 * (w > 0)), x))
  }
  w <- kinds[["queen row"]]; p <- local_p(w, x); z <- x - mean(x); z_gi <- getis(getis_weights(queen), x)
  put("queen row", figure, "local_p", code[known], p)
  kind <- ifelse(z > 0, ifelse(w %*% z > 0, 0, 2), ifelse(w %*% z > 0, 3, 1)) # HH 0, LL 1, HL 2, LH 3
  put("queen row", figure, "quadrant", code[known], ifelse(p.adjust(p, "BH") <= 0.05, kind, 4))
  found <- p.adjust(2 * pnorm(-abs(z_gi)), "BH") <= 0.05
  put("queen row", figure, "spot", code[known], ifelse(found, ifelse(z_gi > 0, 0, 1), 2)) # hot 0, cold 1
}
eb <- global(row_standard(touch(vertices)), rates(population, area / 1e6))
for (name in names(eb)) put("queen row", "eb", name, "", eb[[name]])
put("", "density.population", "value", code, density)
writeLines(c("weights\tfigure\tstatistic\tcode\tvalue", out), file.path(folder, "oracle.tsv"))

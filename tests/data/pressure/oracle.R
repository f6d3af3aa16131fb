# Another implementation of the composite of amont/composite.h, in base R, from the definitions and
# with R's own random numbers.
#
#   Rscript oracle.R golden > golden.tsv     figures of units.tsv and indicators.tsv (both fictional)
#   Rscript oracle.R study FOLDER            recomputes what `amont pressure -o FOLDER` wrote for the
#                                            bundled study, from the figures in its own tables
#
# golden.tsv: what, key, unit or rank, value. Shares and indices come from draws: DRAWS of them.

suppressWarnings(RNGkind("Mersenne-Twister", "Inversion", "Rejection"))
DRAWS <- 40000
SAMPLES <- 20000
ALPHA <- 50
TIE <- 1e-9
NORMALISATIONS <- c("minmax", "z", "rank")
AGGREGATIONS <- c("arithmetic", "geometric")

skewness <- function(x) {
  n <- length(x); d <- x - mean(x)
  mean(d^3) / mean(d^2)^1.5 * sqrt(n * (n - 1)) / (n - 2)
}
kurtosis <- function(x) {
  n <- length(x); d <- x - mean(x)
  ((n + 1) * (mean(d^4) / mean(d^2)^2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
}
far_spread <- function(x) abs(skewness(x)) > 2 && kurtosis(x) > 3.5

winsorise <- function(x) {
  moved <- rep(FALSE, length(x))
  while (far_spread(x)) {
    s <- sign(skewness(x))
    at <- s * x == max(s * x)
    if (sum(moved | at) > 5) break
    x[at] <- s * max(s * x[!at])
    moved <- moved | at
  }
  list(x = x, moved = moved)
}

treat <- function(x, how) {
  if (how == "log") log(x) else if (how == "winsorise") winsorise(x)$x else x
}

normalise <- function(x, how) {
  switch(how,
    minmax = (x - min(x)) / (max(x) - min(x)) * 100,
    z = (x - mean(x)) / sd(x),
    rank = (rank(x, ties.method = "average") - 1) / (length(x) - 1) * 100)
}

# A matrix of terms, a column an indicator.
terms_of <- function(values, how, sum) {
  x <- apply(values, 2, normalise, how = how)
  if (sum == "arithmetic") return(x)
  if (how == "z") x <- sweep(x, 2, apply(x, 2, min))
  log(x + 1)
}

ranks_of <- function(sums) vapply(sums, function(s) 1 + sum(sums > s + TIE), 0)

leave_out <- function(w, left, pillar) {
  if (left == 0) return(w)
  rest <- seq_along(w) != left
  same <- rest & pillar == pillar[left]
  among <- if (sum(w[same]) > 0) same else rest
  w[among] <- w[among] * (1 + w[left] / sum(w[among]))
  w[left] <- 0
  w
}

dirichlet <- function(w) { g <- rgamma(length(w), ALPHA * w); g / sum(g) }

new_model <- function(values, weights, pillar, how = "minmax", sum = "arithmetic") {
  all <- list()
  for (h in NORMALISATIONS) for (a in AGGREGATIONS) all[[paste(h, a)]] <- terms_of(values, h, a)
  list(terms = all, weights = weights, pillar = pillar,
       reference = ranks_of(drop(all[[paste(how, sum)]] %*% weights)))
}
draw_choice <- function(m) {
  list(how = sample(NORMALISATIONS, 1), sum = sample(AGGREGATIONS, 1),
       left = sample(0:length(m$weights), 1), w = dirichlet(m$weights))
}
ranks_under <- function(m, choice) {
  w <- leave_out(choice$w, choice$left, m$pillar)
  ranks_of(drop(m$terms[[paste(choice$how, choice$sum)]] %*% w))
}
shift_under <- function(m, choice) mean(abs(ranks_under(m, choice) - m$reference))

effective <- function(pillar, pillar_weight, weight) {
  share <- tapply(pillar_weight, pillar, `[`, 1)
  unname(share[pillar] / sum(share) * weight / ave(weight, pillar, FUN = sum))
}

out <- function(what, key, unit, value) {
  cat(sprintf("%s\t%s\t%s\t%.15g\n", what, key, unit, value), sep = "")
}

# Saltelli's design with the estimators of Saltelli (2010) and Jansen, not those of amont.
sobol <- function(m) {
  f <- matrix(0, SAMPLES, 6)
  for (i in seq_len(SAMPLES)) {
    a <- draw_choice(m); b <- draw_choice(m)
    f[i, 1] <- shift_under(m, a); f[i, 2] <- shift_under(m, b)
    for (k in 1:4) {
      mixed <- a
      field <- c("w", "how", "sum", "left")[k]
      mixed[[field]] <- b[[field]]
      f[i, 2 + k] <- shift_under(m, mixed)
    }
  }
  v <- var(c(f[, 1], f[, 2]))
  centred <- f - mean(f[, 1:2])
  for (k in 1:4) {
    name <- c("weights", "normalisation", "aggregation", "left_out")[k]
    out("sobol_first", name, "", mean(centred[, 2] * (f[, 2 + k] - f[, 1])) / v)
    out("sobol_total", name, "", mean((f[, 1] - f[, 2 + k])^2) / (2 * v))
  }
}

golden <- function() {
  units <- read.delim("units.tsv")
  ask <- read.delim("indicators.tsv")
  raw <- as.matrix(units[, ask$id])
  for (i in seq_len(ncol(raw))) {
    out("skewness", ask$id[i], "", skewness(raw[, i]))
    out("kurtosis", ask$id[i], "", kurtosis(raw[, i]))
    out("moved", ask$id[i], units$unit, as.numeric(winsorise(raw[, i])$moved))
  }
  values <- raw
  for (i in seq_len(ncol(raw)))
    values[, i] <- treat(raw[, i], ask$treat[i]) * ifelse(ask$direction[i] == "down", -1, 1)
  m <- new_model(values, effective(ask$pillar, ask$pillar_weight, ask$weight), ask$pillar)
  for (h in NORMALISATIONS) for (a in AGGREGATIONS) {
    sums <- drop(m$terms[[paste(h, a)]] %*% m$weights)
    out("score", paste(h, a), units$unit, if (a == "geometric") exp(sums) else sums)
    out("rank", paste(h, a), units$unit, ranks_of(sums))
  }
  for (i in 1:4) for (j in (i + 1):5) {
    key <- paste(ask$id[i], ask$id[j])
    out("pearson", key, "", cor(values[, i], values[, j]))
    out("spearman", key, "", cor(values[, i], values[, j], method = "spearman"))
  }
  x <- m$terms[["minmax arithmetic"]]
  out("alpha", "all", "", 5 / 4 * (1 - sum(apply(x, 2, var)) / var(rowSums(x))))
  score <- drop(m$terms[["minmax arithmetic"]] %*% m$weights)
  limits <- quantile(score, 1:2 / 3, type = 7)
  out("class", "", units$unit, 1 + (score >= limits[1]) + (score >= limits[2]))
  out("exposure", "households", units$unit,
      normalise(-units$a, "minmax") / 4 + normalise(units$d, "minmax") * 3 / 4)
  set.seed(1)
  ranks <- t(replicate(DRAWS, ranks_under(m, draw_choice(m))))
  n <- nrow(units)
  for (u in seq_len(n)) out("share", units$unit[u], seq_len(n), colMeans(outer(ranks[, u], seq_len(n), "<=")))
  for (p in c(0.05, 0.5, 0.95)) # type 1: the least rank that the share of draws reaches
    out("quantile", p, units$unit, apply(ranks, 2, quantile, probs = p, type = 1))
  shifts <- rowMeans(abs(sweep(ranks, 2, m$reference)))
  out("shift", "mean", "", mean(shifts))
  out("shift", "error", "", sd(shifts) / sqrt(DRAWS))
  sobol(m)
}

# ---- a study ----------------------------------------------------------------------------------

failed <- FALSE
expect <- function(name, ok) {
  if (all(ok)) return(invisible())
  failed <<- TRUE
  cat("differs:", name, "\n")
}

study <- function(folder) {
  zones <- read.csv(file.path(folder, "pression.csv"), check.names = FALSE)
  all <- read.csv(file.path(folder, "pression-indicateurs.csv"))
  zones <- zones[!is.na(zones$score), ]
  prepare <- function(ask) {
    values <- as.matrix(zones[, ask$indicator])
    for (i in seq_len(nrow(ask)))
      values[, i] <- treat(values[, i], ask$treatment[i]) * ifelse(ask$direction[i] == "down", -1, 1)
    values
  }
  ask <- all[all$set == "pressure", ]
  m <- new_model(prepare(ask), ask$weight, ask$pillar)
  score <- drop(m$terms[["minmax arithmetic"]] %*% m$weights)
  expect("score", abs(score - zones$score) < 1e-6) # the table has 12 digits
  expect("rank", m$reference == zones$rank)
  set.seed(2)
  ranks <- t(replicate(DRAWS, ranks_under(m, draw_choice(m))))
  below <- function(rank) { # share of R's draws with a rank or better, unit by unit
    vapply(seq_along(rank), function(u) mean(ranks[, u] <= rank[u]), 0)
  }
  error <- function(share) 5 * sqrt(share * (1 - share) * (1 / DRAWS + 1 / 10000)) + 1e-3
  top <- below(rep(5, nrow(zones)))
  expect("share of first ranks", abs(100 * top - zones$top_share_pct) <= 100 * error(top))
  for (p in c(0.05, 0.5, 0.95)) { # the limit reaches the share, the rank before does not
    rank <- zones[[c("rank_low", "rank_median", "rank_high")[match(p, c(0.05, 0.5, 0.95))]]]
    expect(paste("limit", p), below(rank) >= p - error(p) & below(rank - 1) < p + error(p))
  }
  for (set in c("activity", "households")) {
    ask <- all[all$set == set, ]
    x <- apply(prepare(ask), 2, normalise, how = "minmax")
    expect(set, abs(drop(x %*% ask$weight) - zones[[paste0("exposure_", set)]]) < 1e-6)
  }
  cat(nrow(zones), "zones compared\n")
  quit(status = if (failed) 1 else 0)
}

arguments <- commandArgs(trailingOnly = TRUE)
if (arguments[1] == "golden") golden() else study(arguments[2])

# Writes vectors.tsv and limits.tsv beside itself: Rscript make.R
# Class limits of random and degenerate vectors, by classInt (Debian: r-cran-classint) where it has
# the method; of the others by the published rule, in R's own words. Values are fictional.
library(classInt)
set.seed(20261123)

# Numbers as the table holds them, so that everybody starts from the same doubles.
as_text <- function(x) formatC(x, digits = 15, format = "g", width = 1)
round_trip <- function(x, digits) as.numeric(as_text(signif(x, digits)))

random <- list(
  normal = function(n) rnorm(n, 50, 20),
  lognormal = function(n) exp(rnorm(n, 3, 1.5)),
  ties = function(n) sample(1:15, n, replace = TRUE),
  negative = function(n) -exp(rnorm(n, 2)),
  tiny = function(n) rnorm(n) * 1e-6,
  huge = function(n) runif(n, 0, 4e12)
)
degenerate <- list(
  5, c(7, 7, 7), c(0, 0, 0, 0), c(1, 2), c(1, 1, 2), c(3, 1, 2), c(rep(0, 30), 1),
  c(rep(0, 20), 1:10), c(1:5, rep(5, 20)), c(-1, 0, 1), 1:10, 1:9, c(1:20, 1e6), c(-1e6, 1:20),
  1e6 + (1:12) * 1e-3, 1e15 + (1:12), 1e-300 * (1:12), 1e300 * (1:12), c(-1e300, 0, 1e300, 1:9),
  c(1e-300, 1, 1e300, 2:9), -10:10, 2^(0:20), 10^(-6:9), c(1:10, 101:110), rep(1:3, 10),
  rep(1:6, 5), 0.1 * (1:30), -0.1 * (1:30), c(0, 0, 0, 1e-9, 1, 1, 1, 2, 2, 3), 0:100
)

vectors <- list()
for (i in 1:200) {
  kind <- names(random)[(i - 1) %% length(random) + 1]
  x <- round_trip(random[[kind]](sample(12:45, 1)), 7)
  vectors[[i]] <- list(kind = kind, k = sample(2:9, 1), x = x)
}
for (x in degenerate)
  vectors[[length(vectors) + 1]] <- list(kind = "degenerate", k = 5, x = round_trip(x, 15))
vectors[[206]]$k <- 9 # three values
vectors[[212]]$k <- 9 # nine values

# ---- by classInt ---------------------------------------------------------------------------------

styles <- c(quantile = "quantile", equal = "equal", fisher = "fisher", stddev = "sd",
  pretty = "pretty", headtail = "headtails", maximum = "maximum", box = "box")

# Where R's doubles or classInt's starting value of 1e38 do not hold what the method computes.
beyond_r <- function(method, x) {
  spread <- sum((x - mean(x))^2)
  several <- length(unique(x)) > 1
  if (method == "fisher" && sum(x^2) > 1e38)
    "squares beyond 1e38"
  else if (method %in% c("fisher", "stddev") && several && (!is.finite(spread) || spread == 0))
    "squares overflow or underflow"
  else if (method %in% c("headtail", "nested_means") && mean(x) != 0 && abs(mean(x)) < 1e-15 * max(abs(x)))
    "the mean is lost in rounding"
}

# Inner limits: the ends are the least and the greatest value, or further out.
by_classint <- function(method, x, k) {
  beyond <- beyond_r(method, x)
  if (!is.null(beyond))
    return(list(status = beyond, limits = numeric()))
  found <- try(suppressWarnings(classIntervals(x, k, styles[[method]])), silent = TRUE)
  if (inherits(found, "try-error"))
    return(list(status = sub("\n.*", "", attr(found, "condition")$message), limits = numeric()))
  list(status = if (attr(found, "style") == "unique") "unique" else "ok",
    limits = head(tail(found$brks, -1), -1))
}

# ---- by the published rule -----------------------------------------------------------------------

q6 <- function(x, k) quantile(x, c(0.05, 0.275, 0.5, 0.725, 0.95), names = FALSE)

geometric <- function(x, k) exp(seq(log(min(x)), log(max(x)), length.out = k + 1))[2:k]

# Widths r, 2 r, ... k r that fill the range.
arithmetic <- function(x, k) min(x) + cumsum(1:k)[1:(k - 1)] * (max(x) - min(x)) / sum(1:k)

nested_means <- function(x, k) {
  if (k < 2 || length(unique(x)) < 2)
    return(numeric())
  middle <- mean(x)
  c(nested_means(x[x < middle], k / 2), middle, nested_means(x[x >= middle], k / 2))
}

rules <- list(q6 = q6, geometric = geometric, arithmetic = arithmetic, nested_means = nested_means)

by_rule <- function(method, x, k) {
  beyond <- beyond_r(method, x)
  status <- if (!is.null(beyond)) beyond
    else if (method == "geometric" && min(x) <= 0) "values of 0 or less"
    else if (length(unique(x)) <= k) "few values"
    else "ok"
  list(status = status, limits = if (status == "ok") rules[[method]](x, k))
}

# ---- the tables ----------------------------------------------------------------------------------

count_for <- function(method, v, i) {
  switch(method, q6 = 6, box = 6, nested_means = 2^(i %% 3 + 1), v$k)
}

write_table <- function(name, header, rows) {
  writeLines(c(header, rows), name)
}

rows <- character()
for (i in seq_along(vectors)) {
  v <- vectors[[i]]
  for (method in c(names(styles), names(rules))) {
    k <- count_for(method, v, i)
    found <- if (method %in% names(styles)) by_classint(method, v$x, k) else by_rule(method, v$x, k)
    rows <- c(rows, paste(i, method, k, found$status, paste(as_text(found$limits), collapse = " "),
      sep = "\t"))
  }
}
write_table("limits.tsv", "vector\tmethod\tclasses\tstatus\tinner limits", rows)
write_table("vectors.tsv", "vector\tkind\tvalues", vapply(seq_along(vectors), function(i)
  paste(i, vectors[[i]]$kind, paste(as_text(vectors[[i]]$x), collapse = " "), sep = "\t"), ""))

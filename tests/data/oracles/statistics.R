# Writes statistics_values.tsv and statistics.tsv beside itself: Rscript statistics.R
# Fictional values in groups of every nature; NA is missing.
set.seed(20261122)
groups <- list(
  one = 41.5,
  two = c(3, 8),
  missing = c(4, NA, 1, NA, 9),
  equal = rep(0.1, 7),
  ties = sample(1:9, 300, replace = TRUE),
  prices = round(exp(rnorm(501, 12, 0.6)), 2),
  even = rnorm(1000),
  negative = -rexp(64),
  far = 1e9 + round(rnorm(250), 6),
  wide = 10^runif(99, -12, 12),
  ascending = seq(0.5, 200, by = 0.5),
  descending = seq(200, 0.5, by = -0.5)
)
number <- function(x) sprintf("%.17g", x)
values <- do.call(rbind, Map(function(name, x) {
  data.frame(group = name, value = x, weight = round(runif(length(x), 0.5, 3), 3))
}, names(groups), groups))
write.table(transform(values, value = ifelse(is.na(value), "", number(value))),
  "statistics_values.tsv", sep = "\t", quote = FALSE, row.names = FALSE)

orders <- c(0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.99, 1)
rows <- lapply(names(groups), function(name) {
  all <- values[values$group == name, ]
  kept <- all[!is.na(all$value), ]
  x <- kept$value
  data.frame(
    group = name,
    statistic = c("count", "missing", "sum", "mean", "min", "max", "variance", "stddev", "median",
      rep("quantile", length(orders)), "weight", "weighted_sum", "weighted_mean"),
    p = c(rep("", 9), number(orders), "", "", ""),
    value = number(c(length(x), sum(is.na(all$value)), sum(x), mean(x), min(x), max(x), var(x),
      sd(x), median(x), quantile(x, orders, type = 7), sum(kept$weight), sum(kept$weight * x),
      weighted.mean(x, kept$weight)))
  )
})
table <- do.call(rbind, rows)
table$value[table$value == "NA"] <- ""
write.table(table, "statistics.tsv", sep = "\t", quote = FALSE, row.names = FALSE)

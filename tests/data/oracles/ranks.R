# Writes ranks.tsv beside itself: Rscript ranks.R
# Ranks, from 1, of the order statistics between which the median of n values lies with at least
# 95 % confidence: 0 where n is too small.
n <- c(1:40, 49:51, 75, 99:101, 150, 250, 500, 1000, 1074:1076, 1500, 3000)
write.table(data.frame(n = n, low = qbinom(0.025, n, 0.5), high = qbinom(0.975, n, 0.5) + 1),
  "ranks.tsv", sep = "\t", quote = FALSE, row.names = FALSE)

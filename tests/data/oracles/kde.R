# Masses of the biweight kernel of radius h in a rectangle, and densities of places in it, by
# numerical integration of R: the tables of the test of kde.c. Rscript kde.R > kde.tsv
antiderivative <- function(x, y, h) { # over y, of 3 / (pi h^2) (1 - (x^2 + y^2) / h^2)^2
    a <- 1 - (x / h)^2
    3 / (pi * h^2) * (a^2 * y - 2 * a * y^3 / (3 * h^2) + y^5 / (5 * h^4))
}
strip <- function(x, low, high, h) {
    reach <- sqrt(pmax(h^2 - x^2, 0))
    antiderivative(x, pmax(pmin(high, reach), -reach), h) -
        antiderivative(x, pmax(pmin(low, reach), -reach), h)
}
mass <- function(x, y, w, e, h) { # in [0, w] x [0, e]
    low <- max(-x, -h); high <- min(w - x, h)
    kinks <- c(low, high, 0)
    for (edge in c(-y, e - y))
        if (abs(edge) < h) kinks <- c(kinks, -sqrt(h^2 - edge^2), sqrt(h^2 - edge^2))
    kinks <- sort(unique(kinks[kinks >= low & kinks <= high]))
    sum(sapply(seq_len(length(kinks) - 1), function(i) # s^2 at either end: roots at the circle
        integrate(function(t) {
            a <- kinks[i]; b <- kinks[i + 1]
            x <- (a + b) / 2 - (b - a) / 2 * cos(t)
            strip(x, -y, e - y, h) * (b - a) / 2 * sin(t)
        }, 0, pi, rel.tol = 1e-13, abs.tol = 1e-15, subdivisions = 1000)$value))
}
px <- c(500, 700, 2000, 3900); py <- c(500, 500, 1500, 2900)
cat("what\tx\ty\tradius\tvalue\n")
for (h in c(400, 800, 2500))
    for (i in seq_along(px))
        cat(sprintf("mass\t%g\t%g\t%g\t%.15g\n", px[i], py[i], h, mass(px[i], py[i], 4000, 3000, h)))
for (h in c(400, 800, 2500)) {
    m <- mapply(function(x, y) mass(x, y, 4000, 3000, h), px, py)
    for (node in list(c(500, 500), c(600, 600), c(0, 0), c(2000, 1500), c(3900, 2700))) {
        d2 <- (px - node[1])^2 + (py - node[2])^2
        k <- ifelse(d2 < h^2, 3 / (pi * h^2) * (1 - d2 / h^2)^2, 0)
        cat(sprintf("density\t%g\t%g\t%g\t%.15g\n", node[1], node[2], h, 1e6 * sum(k / m)))
    }
}

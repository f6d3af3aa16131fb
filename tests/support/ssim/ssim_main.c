/* How alike two PNG pictures are, in grey. Usage: ssim ONE.png OTHER.png
 *
 * The mean structural similarity (1: the same) of Z. Wang, A. C. Bovik, H. R. Sheikh, E. P.
 * Simoncelli, Image quality assessment: from error visibility to structural similarity, IEEE
 * Transactions on Image Processing 13, 2004, equation 13: windows of 11 x 11 pixels weighted by a
 * Gaussian of 1.5, K1 = 0.01, K2 = 0.03, L = 255. Pictures may differ by a row or column of pixels,
 * which are left out: programs round half pixels either way. */
#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

enum { WINDOW = 11 };

typedef struct picture {
    size_t width, height;
    float *grey;
} picture;

/* Colours by the weights of Rec. 601, as in the authors' own program. */
static int read_picture(const char *path, picture *p) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        return fprintf(stderr, "%s: %s\n", path, image.message), 0;
    unsigned channels = image.format & PNG_FORMAT_FLAG_COLOR ? 3 : 1;
    image.format = channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    p->width = image.width;
    p->height = image.height;
    size_t n = p->width * p->height;
    unsigned char *bytes = malloc(PNG_IMAGE_SIZE(image));
    p->grey = calloc(n, sizeof *p->grey);
    int ok = bytes && p->grey && png_image_finish_read(&image, NULL, bytes, 0, NULL);
    for (size_t i = 0; ok && i < n; i++) {
        const unsigned char *c = bytes + channels * i;
        p->grey[i] =
            channels == 1
                ? (float)c[0]
                : roundf(0.299F * (float)c[0] + 0.587F * (float)c[1] + 0.114F * (float)c[2]);
    }
    free(bytes);
    if (!ok)
        fprintf(stderr, "%s: %s\n", path, image.message);
    return ok;
}

static void make_weights(double weight[WINDOW]) {
    const double middle = (WINDOW - 1) / 2.0;
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
        weight[i] = exp(-(i - middle) * (i - middle) / (2 * 1.5 * 1.5));
        sum += weight[i];
    }
    for (int i = 0; i < WINDOW; i++)
        weight[i] /= sum;
}

static double index_of(const picture *a, const picture *b, size_t left, size_t top,
                       const double *weight) {
    const double c1 = 0.01 * 255 * 0.01 * 255, c2 = 0.03 * 255 * 0.03 * 255;
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (size_t row = 0; row < WINDOW; row++)
        for (size_t column = 0; column < WINDOW; column++) {
            double w = weight[row] * weight[column];
            double p = (double)a->grey[(top + row) * a->width + left + column];
            double q = (double)b->grey[(top + row) * b->width + left + column];
            x += w * p;
            y += w * q;
            xx += w * p * p;
            yy += w * q * q;
            xy += w * p * q;
        }
    return (2 * x * y + c1) * (2 * (xy - x * y) + c2) /
           ((x * x + y * y + c1) * (xx - x * x + yy - y * y + c2));
}

static unsigned differs(const picture *a, const picture *b, size_t column, size_t row) {
    return a->grey[row * a->width + column] != b->grey[row * b->width + column];
}

/* Most windows are the same in both, and their index is 1: pixels that differ are counted, by
 * column of the windows of one row. */
static double mean_index(const picture *a, const picture *b, size_t width, size_t height) {
    double weight[WINDOW], sum = 0;
    unsigned *different = calloc(width, sizeof *different);
    if (!different)
        abort();
    make_weights(weight);
    for (size_t bottom = 0; bottom < height; bottom++) {
        unsigned in_window = 0;
        for (size_t right = 0; right < width; right++) {
            different[right] += differs(a, b, right, bottom);
            if (bottom >= WINDOW)
                different[right] -= differs(a, b, right, bottom - WINDOW);
            in_window += different[right];
            if (right >= WINDOW)
                in_window -= different[right - WINDOW];
            if (bottom + 1 >= WINDOW && right + 1 >= WINDOW)
                sum += in_window == 0
                           ? 1
                           : index_of(a, b, right + 1 - WINDOW, bottom + 1 - WINDOW, weight);
        }
    }
    free(different);
    return sum / ((double)(width - WINDOW + 1) * (double)(height - WINDOW + 1));
}

static size_t lesser(size_t a, size_t b) {
    return a < b ? a : b;
}

int main(int argc, char **argv) {
    picture a = {0}, b = {0};
    if (argc != 3 || !read_picture(argv[1], &a) || !read_picture(argv[2], &b))
        return 64;
    size_t width = lesser(a.width, b.width), height = lesser(a.height, b.height);
    int alike = a.width - width <= 1 && b.width - width <= 1 && a.height - height <= 1 &&
                b.height - height <= 1 && width >= WINDOW && height >= WINDOW;
    if (alike)
        printf("%.5f\n", mean_index(&a, &b, width, height));
    else
        fprintf(stderr, "%zu x %zu pixels are not %zu x %zu\n", a.width, a.height, b.width,
                b.height);
    free(a.grey);
    free(b.grey);
    return alike ? 0 : 65;
}

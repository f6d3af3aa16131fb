/* Marks where the paper is cut. */
#include "draw/layout.h"

void amont_page_crop(amont_page *page) {
    const double off_mm = 0.5;
    const amont_paint line = {.fill = amont_no_colour, .stroke = {0, 0, 0}, .width_mm = 0.1};
    for (int corner = 0; corner < 4 && page->bleed_mm > off_mm; corner++) {
        double x = corner % 2 ? page->width_mm : 0, y = corner / 2 ? page->height_mm : 0;
        double right = corner % 2 ? 1 : -1, down = corner / 2 ? 1 : -1;
        amont_page_move(page, x + right * off_mm, y);
        amont_page_line(page, x + right * page->bleed_mm, y);
        amont_page_move(page, x, y + down * off_mm);
        amont_page_line(page, x, y + down * page->bleed_mm);
    }
    amont_page_paint(page, "crop", &line, -1);
}

#include "paper.h"

#include <glib/gstdio.h>
#include <string.h>

/* Styles of a folder of their own, in which the page `any` can be written anew. */
static char *own_styles(void) {
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("amont-styles-XXXXXX", &error);
    assert_ok(error);
    g_autofree char *pages = g_build_filename(folder, "pages", NULL);
    assert_int_equal(g_mkdir(pages, 0700), 0);
    return folder;
}

void paper_page(paper *p, double width, double height, bool compact, const char *more) {
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(p->styles, "pages", "any.yaml", NULL);
    g_autofree char *text = g_strdup_printf(
        "width_mm: %.0f\nheight_mm: %.0f\nmargin_mm: %d\ninset_mm: %s\nsubject_mm: %d\n%s%s", width,
        height, compact ? 1 : 8, compact ? "1.5" : "3", compact ? 3 : 5,
        compact ? "compact: true\n" : "", more);
    g_file_set_contents(path, text, -1, &error);
    assert_ok(error);
}

static void remove_styles(char *folder) {
    g_autofree char *pages = g_build_filename(folder, "pages", NULL);
    g_autofree char *path = g_build_filename(pages, "any.yaml", NULL);
    g_remove(path);
    g_rmdir(pages);
    g_rmdir(folder);
    g_free(folder);
}

paper paper_of(const char *study, const char *map) {
    paper p = {.a = atlas_open(study), .styles = own_styles()};
    const amont_map_spec *spec = amont_study_map(p.a->study, map);
    assert_non_null(spec);
    atlas_series(p.a, map);
    p.map = g_memdup2(spec, sizeof *spec);
    p.map->page = (char *)"any";
    p.kept = p.a->styles->folder;
    p.a->styles->folder = p.styles;
    return p;
}

void paper_clear(paper *p) {
    p->a->styles->folder = p->kept;
    remove_styles(p->styles);
    g_free(p->map);
    atlas_free(p->a);
}

amont_page *paper_draw(paper *p, GError **error) {
    return amont_compose(p->a->layers, p->map, p->a->table, p->a->styles, p->a->fonts,
                         p->a->findings, error);
}

const amont_item *paper_item(const amont_page *page, const char *role) {
    for (guint i = 0; i < page->items->len; i++)
        if (strcmp(atlas_item(page, i)->role, role) == 0)
            return atlas_item(page, i);
    return NULL;
}

amont_box paper_frame(const amont_page *page) {
    const amont_item *frame = paper_item(page, "frame");
    assert_non_null(frame);
    return amont_box_grow(frame->box, -frame->paint.width_mm / 2);
}

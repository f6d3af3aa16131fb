/* JSON after RFC 8259: only quotes, backslashes and control characters are escaped. */
#include "io/writers/json.h"

#include "amont/text.h"

#include <math.h>

static void append_string(GString *out, const char *text) {
    g_string_append_c(out, '"');
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_printf(out, "\\%c", *c);
        else if (*c == '\n')
            g_string_append(out, "\\n");
        else if ((unsigned char)*c < 0x20)
            g_string_append_printf(out, "\\u%04x", (unsigned)*c);
        else
            g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

static void new_line(const amont_json *json) {
    g_string_append_printf(json->out, "\n%*s", (int)(2 * json->depth), "");
}

static void begin_item(amont_json *json, const char *key) {
    if (json->has_items)
        g_string_append_c(json->out, ',');
    if (json->depth > 0)
        new_line(json);
    json->has_items = true;
    if (key) {
        append_string(json->out, key);
        g_string_append(json->out, ": ");
    }
}

void amont_json_begin(amont_json *json, const char *key, char bracket) {
    begin_item(json, key);
    g_string_append_c(json->out, bracket);
    json->depth++;
    json->has_items = false;
}

void amont_json_end(amont_json *json, char bracket) {
    json->depth--;
    if (json->has_items)
        new_line(json);
    g_string_append_c(json->out, bracket);
    json->has_items = true;
    if (json->depth == 0)
        g_string_append_c(json->out, '\n');
}

void amont_json_text(amont_json *json, const char *key, const char *text) {
    begin_item(json, key);
    if (text)
        append_string(json->out, text);
    else
        g_string_append(json->out, "null");
}

void amont_json_number(amont_json *json, const char *key, double value) {
    begin_item(json, key);
    g_autofree char *text = isfinite(value) ? amont_number_plain(value) : g_strdup("null");
    g_string_append(json->out, text);
}

void amont_json_truth(amont_json *json, const char *key, bool value) {
    begin_item(json, key);
    g_string_append(json->out, value ? "true" : "false");
}

void amont_json_texts(amont_json *json, const char *key, const char *const *texts, size_t n) {
    amont_json_begin(json, key, '[');
    for (size_t i = 0; i < n; i++)
        amont_json_text(json, NULL, texts[i]);
    amont_json_end(json, ']');
}

#include "zipper.h"

#include <string.h>
#include <zlib.h>

zipper zipper_new(void) {
    return (zipper){g_byte_array_new(), g_byte_array_new(), 0};
}

static void put(GByteArray *bytes, guint64 value, int size) {
    for (int i = 0; i < size; i++) {
        guint8 byte = (guint8)(value >> (8 * i));
        g_byte_array_append(bytes, &byte, 1);
    }
}

static GByteArray *deflated(const void *content, gsize length) {
    z_stream stream = {.next_in = (Bytef *)content, .avail_in = (uInt)length};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    GByteArray *packed = g_byte_array_new();
    g_byte_array_set_size(packed, (guint)deflateBound(&stream, length));
    stream.next_out = packed->data;
    stream.avail_out = packed->len;
    deflate(&stream, Z_FINISH);
    g_byte_array_set_size(packed, (guint)stream.total_out);
    deflateEnd(&stream);
    return packed;
}

/* What a local header and an entry of the directory have in common. */
static void put_common(GByteArray *bytes, const zipper_lies *said, guint32 sum, guint packed,
                       const char *name) {
    put(bytes, 20, 2); /* version needed */
    put(bytes, said->flags, 2);
    put(bytes, said->method, 2);
    put(bytes, 0x58210000, 4); /* 2024-01-01 00:00 */
    put(bytes, sum, 4);
    put(bytes, packed, 4);
    put(bytes, said->length, 4);
    put(bytes, strlen(name), 2);
    put(bytes, 0, 2); /* extra field */
}

void zipper_add_false(zipper *zip, const char *name, const void *content, gsize length,
                      zipper_lies lies) {
    GByteArray *packed = deflated(content, length);
    guint32 sum = (guint32)crc32(0, content, (uInt)length) + lies.damage;
    guint start = zip->bytes->len;
    put(zip->bytes, 0x04034b50, 4);
    put_common(zip->bytes, &lies, sum, packed->len, name);
    g_byte_array_append(zip->bytes, (const guint8 *)name, (guint)strlen(name));
    g_byte_array_append(zip->bytes, packed->data, packed->len);

    put(zip->directory, 0x02014b50, 4);
    put(zip->directory, 20, 2); /* made by */
    put_common(zip->directory, &lies, sum, packed->len, name);
    put(zip->directory, 0, 2); /* comment */
    put(zip->directory, 0, 8); /* disk, attributes */
    put(zip->directory, start, 4);
    g_byte_array_append(zip->directory, (const guint8 *)name, (guint)strlen(name));
    zip->n++;
    g_byte_array_unref(packed);
}

void zipper_add(zipper *zip, const char *name, const void *content, gsize length) {
    zipper_lies none = {.flags = ZIP_IS_UTF8, .method = 8, .length = (guint32)length};
    zipper_add_false(zip, name, content, length, none);
}

void zipper_write(zipper *zip, const char *path) {
    guint start = zip->bytes->len, length = zip->directory->len;
    g_byte_array_append(zip->bytes, zip->directory->data, length);
    put(zip->bytes, 0x06054b50, 4);
    put(zip->bytes, 0, 4); /* disks */
    put(zip->bytes, zip->n, 2);
    put(zip->bytes, zip->n, 2);
    put(zip->bytes, length, 4);
    put(zip->bytes, start, 4);
    put(zip->bytes, 0, 2); /* comment */
    g_file_set_contents(path, (const char *)zip->bytes->data, (gssize)zip->bytes->len, NULL);
    g_byte_array_unref(zip->bytes);
    g_byte_array_unref(zip->directory);
}

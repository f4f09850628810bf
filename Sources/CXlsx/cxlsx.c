#include "cxlsx.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// What libxlsxwriter.so.4 (1.0 and later) declares. Where its headers are, the layout is checked below.
typedef struct {
  char *title, *subject, *author, *manager, *company, *category, *keywords, *comments, *status, *hyperlink_base;
  time_t created;
} properties;

#if __has_include(<xlsxwriter/workbook.h>)
#include <stddef.h>
#include <xlsxwriter/workbook.h>
_Static_assert(offsetof(properties, created) == offsetof(lxw_doc_properties, created), "created");
_Static_assert(sizeof(lxw_row_t) == sizeof(uint32_t) && sizeof(lxw_col_t) == sizeof(uint16_t), "rows and columns");
#endif

static struct {
  void *(*workbook_new)(const char *);
  void *(*add_worksheet)(void *, const char *);
  void *(*add_format)(void *);
  int (*set_properties)(void *, properties *);
  int (*close)(void *);
  void (*set_num_format)(void *, const char *);
  void (*set_bold)(void *);
  int (*write_string)(void *, uint32_t, uint16_t, const char *, void *);
  int (*write_number)(void *, uint32_t, uint16_t, double, void *);
  int (*set_column)(void *, uint16_t, uint16_t, double, void *);
  void (*freeze_panes)(void *, uint32_t, uint16_t);
  int (*autofilter)(void *, uint32_t, uint16_t, uint32_t, uint16_t);
} api;
static int is_loaded = 0;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const names[] = {"libxlsxwriter.so.4", "libxlsxwriter.so", "libxlsxwriter.dylib"};
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && library == NULL; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return;
#define FIND(field, name) \
  if ((*(void **)&api.field = dlsym(library, name)) == NULL) return
  FIND(workbook_new, "workbook_new");
  FIND(add_worksheet, "workbook_add_worksheet");
  FIND(add_format, "workbook_add_format");
  FIND(set_properties, "workbook_set_properties");
  FIND(close, "workbook_close");
  FIND(set_num_format, "format_set_num_format");
  FIND(set_bold, "format_set_bold");
  FIND(write_string, "worksheet_write_string");
  FIND(write_number, "worksheet_write_number");
  FIND(set_column, "worksheet_set_column");
  FIND(freeze_panes, "worksheet_freeze_panes");
  FIND(autofilter, "worksheet_autofilter");
  is_loaded = 1;
}

int nb_xlsx_load(void) {
  pthread_once(&once, load);
  return is_loaded ? 0 : -1;
}

struct nb_xlsx {
  void *workbook;
  void *sheet;
  void *formats[NB_XLSX_STYLES];
};

nb_xlsx *nb_xlsx_open(const char *path, const char *title, int64_t created) {
  static const char *const numbers[NB_XLSX_STYLES] = {
    [NB_XLSX_COUNT] = "#,##0", [NB_XLSX_DECIMALS] = "#,##0.00", [NB_XLSX_SHARE] = "0.0%",
    [NB_XLSX_TIME] = "yyyy-mm-dd hh:mm:ss",
  };
  if (nb_xlsx_load() != 0) return NULL;
  nb_xlsx *book = calloc(1, sizeof *book);
  if (book == NULL) return NULL;
  book->workbook = api.workbook_new(path);
  if (book->workbook == NULL) {
    free(book);
    return NULL;
  }
  properties facts = {.title = (char *)title, .created = (time_t)created};
  api.set_properties(book->workbook, &facts);
  for (int style = 0; style < NB_XLSX_STYLES; style++) {
    if (style == NB_XLSX_PLAIN) continue;
    void *format = api.add_format(book->workbook);
    if (format == NULL) continue;
    if (numbers[style] != NULL) api.set_num_format(format, numbers[style]);
    if (style == NB_XLSX_HEADING) api.set_bold(format);
    book->formats[style] = format;
  }
  return book;
}

int nb_xlsx_sheet(nb_xlsx *book, const char *name, uint16_t columns, const double *widths) {
  book->sheet = api.add_worksheet(book->workbook, name);
  if (book->sheet == NULL) return -1;
  for (uint16_t column = 0; column < columns; column++)
    api.set_column(book->sheet, column, column, widths[column], NULL);
  api.freeze_panes(book->sheet, 1, 0);
  return 0;
}

void nb_xlsx_text(nb_xlsx *book, uint32_t row, uint16_t column, const char *text, nb_xlsx_style style) {
  if (book->sheet != NULL) api.write_string(book->sheet, row, column, text, book->formats[style]);
}

void nb_xlsx_number(nb_xlsx *book, uint32_t row, uint16_t column, double value, nb_xlsx_style style) {
  if (book->sheet != NULL) api.write_number(book->sheet, row, column, value, book->formats[style]);
}

void nb_xlsx_filter(nb_xlsx *book, uint32_t last_row, uint16_t last_column) {
  if (book->sheet != NULL) api.autofilter(book->sheet, 0, 0, last_row, last_column);
}

int nb_xlsx_close(nb_xlsx *book) {
  int status = api.close(book->workbook);
  free(book);
  return status;
}

#ifndef NB_CXLSX_H
#define NB_CXLSX_H

#include <stdint.h>

// The system's libxlsxwriter, opened when it is first needed: nothing is linked, and only who writes spreadsheets needs it.

/// Opens libxlsxwriter. Returns 0, or -1 when there is none; may be called again and from any thread.
int nb_xlsx_load(void);

/// A workbook that is being written.
typedef struct nb_xlsx nb_xlsx;

/// How a number is shown.
typedef enum {
  NB_XLSX_PLAIN = 0,
  NB_XLSX_COUNT,
  NB_XLSX_DECIMALS,
  NB_XLSX_SHARE,
  NB_XLSX_TIME,
  NB_XLSX_HEADING,
  NB_XLSX_STYLES,
} nb_xlsx_style;

/// A workbook in a new file. `created` is in seconds since 1970, so that the same report has the same bytes.
/// Null when libxlsxwriter is not there or has no memory.
nb_xlsx *nb_xlsx_open(const char *path, const char *title, int64_t created);

/// Begins a sheet, whose heading stays in sight. Returns 0, or -1 for a name that is taken or longer than 31 characters.
int nb_xlsx_sheet(nb_xlsx *book, const char *name, uint16_t columns, const double *widths);

void nb_xlsx_text(nb_xlsx *book, uint32_t row, uint16_t column, const char *text, nb_xlsx_style style);
void nb_xlsx_number(nb_xlsx *book, uint32_t row, uint16_t column, double value, nb_xlsx_style style);

/// Lets readers filter the rows of the sheet.
void nb_xlsx_filter(nb_xlsx *book, uint32_t last_row, uint16_t last_column);

/// Writes the file and frees the workbook. Returns 0, or what libxlsxwriter says.
int nb_xlsx_close(nb_xlsx *book);

#endif

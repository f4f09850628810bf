#ifndef NB_CSQLITE_SHIM_H
#define NB_CSQLITE_SHIM_H

#include <sqlite3.h>

// What the Swift importer cannot see: the destructor constants are casts, and variadic functions are left out.
// All are static inline, so that a call costs what the call in C costs.

/// Text that SQLite copies before the call returns. A null pointer binds NULL.
static inline int nb_bind_text(sqlite3_stmt *statement, int at, const void *text, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, at, (const char *)text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Text that the caller keeps unchanged until the parameter is bound anew or the statement is finalized.
static inline int nb_bind_static_text(sqlite3_stmt *statement, int at, const void *text, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, at, (const char *)text, count, SQLITE_STATIC, SQLITE_UTF8);
}

/// Bytes that SQLite copies before the call returns. A null pointer binds NULL.
static inline int nb_bind_blob(sqlite3_stmt *statement, int at, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, at, bytes, count, SQLITE_TRANSIENT);
}

/// Bytes that the caller keeps unchanged until the parameter is bound anew or the statement is finalized.
static inline int nb_bind_static_blob(sqlite3_stmt *statement, int at, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, at, bytes, count, SQLITE_STATIC);
}

static inline void nb_result_text(sqlite3_context *context, const void *text, sqlite3_uint64 count) {
  sqlite3_result_text64(context, (const char *)text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline void nb_result_blob(sqlite3_context *context, const void *bytes, sqlite3_uint64 count) {
  sqlite3_result_blob64(context, bytes, count, SQLITE_TRANSIENT);
}

/// Switches a yes/no option of sqlite3_db_config (SQLITE_DBCONFIG_…).
static inline int nb_db_config_switch(sqlite3 *database, int option, int on) {
  return sqlite3_db_config(database, option, on, (int *)0);
}

/// A copy of the message in memory of sqlite3_malloc, as sqlite3_vtab.zErrMsg asks for.
static inline char *nb_copy_message(const char *message) { return sqlite3_mprintf("%s", message); }

/// One connected table function; `function` is an unowned reference to its Swift object.
typedef struct nb_virtual_table {
  sqlite3_vtab base;
  const void *function;
} nb_virtual_table;

/// One running scan of a table function; `rows` is an owned reference to its Swift object.
typedef struct nb_virtual_scan {
  sqlite3_vtab_cursor base;
  const void *rows;
} nb_virtual_scan;

#endif

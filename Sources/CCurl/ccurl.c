#define _GNU_SOURCE
#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// Numbers of libcurl's ABI: unchanged since 2006, or since the function came. Where headers are, they are checked below.
enum {
  OPT_WRITEDATA = 10001, OPT_URL = 10002, OPT_ERRORBUFFER = 10010, OPT_WRITEFUNCTION = 20011, OPT_POSTFIELDS = 10015,
  OPT_USERAGENT = 10018, OPT_HTTPHEADER = 10023, OPT_HEADERDATA = 10029, OPT_SSLVERSION = 32, OPT_NOPROGRESS = 43,
  OPT_POST = 47, OPT_NETRC = 51, OPT_FOLLOWLOCATION = 52, OPT_XFERINFODATA = 10057, OPT_SSL_VERIFYPEER = 64,
  OPT_CAINFO = 10065, OPT_HEADERFUNCTION = 20079, OPT_HTTPGET = 80, OPT_SSL_VERIFYHOST = 81, OPT_NOSIGNAL = 99,
  OPT_ACCEPT_ENCODING = 10102, OPT_POSTFIELDSIZE_LARGE = 30120, OPT_TIMEOUT_MS = 155, OPT_CONNECTTIMEOUT_MS = 156,
  OPT_PROTOCOLS = 181, OPT_XFERINFOFUNCTION = 20219,
  INFO_RESPONSE_CODE = 0x200002, INFO_PRETRANSFER_TIME_T = 0x600035,
  PROTO_HTTP = 1, PROTO_HTTPS = 2, TLS_1_2 = 6, GLOBAL_ALL = 3, E_FAILED_INIT = 2, E_WRITE_ERROR = 23,
};

#if __has_include(<curl/curl.h>)
#define CURL_DISABLE_DEPRECATION
#include <curl/curl.h>
#define SAME(name) _Static_assert((int)OPT_##name == (int)CURLOPT_##name, #name)
SAME(WRITEDATA); SAME(URL); SAME(ERRORBUFFER); SAME(WRITEFUNCTION); SAME(POSTFIELDS); SAME(USERAGENT);
SAME(HTTPHEADER); SAME(HEADERDATA); SAME(SSLVERSION); SAME(NOPROGRESS); SAME(POST); SAME(NETRC); SAME(FOLLOWLOCATION);
SAME(XFERINFODATA); SAME(SSL_VERIFYPEER); SAME(CAINFO); SAME(HEADERFUNCTION); SAME(HTTPGET); SAME(SSL_VERIFYHOST);
SAME(NOSIGNAL); SAME(ACCEPT_ENCODING); SAME(POSTFIELDSIZE_LARGE); SAME(TIMEOUT_MS); SAME(CONNECTTIMEOUT_MS);
SAME(PROTOCOLS); SAME(XFERINFOFUNCTION);
_Static_assert((int)INFO_RESPONSE_CODE == (int)CURLINFO_RESPONSE_CODE, "response code");
_Static_assert((int)INFO_PRETRANSFER_TIME_T == (int)CURLINFO_PRETRANSFER_TIME_T, "pretransfer time");
_Static_assert(PROTO_HTTP == CURLPROTO_HTTP && PROTO_HTTPS == CURLPROTO_HTTPS, "protocols");
_Static_assert((int)TLS_1_2 == (int)CURL_SSLVERSION_TLSv1_2 && (int)GLOBAL_ALL == (int)CURL_GLOBAL_ALL, "constants");
_Static_assert((int)E_FAILED_INIT == (int)CURLE_FAILED_INIT && (int)E_WRITE_ERROR == (int)CURLE_WRITE_ERROR, "codes");
#endif

struct slist {
  char *data;
  struct slist *next;
};

static struct {
  int (*global_init)(long);
  void *(*easy_init)(void);
  int (*easy_setopt)(void *, int, ...);
  int (*easy_perform)(void *);
  int (*easy_getinfo)(void *, int, ...);
  void (*easy_reset)(void *);
  void (*easy_cleanup)(void *);
  struct slist *(*slist_append)(struct slist *, const char *);
  void (*slist_free_all)(struct slist *);
  const char *(*easy_strerror)(int);
  const char *(*version)(void);
} api;
static int is_loaded = 0;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && library == NULL; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return;
#define FIND(field, name) \
  if ((*(void **)&api.field = dlsym(library, name)) == NULL) return
  FIND(global_init, "curl_global_init");
  FIND(easy_init, "curl_easy_init");
  FIND(easy_setopt, "curl_easy_setopt");
  FIND(easy_perform, "curl_easy_perform");
  FIND(easy_getinfo, "curl_easy_getinfo");
  FIND(easy_reset, "curl_easy_reset");
  FIND(easy_cleanup, "curl_easy_cleanup");
  FIND(slist_append, "curl_slist_append");
  FIND(slist_free_all, "curl_slist_free_all");
  FIND(easy_strerror, "curl_easy_strerror");
  FIND(version, "curl_version");
  is_loaded = api.global_init(GLOBAL_ALL) == 0;
}

int nb_curl_load(void) {
  pthread_once(&once, load);
  return is_loaded ? 0 : -1;
}

const char *nb_curl_version(void) { return is_loaded ? api.version() : ""; }

struct nb_curl {
  void *easy;
};

nb_curl *nb_curl_open(void) {
  if (nb_curl_load() != 0) return NULL;
  nb_curl *curl = malloc(sizeof *curl);
  if (curl == NULL) return NULL;
  curl->easy = api.easy_init();
  if (curl->easy == NULL) {
    free(curl);
    return NULL;
  }
  return curl;
}

void nb_curl_close(nb_curl *curl) {
  if (curl == NULL) return;
  api.easy_cleanup(curl->easy);
  free(curl);
}

void nb_wipe(void *bytes, size_t length) { explicit_bzero(bytes, length); }

static int64_t now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// Appends, and wipes what it moves away from: headers hold tokens.
static int append(char **bytes, size_t *length, size_t *capacity, const char *more, size_t count) {
  if (*length + count > *capacity) {
    size_t wanted = (*length + count) * 2 + 1024;
    char *larger = malloc(wanted);
    if (larger == NULL) return -1;
    if (*length > 0) memcpy(larger, *bytes, *length);
    if (*bytes != NULL) {
      explicit_bzero(*bytes, *length);
      free(*bytes);
    }
    *bytes = larger;
    *capacity = wanted;
  }
  memcpy(*bytes + *length, more, count);
  *length += count;
  return 0;
}

typedef struct {
  const nb_curl_request *request;
  nb_curl_answer *answer;
} transfer;

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
  transfer *transfer = context;
  nb_curl_answer *answer = transfer->answer;
  size_t length = size * count;
  if (length > transfer->request->maximum_body - answer->body_length) {
    answer->is_too_large = 1;
    return 0;
  }
  return append(&answer->body, &answer->body_length, &answer->body_capacity, bytes, length) == 0 ? length : 0;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *context) {
  nb_curl_answer *answer = ((transfer *)context)->answer;
  size_t length = size * count;
  // A proxy's answer, or a 100, came before: the last one counts.
  if (length >= 5 && memcmp(bytes, "HTTP/", 5) == 0) {
    answer->headers_length = 0;
    answer->observed_at = now(CLOCK_REALTIME);
  }
  if (answer->headers_length + length > 1 << 20) return 0;
  return append(&answer->headers, &answer->headers_length, &answer->headers_capacity, bytes, length) == 0 ? length : 0;
}

static int on_progress(void *context, int64_t a, int64_t b, int64_t c, int64_t d) {
  const nb_curl_request *request = ((transfer *)context)->request;
  return request->is_cancelled != NULL && request->is_cancelled() != 0;
}

static void wipe_list(struct slist *list) {
  for (struct slist *at = list; at != NULL; at = at->next) explicit_bzero(at->data, strlen(at->data));
  api.slist_free_all(list);
}

void nb_curl_perform(nb_curl *curl, const nb_curl_request *request, nb_curl_answer *answer) {
  memset(answer, 0, sizeof *answer);
  transfer transfer = {request, answer};
  void *easy = curl->easy;
  api.easy_reset(easy);
  struct slist *headers = NULL;
  for (size_t i = 0; i <= request->header_count; i++) {
    // Without `Expect:` libcurl asks a server whether it may send a longer body, and waits.
    struct slist *longer = api.slist_append(headers, i < request->header_count ? request->headers[i] : "Expect:");
    if (longer == NULL) {
      if (headers != NULL) wipe_list(headers);
      answer->code = E_FAILED_INIT;
      return;
    }
    headers = longer;
  }
  api.easy_setopt(easy, OPT_ERRORBUFFER, answer->error);
  api.easy_setopt(easy, OPT_URL, request->url);
  api.easy_setopt(easy, OPT_HTTPHEADER, headers);
  api.easy_setopt(easy, OPT_USERAGENT, request->user_agent);
  api.easy_setopt(easy, OPT_PROTOCOLS, (long)(request->allows_http ? PROTO_HTTP | PROTO_HTTPS : PROTO_HTTPS));
  api.easy_setopt(easy, OPT_FOLLOWLOCATION, 0L);
  api.easy_setopt(easy, OPT_NETRC, 0L);
  api.easy_setopt(easy, OPT_NOSIGNAL, 1L);
  api.easy_setopt(easy, OPT_ACCEPT_ENCODING, "");
  api.easy_setopt(easy, OPT_SSLVERSION, (long)TLS_1_2);
  api.easy_setopt(easy, OPT_SSL_VERIFYPEER, 1L);
  api.easy_setopt(easy, OPT_SSL_VERIFYHOST, 2L);
  if (request->ca_file != NULL) api.easy_setopt(easy, OPT_CAINFO, request->ca_file);
  api.easy_setopt(easy, OPT_CONNECTTIMEOUT_MS, request->connect_timeout_ms);
  api.easy_setopt(easy, OPT_TIMEOUT_MS, request->timeout_ms);
  api.easy_setopt(easy, OPT_WRITEFUNCTION, on_body);
  api.easy_setopt(easy, OPT_WRITEDATA, &transfer);
  api.easy_setopt(easy, OPT_HEADERFUNCTION, on_header);
  api.easy_setopt(easy, OPT_HEADERDATA, &transfer);
  api.easy_setopt(easy, OPT_NOPROGRESS, 0L);
  api.easy_setopt(easy, OPT_XFERINFOFUNCTION, on_progress);
  api.easy_setopt(easy, OPT_XFERINFODATA, &transfer);
  if (request->body != NULL) {
    api.easy_setopt(easy, OPT_POST, 1L);
    api.easy_setopt(easy, OPT_POSTFIELDS, request->body);
    api.easy_setopt(easy, OPT_POSTFIELDSIZE_LARGE, (int64_t)request->body_length);
  } else {
    api.easy_setopt(easy, OPT_HTTPGET, 1L);
  }
  int64_t started = now(CLOCK_REALTIME), began = now(CLOCK_MONOTONIC), sent = 0;
  answer->code = api.easy_perform(easy);
  answer->duration = now(CLOCK_MONOTONIC) - began;
  if (answer->observed_at > 0 || answer->code == 0) {
    api.easy_getinfo(easy, INFO_RESPONSE_CODE, &answer->status);
    api.easy_getinfo(easy, INFO_PRETRANSFER_TIME_T, &sent);
  }
  answer->requested_at = started + sent / 1000;
  if (answer->error[0] == 0 && answer->code != 0)
    strncpy(answer->error, api.easy_strerror(answer->code), sizeof answer->error - 1);
  // Leave nothing behind that points into this call.
  api.easy_reset(easy);
  wipe_list(headers);
}

void nb_curl_answer_free(nb_curl_answer *answer) {
  if (answer->body != NULL) explicit_bzero(answer->body, answer->body_length);
  if (answer->headers != NULL) explicit_bzero(answer->headers, answer->headers_capacity);
  free(answer->body);
  free(answer->headers);
  answer->body = answer->headers = NULL;
}

#ifndef NB_CCURL_H
#define NB_CCURL_H

#include <stddef.h>
#include <stdint.h>

// The system's libcurl, opened when it is first needed: nothing is linked, and only who makes requests needs it.

/// Opens libcurl. Returns 0, or -1 when there is none; may be called again and from any thread.
int nb_curl_load(void);

/// "libcurl/7.88.1 OpenSSL/3.0.19 …"; empty before a successful load.
const char *nb_curl_version(void);

/// Connections that are kept between the requests of one thread.
typedef struct nb_curl nb_curl;

/// Null when libcurl is not there or has no memory.
nb_curl *nb_curl_open(void);
void nb_curl_close(nb_curl *curl);

typedef struct {
  const char *url;
  /// GET without a body, POST with one. The body is not copied.
  const char *body;
  size_t body_length;
  /// "Name: value" lines, `header_count` of them.
  const char *const *headers;
  size_t header_count;
  /// Null for the system's authorities.
  const char *ca_file;
  const char *user_agent;
  long connect_timeout_ms;
  long timeout_ms;
  /// A longer body ends the transfer.
  size_t maximum_body;
  /// Whether plain http is allowed.
  int allows_http;
  /// Asked again and again during the transfer; other than 0 aborts it.
  int (*is_cancelled)(void);
} nb_curl_request;

typedef struct {
  /// libcurl's code: 0 when an answer came whole.
  int code;
  /// HTTP status, 0 without an answer.
  long status;
  char *body;
  size_t body_length;
  /// The header lines of the last answer, its status line first.
  char *headers;
  size_t headers_length;
  /// Milliseconds since 1970: when the request had been sent, and when the first byte of the answer came. 0: not.
  int64_t requested_at;
  int64_t observed_at;
  /// Milliseconds from beginning to end.
  int64_t duration;
  int is_too_large;
  /// libcurl's words for `code`; never anything of the request.
  char error[256];
  size_t body_capacity;
  size_t headers_capacity;
} nb_curl_answer;

/// Performs one request and waits for its end. The answer is to be given to `nb_curl_answer_free`.
void nb_curl_perform(nb_curl *curl, const nb_curl_request *request, nb_curl_answer *answer);

/// Wipes and frees.
void nb_curl_answer_free(nb_curl_answer *answer);

/// Overwrites memory in a way that no optimiser takes out.
void nb_wipe(void *bytes, size_t length);

/// No core file, and no debugger of the same user: memory holds passwords.
void nb_forbid_core(void);

#endif

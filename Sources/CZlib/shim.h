#ifndef NB_CZLIB_SHIM_H
#define NB_CZLIB_SHIM_H

#include <zlib.h>

// The init functions of zlib are macros that pass the header's version and the size of the stream.

/// Prepares for gzip members: 16 asks for the gzip wrapper, MAX_WBITS for the largest window.
static inline int nb_inflate_gzip(z_stream *stream) { return inflateInit2(stream, 16 + MAX_WBITS); }

/// Prepares for writing one gzip member.
static inline int nb_deflate_gzip(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

#endif

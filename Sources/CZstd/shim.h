#ifndef NB_CZSTD_SHIM_H
#define NB_CZSTD_SHIM_H

#include <zstd.h>

#endif

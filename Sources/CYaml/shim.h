#ifndef NB_CYAML_SHIM_H
#define NB_CYAML_SHIM_H

#include <yaml.h>

#endif

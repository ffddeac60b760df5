/* Verdicts as JSON. */
#ifndef SKAN_TESTS_JSON_H
#define SKAN_TESTS_JSON_H

#include "skan/skan.h"

/* Prints the verdict on one line of standard output. */
skan_status print_verdict(const skan_verdict* verdict, skan_error* error);

#endif

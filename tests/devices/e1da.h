/* SPDX-License-Identifier: GPL-2.0-only */
/* E1DA 9038: the models differ in one byte that they report. */
#ifndef E1DA_H
#define E1DA_H

int e1da_main(int argc, char **argv, const char *name, char type);

#endif

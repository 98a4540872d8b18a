// SPDX-License-Identifier: GPL-2.0-only
#include "e1da.h"

int main(int argc, char **argv)
{
	return e1da_main(argc, argv, "E1DA 9038D", 'd');
}

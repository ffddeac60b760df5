// Blocks are given and called here, never kept: GNUstep need know nothing of them.

import type { Hex } from '@lanran/protocol/kernel/bytes';

// ethers types calldata as string; its interfaces make lower-case hex.
export const calldata = (data: string): Hex => data as Hex;

/**
 * The most gas a transaction or call may ask for. Hardhat's engine keeps up to about 740 bytes for each gas while it runs
 * (measured; a trace of every step that cannot be switched off), so that 30 million, Hardhat's default, let a single
 * call take more memory than most machines have. Creating a contract needs more than calling one: 200 gas a byte.
 */
export const CREATION_GAS_LIMIT = 10_000_000;
export const CALL_GAS_LIMIT = 3_000_000;
/**
 * For a guest's call or transaction to a contract of the platform: twice what the dearest sale takes. At 3 million a call that
 * loops in `multicall` takes seconds, and repeated ones 1.4 GB (measured); at this, 0.2 s and 180 MB.
 */
export const GUEST_GAS_LIMIT = 1_000_000;
/**
 * For a guest's call that may run code of the guest's own: without `to`, or to what is no contract of the platform. At one
 * gas a step this takes 0.1 s and 70 MB; at 500,000 the memory of repeated calls passes 1 GB (measured).
 */
export const FOREIGN_CODE_GAS_LIMIT = 150_000;

export function gasLimitFor(to: unknown): number {
  return to === null || to === undefined ? CREATION_GAS_LIMIT : CALL_GAS_LIMIT;
}

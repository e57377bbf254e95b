/**
 * The most gas a transaction or call may ask for. Hardhat's engine keeps up to about 740 bytes for each gas while it runs
 * (measured; a trace of every step that cannot be switched off), so that 30 million, Hardhat's default, let a single
 * call take more memory than most machines have. Creating a contract needs more than calling one: 200 gas a byte.
 */
export const CREATION_GAS_LIMIT = 10_000_000;
export const CALL_GAS_LIMIT = 3_000_000;

export function gasLimitFor(to: unknown): number {
  return to === null || to === undefined ? CREATION_GAS_LIMIT : CALL_GAS_LIMIT;
}

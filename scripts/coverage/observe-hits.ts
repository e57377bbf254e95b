import { EdrContext } from '@nomicfoundation/edr';

/** Deploying instrumented contracts takes more gas than any block of the embedded chain has. */
const BLOCK_GAS_LIMIT = 100_000_000n;

/**
 * Tells which markers chains in this process execute that are started from now on: in transactions, calls and estimates, kept or
 * reverted. Their contracts may have any size.
 * @returns ends it for chains that are started afterwards, which are ordinary ones again
 */
export function observeHits(onHit: (id: number) => void): () => void {
  const createProvider = EdrContext.prototype.createProvider;
  EdrContext.prototype.createProvider = function (chainType, config, ...rest) {
    const onCollectedCoverageCallback = async (hits: Uint8Array[]): Promise<void> => {
      for (const hit of hits) onHit(Number(`0x${Buffer.from(hit).toString('hex')}`));
    };
    const observed = {
      ...config,
      allowUnlimitedContractSize: true,
      blockGasLimit: BLOCK_GAS_LIMIT,
      observability: { ...config.observability, codeCoverage: { onCollectedCoverageCallback } },
    };
    return createProvider.call(this, chainType, observed, ...rest);
  };
  return () => {
    EdrContext.prototype.createProvider = createProvider;
  };
}

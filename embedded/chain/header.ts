import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ENGINE, HARDFORK, type Genesis } from './engine.ts';
import { JournalMismatchError } from './errors.ts';

const FORMAT = 'lanran-chain/1';

const headerShape = z.strictObject({
  format: z.literal(FORMAT),
  hardhat: z.string(),
  edr: z.string(),
  hardfork: z.string(),
  chainId: z.int().positive(),
  initialDate: z.int().positive(),
  genesisHash: z.string(),
});

/** First record of a journal: everything besides the transactions that decides what the blocks are. */
export type Header = z.infer<typeof headerShape>;

export function buildHeader({ chainId, initialDate }: Genesis, genesisHash: string): Header {
  return { format: FORMAT, ...ENGINE, hardfork: HARDFORK, chainId, initialDate, genesisHash };
}

/** Throws JournalMismatchError when this engine is not the one that wrote the journal. */
export function parseHeader(value: unknown, path: string): Header {
  const parsed = headerShape.safeParse(value);
  if (!parsed.success) {
    throw new JournalMismatchError(
      path,
      `its header is not one of ${FORMAT} (${z.prettifyError(parsed.error)})`,
    );
  }
  const header = parsed.data;
  const here = { ...ENGINE, hardfork: HARDFORK };
  for (const name of ['hardhat', 'edr', 'hardfork'] as const) {
    if (header[name] === here[name]) continue;
    throw new JournalMismatchError(path, `it names ${name} ${header[name]}, and this is ${here[name]}`);
  }
  return header;
}

/** Ids up to here are left to public networks. */
const LOWEST_CHAIN_ID = 2n ** 40n;
/** Larger ids overflow in wallets: https://github.com/MetaMask/metamask-extension, `MAX_SAFE_CHAIN_ID`. */
const HIGHEST_CHAIN_ID = 4_503_599_627_370_475n;

export function randomChainId(): number {
  const span = HIGHEST_CHAIN_ID - LOWEST_CHAIN_ID + 1n;
  return Number(LOWEST_CHAIN_ID + (randomBytes(16).readBigUInt64BE() % span));
}

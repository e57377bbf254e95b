import { createHash } from 'node:crypto';
import type { JsonRpcProvider } from 'ethers';
import { type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { ProvenanceLog__factory } from '../../../contracts/abi/factories/ProvenanceLog__factory.ts';
import type { FoundChain } from '../ports/found-stores.ts';
import { UnavailableError } from '../../platform/kernel/errors.ts';
import { askChain } from './chain-failure.ts';

const ANSWER_WITHIN_MS = 8_000;

export interface SoughtContracts {
  /** Addresses by name: where the deployer's transactions put, or would put, them. */
  readonly contracts: Readonly<Record<string, Hex>> & { readonly ProvenanceLog: Hex };
  readonly relayer: string;
}

/** What a chain has of an installation's contracts. @throws UnavailableError */
export async function findContracts(provider: JsonRpcProvider, sought: SoughtContracts): Promise<FoundChain> {
  return askChain([], async () => {
    const chainId = await readChainId(provider);
    const { contracts, relayer } = sought;
    const [codes, relayed] = await Promise.all([
      Promise.all(
        Object.entries(contracts).map(
          async ([name, address]) => [name, await provider.getCode(address)] as const,
        ),
      ),
      provider.getTransactionCount(relayer, 'latest'),
    ]);
    const codeHashes = Object.fromEntries(
      codes.map(([name, code]) => [name, code === '0x' ? null : hashOf(code)]),
    );
    const isThere = codeHashes['ProvenanceLog'] != null;
    const log = isThere ? await readLog(provider, contracts.ProvenanceLog) : null;
    return { chainId, codeHashes, log, isUsed: relayed > 0 };
  });
}

/** SHA-256 is native code in Node; Keccak-256 is not. */
function hashOf(code: string): Hex {
  return toHex(
    createHash('sha256')
      .update(Buffer.from(code.slice(2), 'hex'))
      .digest(),
  );
}

/** Asked without the provider's own start, which tries again for ever when nothing answers. */
async function readChainId(provider: JsonRpcProvider): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UnavailableError('chain')), ANSWER_WITHIN_MS);
  });
  try {
    const { chainId } = await Promise.race([provider._detectNetwork(), tooLate]);
    return chainId.toString();
  } finally {
    clearTimeout(timer);
  }
}

async function readLog(provider: JsonRpcProvider, address: Hex): Promise<NonNullable<FoundChain['log']>> {
  const contract = ProvenanceLog__factory.connect(address, provider);
  const [logId, head] = await Promise.all([contract.logId(), contract.head()]);
  // The contract's bytes32 are hex.
  return { logId: logId as Hex, anchored: { size: Number(head.size), root: head.root as Hex } };
}

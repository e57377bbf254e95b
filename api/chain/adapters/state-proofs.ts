import { encodeRlp, isError, type JsonRpcProvider, keccak256, toBeHex, toQuantity } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type ContractProof, contractProofOfRpc } from '@lanran/protocol/chain/contract-state';
import {
  accountSlot,
  anchorSlots,
  decodeSizes,
  licenseAccountOf,
  licenseSlots,
  memberSlot,
  sizesSlot,
} from '@lanran/protocol/chain/storage-layout';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { ProvenBlock, ProvenSlots, StateProof, StateQuestion } from '../ports/ledger.ts';

export interface ProvingContracts {
  readonly chainId: bigint;
  readonly log: string;
  readonly organizations: string;
  readonly tokens: string;
}

/** Header fields in the order they are hashed (execution-specs, Prague); later forks only append. */
const HEADER_FIELDS = [
  'parentHash',
  'sha3Uncles',
  'miner',
  'stateRoot',
  'transactionsRoot',
  'receiptsRoot',
  'logsBloom',
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'extraData',
  'mixHash',
  'nonce',
  'baseFeePerGas',
  'withdrawalsRoot',
  'blobGasUsed',
  'excessBlobGas',
  'parentBeaconBlockRoot',
  'requestsHash',
] as const;
const QUANTITIES = new Set<string>([
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'baseFeePerGas',
  'blobGasUsed',
  'excessBlobGas',
]);

export class UnprovableBlockError extends Error {
  override readonly name = 'UnprovableBlockError';
}

/** Null when the node no longer has the block's state, or no longer the tree of that size. */
export async function proveState(
  provider: JsonRpcProvider,
  contracts: ProvingContracts,
  question: StateQuestion,
): Promise<StateProof | null> {
  return unlessPruned(question.at, () => proveStateOf(provider, contracts, question));
}

/** What contracts, by their addresses, held at a block; null when the node no longer has its state. */
export async function proveSlots(
  provider: JsonRpcProvider,
  chainId: bigint,
  {
    at,
    questions,
  }: {
    readonly at: number;
    readonly questions: readonly { readonly address: string; readonly slots: readonly Hex[] }[];
  },
): Promise<ProvenSlots | null> {
  return unlessPruned(at, async () => {
    const block = await readBlock(provider, chainId, at);
    const contracts = await Promise.all(
      questions.map((question) => getProof(provider, { ...question, block: at })),
    );
    return { ...block, contracts };
  });
}

/** Nodes say in words of their own that a block's state is gone; of the latest block they have it. */
async function unlessPruned<T>(at: StateQuestion['at'], prove: () => Promise<T>): Promise<T | null> {
  try {
    return await prove();
  } catch (error) {
    if (at !== 'latest' && isError(error, 'UNKNOWN_ERROR')) return null;
    throw error;
  }
}

async function proveStateOf(
  provider: JsonRpcProvider,
  contracts: ProvingContracts,
  question: StateQuestion,
): Promise<StateProof | null> {
  const block = await readBlock(provider, contracts.chainId, question.at);
  const lane = await findLane(provider, contracts, { size: question.size, block: block.blockNumber });
  if (lane === null) return null;
  const prove = (address: string, slots: readonly Hex[]) =>
    getProof(provider, { address, slots, block: block.blockNumber });
  const { member, license: asked } = question;
  const taker = asked?.transferredTo ?? null;
  const [log, membership, license, licensee] = await Promise.all([
    prove(contracts.log, anchorSlots(lane)),
    member === null
      ? null
      : prove(contracts.organizations, [
          memberSlot(member.organizationId, parseAddress(member.key.toLowerCase())),
        ]),
    asked === null ? null : prove(contracts.tokens, licenseSlots(asked.id, asked.grantedUnder)),
    taker === null ? null : prove(contracts.organizations, [accountSlot(licenseAccountOf(taker))]),
  ]);
  return { ...block, log, membership, license, licensee };
}

async function findLane(
  provider: JsonRpcProvider,
  { log }: ProvingContracts,
  { size, block }: { readonly size: number; readonly block: number },
): Promise<number | null> {
  const word = await provider.getStorage(log, sizesSlot(), block);
  const lane = decodeSizes(word as Hex).indexOf(BigInt(size));
  return lane < 0 ? null : lane;
}

async function getProof(
  provider: JsonRpcProvider,
  {
    address,
    slots,
    block,
  }: { readonly address: string; readonly slots: readonly Hex[]; readonly block: number },
): Promise<ContractProof> {
  return contractProofOfRpc(await provider.send('eth_getProof', [address, slots, toQuantity(block)]));
}

/** @throws UnprovableBlockError when the header as the node gives it does not hash to the block's name */
export async function readBlock(
  provider: JsonRpcProvider,
  chainId: bigint,
  at: number | 'latest',
): Promise<ProvenBlock> {
  const tag = at === 'latest' ? at : toQuantity(at);
  const fields = (await provider.send('eth_getBlockByNumber', [tag, false])) as Readonly<
    Record<string, string>
  > | null;
  if (fields === null) throw new UnprovableBlockError(`The chain has no block ${at}.`);
  const items = HEADER_FIELDS.map((name) => [name, fields[name]] as const)
    .filter((item): item is readonly [(typeof HEADER_FIELDS)[number], string] => item[1] !== undefined)
    .map(([name, value]) => (QUANTITIES.has(name) ? quantityBytes(value) : value));
  const header = encodeRlp(items) as Hex;
  if (keccak256(header) !== fields['hash']) {
    throw new UnprovableBlockError(
      `The header of block ${fields['number'] ?? at} has fields this version does not know.`,
    );
  }
  return {
    chainId,
    blockNumber: Number(fields['number']),
    blockHash: fields['hash'] as Hex,
    header,
    blockTime: Number(fields['timestamp']),
  };
}

/** RLP integers have no leading zeros; zero is no bytes. */
function quantityBytes(quantity: string): string {
  return BigInt(quantity) === 0n ? '0x' : toBeHex(BigInt(quantity));
}

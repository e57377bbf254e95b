import { isCallException, type JsonRpcProvider, type Log, type TransactionRequest } from 'ethers';
import { bytesUint, fromHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { SignatureError } from '@lanran/protocol/kernel/errors';
import { batchIdOf, CallTree } from '@lanran/protocol/chain/call-batch';
import { parseAddress, recoverSigner } from '@lanran/protocol/kernel/signature';
import { BadSignatureError, LedgerRefusedError, UnavailableError } from '../../platform/kernel/errors.ts';
import type { LedgerEvent } from '../domain/ledger-event.ts';
import type {
  BatchLedger,
  CallOutcome,
  DoneCall,
  ProvenCall,
  RefusalOrDone,
  RefusedCall,
  SignedBatch,
} from '../ports/batch-ledger.ts';
import type { Deployment, RelayProgress, RelayReceipt } from '../ports/ledger.ts';
import { ALONE_GAS, GROUP_GAS, groupByGas } from './batch-gas.ts';
import { askChain, describeRevert } from './chain-failure.ts';
import type { ContractName, PlatformContracts } from './platform-contracts.ts';
import { readReceipt } from './read-events.ts';
import { NOBODY, type RelayerAccount } from './relayer-account.ts';

/** Nodes answer for about so many at once. */
const BLOCKS_ASKED = 2_000;
/** A batch is good for an hour at most, so that none of its calls is older. */
const LIFETIME_SECONDS = 3_600;
const OWN_LIFETIME_SECONDS = 600;
/** A call that was well a moment ago fails when another transaction came between. */
const MAX_TRIES = 3;

export interface EthersBatchesOptions {
  readonly provider: JsonRpcProvider;
  readonly deployment: Deployment;
  readonly contracts: PlatformContracts;
  readonly relayer: RelayerAccount;
}

type ProgressOf = (first: ProvenCall) => Promise<RelayProgress>;

/** What a group of calls would come to: null when all would be done. */
type Obstacle =
  | { readonly kind: 'REFUSED' | 'DONE'; readonly index: number; readonly data: string }
  /** Of gas, or of something that gives no reason: the group is tried in parts. */
  | { readonly kind: 'UNEXPLAINED'; readonly index: number | null; readonly data: string }
  | null;

/** BatchForwarder over JSON-RPC. */
export class EthersBatches implements BatchLedger {
  readonly #options: EthersBatchesOptions;
  #canBatch: boolean | null = null;

  constructor(options: EthersBatchesOptions) {
    this.#options = options;
  }

  async canBatch(): Promise<boolean> {
    this.#canBatch ??= await this.#ask(async () => {
      const { forwarder } = this.#options.contracts;
      const { selector } = forwarder.interface.getFunction('executeCalls');
      return (await this.#options.provider.getCode(forwarder)).includes(selector.slice(2));
    });
    return this.#canBatch;
  }

  requireSigned(batch: SignedBatch): Hex {
    const batchId = batchIdOf(this.#domain(), batch);
    if (signerOf(batchId, batch.signature) === batch.from) return batchId;
    throw new BadSignatureError(
      'batch.signature',
      `is not that of ${batch.from} over this batch. Sign it again.`,
    );
  }

  async findDone(batch: SignedBatch, indexes: readonly number[]): Promise<DoneCall[]> {
    return this.#ask(() => this.#findDone(batch, indexes));
  }

  async execute(
    batch: SignedBatch,
    calls: readonly ProvenCall[],
    progressOf: ProgressOf,
  ): Promise<CallOutcome[]> {
    return this.#ask(async () => {
      const outcomes: CallOutcome[] = [];
      for (const group of groupByGas(calls, this.#options.contracts.known))
        outcomes.push(...(await this.#executeGroup(batch, group, progressOf)));
      return outcomes;
    });
  }

  /** Signs and does calls of one contract as the relayer: what anybody may do. One answer a call, in their order. */
  async doAsRelayer(contract: ContractName, datas: readonly string[]): Promise<RefusalOrDone[]> {
    const to = parseAddress(this.#options.deployment.contracts[contract]?.toLowerCase(), contract);
    // ethers encodes to lower-case hex.
    const calls = datas.map((data) => ({ to, data: data as Hex }));
    if (calls.length < 2 || !(await this.canBatch())) return this.#doOneByOne(calls);
    const tree = new CallTree(calls);
    const batch = await this.#options.relayer.signBatch(this.#domain(), {
      root: tree.root,
      size: tree.size,
      salt: bytesUint(fromHex(randomBytes32())),
      deadline: await this.#ownDeadline(),
    });
    const proven = calls.map((call, index) => ({ ...call, index, proof: tree.proofOf(index) }));
    const outcomes = await this.execute(batch, proven, async () => NOBODY);
    const refused = new Map(
      outcomes.flatMap((outcome) => (outcome.state === 'REFUSED' ? [[outcome.index, outcome.reasons]] : [])),
    );
    return calls.map((_, index) => refused.get(index) ?? null);
  }

  async #doOneByOne(
    calls: readonly { readonly to: string; readonly data: string }[],
  ): Promise<RefusalOrDone[]> {
    const answers: RefusalOrDone[] = [];
    for (const call of calls) answers.push(await this.#doOne(call));
    return answers;
  }

  async #doOne(call: { readonly to: string; readonly data: string }): Promise<RefusalOrDone> {
    try {
      await this.#ask(async () => this.#read(await this.#options.relayer.send(call)));
      return null;
    } catch (error) {
      if (error instanceof LedgerRefusedError) return error.reasons;
      throw error;
    }
  }

  async #executeGroup(
    batch: SignedBatch,
    calls: readonly ProvenCall[],
    progressOf: ProgressOf,
    tries = 1,
  ): Promise<CallOutcome[]> {
    if (calls.length === 0) return [];
    const transaction = await this.#transactionOf(batch, calls);
    const obstacle = await this.#findObstacle(transaction);
    if (obstacle?.kind === 'UNEXPLAINED' && calls.length > 1) {
      const outcomes: CallOutcome[] = [];
      for (const part of partsAround(calls, obstacle.index))
        outcomes.push(...(await this.#executeGroup(batch, part, progressOf)));
      return outcomes;
    }
    if (obstacle !== null) {
      const index = obstacle.index ?? calls[0]?.index ?? 0;
      const known = await this.#outcomeOf(batch, { ...obstacle, index });
      const others = calls.filter((call) => call.index !== index);
      return [known, ...(await this.#executeGroup(batch, others, progressOf, tries))];
    }
    const receipt = await this.#send(transaction, calls[0], progressOf);
    if (receipt !== null) return doneIn(receipt, batchIdOf(this.#domain(), batch));
    if (tries < MAX_TRIES) return this.#executeGroup(batch, calls, progressOf, tries + 1);
    return calls.map(({ index }) => this.#refused(index, '0x'));
  }

  /** Null when the transaction failed: none of the calls was done. */
  async #send(
    transaction: TransactionRequest,
    first: ProvenCall | undefined,
    progressOf: ProgressOf,
  ): Promise<RelayReceipt | null> {
    const progress = first === undefined ? NOBODY : await progressOf(first);
    const receipt = await this.#options.relayer.send(transaction, progress);
    return receipt.status === 0 ? null : this.#read(receipt);
  }

  async #findObstacle(transaction: TransactionRequest): Promise<Obstacle> {
    const { provider, relayer } = this.#options;
    try {
      // In the block to come: on an idle chain the latest is as old as its last transaction.
      await provider.call({ ...transaction, from: relayer.address, blockTag: 'pending' });
      return null;
    } catch (error) {
      if (!isCallException(error)) throw error;
      const obstacle = this.#obstacleIn(error.data);
      if (obstacle === null) throw error;
      return obstacle;
    }
  }

  /** Null when the batch itself is refused. */
  #obstacleIn(data: string | null): Obstacle {
    if (data === null || data === '0x') return { kind: 'UNEXPLAINED', index: null, data: '0x' };
    const parsed = this.#options.contracts.forwarder.interface.parseError(data);
    switch (parsed?.name) {
      case 'BatchForwarderCallFailed': {
        const [index, reason] = parsed.args as unknown as readonly [bigint, string];
        return { kind: reason === '0x' ? 'UNEXPLAINED' : 'REFUSED', index: Number(index), data: reason };
      }
      case 'BatchForwarderDone':
        return { kind: 'DONE', index: Number(parsed.args[0]), data };
      case 'BatchForwarderNotSigned':
      case 'BatchForwarderUntrustfulTarget':
        return { kind: 'REFUSED', index: Number(parsed.args[0]), data };
      default:
        return null;
    }
  }

  async #outcomeOf(
    batch: SignedBatch,
    { kind, index, data }: Exclude<Obstacle, null> & { readonly index: number },
  ): Promise<CallOutcome> {
    if (kind !== 'DONE') return this.#refused(index, data);
    const [done] = await this.#findDone(batch, [index]);
    // In a block to come, by another process: asked again, the chain tells.
    if (done === undefined) throw new UnavailableError('chain');
    return done;
  }

  #refused(index: number, data: string): RefusedCall {
    return { state: 'REFUSED', index, reasons: describeRevert(data, this.#options.contracts.known) };
  }

  async #transactionOf(batch: SignedBatch, calls: readonly ProvenCall[]) {
    const { forwarder } = this.#options.contracts;
    const call = await forwarder.executeCalls.populateTransaction(
      { ...batch },
      calls.map((each) => ({ ...each, proof: [...each.proof] })),
    );
    return { ...call, gasLimit: calls.length > 1 ? GROUP_GAS : ALONE_GAS };
  }

  async #findDone(batch: SignedBatch, indexes: readonly number[]): Promise<DoneCall[]> {
    const { forwarder } = this.#options.contracts;
    const batchId = batchIdOf(this.#domain(), batch);
    const flags = await Promise.all(indexes.map((index) => forwarder.isCallDone(batchId, index)));
    const sought = new Set(indexes.filter((_, at) => flags[at]));
    if (sought.size === 0) return [];
    const logs = await this.#findCallLogs(batchId, { sought, deadline: batch.deadline });
    const found: DoneCall[] = [];
    for (const transaction of new Set(logs.map(({ transactionHash }) => transactionHash))) {
      const receipt = await this.#options.provider.getTransactionReceipt(transaction);
      if (receipt !== null) found.push(...doneIn(await this.#read(receipt), batchId));
    }
    return found.filter(({ index }) => sought.has(index));
  }

  /** From the newest block back, as long as one of the calls is missing and can be there. */
  async #findCallLogs(
    batchId: Hex,
    { sought, deadline }: { readonly sought: ReadonlySet<number>; readonly deadline: number },
  ): Promise<Log[]> {
    const { provider, contracts } = this.#options;
    const { forwarder } = contracts;
    const filter = forwarder.filters.CallExecuted(batchId);
    const logs: Log[] = [];
    let to = await provider.getBlockNumber();
    while (to >= 0 && logs.length < sought.size) {
      const from = Math.max(0, to - BLOCKS_ASKED + 1);
      const found = await forwarder.queryFilter(filter, from, to);
      logs.push(...found.filter(({ args }) => sought.has(Number(args.index))));
      const block = await provider.getBlock(from);
      if (block !== null && block.timestamp < deadline - LIFETIME_SECONDS) break;
      to = from - 1;
    }
    return logs;
  }

  async #ownDeadline(): Promise<number> {
    const block = await this.#ask(() => this.#options.provider.getBlock('latest'));
    const newest = Math.max(block?.timestamp ?? 0, Math.floor(Date.now() / 1_000));
    return newest + OWN_LIFETIME_SECONDS;
  }

  #domain() {
    const { chainId, contracts } = this.#options.deployment;
    return {
      chainId,
      forwarder: parseAddress(contracts['ERC2771Forwarder']?.toLowerCase(), 'ERC2771Forwarder'),
    };
  }

  #read(receipt: Parameters<typeof readReceipt>[1]): Promise<RelayReceipt> {
    const { provider, deployment, contracts } = this.#options;
    return readReceipt({ provider, chainId: deployment.chainId, known: contracts.known }, receipt);
  }

  #ask<T>(call: () => Promise<T>): Promise<T> {
    return askChain(this.#options.contracts.known, call);
  }
}

function signerOf(batchId: Hex, signature: Hex): string | null {
  try {
    return recoverSigner(batchId, signature);
  } catch (error) {
    if (error instanceof SignatureError) return null;
    throw error;
  }
}

/** What goes before a call that fails without a reason, the call alone, and the rest; halves where none is named. */
function partsAround(calls: readonly ProvenCall[], index: number | null): readonly (readonly ProvenCall[])[] {
  const at = calls.findIndex((call) => call.index === index);
  if (at < 0) return [calls.slice(0, calls.length / 2), calls.slice(calls.length / 2)];
  return [calls.slice(0, at), calls.slice(at, at + 1), calls.slice(at + 1)];
}

/** Each call of the batch with the events between its own and the next one's. */
function doneIn({ transaction, blockNumber, events }: RelayReceipt, batchId: Hex): DoneCall[] {
  const done: DoneCall[] = [];
  let own: LedgerEvent[] = [];
  for (const event of events) {
    const { contract, name, args } = event;
    if (contract !== 'ERC2771Forwarder' || name !== 'CallExecuted') {
      own.push(event);
      continue;
    }
    own = [];
    if (args['batchId'] === batchId)
      done.push({ state: 'DONE', index: Number(args['index']), transaction, blockNumber, events: own });
  }
  return done;
}

import { keccak256 } from '@lanran/protocol/kernel/hash';
import { fromHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { storageSlots } from '../../contracts/abi/storage-layout.ts';
import type { Platform } from '../stage/platform.ts';

/** What a transaction paid for reading and writing one slot. */
export interface SlotCost {
  /** For people: contract, variable and, of a struct or an array, which slot of it. */
  readonly slot: string;
  readonly gas: number;
}

interface Step {
  readonly opName: string;
  readonly gasCost: string;
  readonly depth: number;
  /** The top is last. */
  readonly stack: readonly string[];
  /** Words of 32 bytes. */
  readonly memory: readonly string[];
}

const CALLS = new Set(['CALL', 'STATICCALL']);
/** Structs and fixed arrays are no longer than this. */
const MAX_SPAN = 64n;
const MAX_STRUCT_SLOTS = 5;

/** Every slot that the transaction touched, the dearest first. */
export async function findSlotCosts(platform: Platform, hash: string, to: string): Promise<SlotCost[]> {
  // In Geth's documented format.
  const { structLogs } = (await platform.chain.request('debug_traceTransaction', hash)) as {
    structLogs: Step[];
  };
  const names = new Map(
    Object.entries(platform.deployment.contracts).map(([name, address]) => [BigInt(address), name]),
  );
  const origins = new Map<bigint, bigint>();
  const callees: bigint[] = [BigInt(to)];
  const costs = new Map<string, number>();
  for (const step of structLogs) {
    const { opName, depth } = step;
    if (CALLS.has(opName)) callees[depth] = word(step, 1);
    if (opName === 'KECCAK256') noteOrigin(step, origins);
    if (opName !== 'SLOAD' && opName !== 'SSTORE') continue;
    const contract = names.get(callees[depth - 1] ?? 0n) ?? 'another contract';
    const slot = describe(contract, word(step, 0), origins);
    costs.set(slot, (costs.get(slot) ?? 0) + Number(step.gasCost));
  }
  return gatherRows([...costs].map(([slot, gas]) => ({ slot, gas }))).sort((a, b) => b.gas - a.gas);
}

/** Puts the slots of an array in one row. */
function gatherRows(costs: readonly SlotCost[]): SlotCost[] {
  const byVariable = new Map<string, SlotCost[]>();
  for (const cost of costs) {
    const variable = cost.slot.replace(/ \+ \d+$/, '');
    byVariable.set(variable, [...(byVariable.get(variable) ?? []), cost]);
  }
  return [...byVariable].flatMap(([variable, rows]) =>
    rows.length <= MAX_STRUCT_SLOTS
      ? rows
      : [{ slot: `${variable}: ${rows.length} slots`, gas: rows.reduce((sum, { gas }) => sum + gas, 0) }],
  );
}

const word = ({ stack }: Step, fromTop: number): bigint => BigInt(stack[stack.length - 1 - fromTop] ?? 0);

/** Remembers which variable a mapping's or an array's slot belongs to: it hashes the variable's own slot last. */
function noteOrigin(step: Step, origins: Map<bigint, bigint>): void {
  const [from, length] = [Number(word(step, 0)), Number(word(step, 1))];
  if (length !== 32 && length !== 64) return;
  const bytes = step.memory.join('').slice(2 * from, 2 * (from + length));
  const preimage: Hex = `0x${bytes}`;
  const variable = BigInt(`0x${bytes.slice(-64)}`);
  origins.set(BigInt(keccak256(fromHex(preimage))), variable);
}

function describe(contract: string, slot: bigint, origins: ReadonlyMap<bigint, bigint>): string {
  for (let offset = 0n; offset < MAX_SPAN; offset++) {
    const variable = origins.get(slot - offset);
    if (variable === undefined) continue;
    const parent = describe(contract, variable, origins);
    return offset === 0n ? `${parent}[…]` : `${parent}[…] + ${offset}`;
  }
  return `${contract}.${nameOf(contract, slot)}`;
}

function nameOf(contract: string, slot: bigint): string {
  const layouts: Readonly<Record<string, Readonly<Record<string, bigint>>>> = storageSlots;
  const found = Object.entries(layouts[contract] ?? {}).find(([, place]) => place === slot);
  return found?.[0] ?? `slot ${slot < 1_000n ? slot : 'elsewhere'}`;
}

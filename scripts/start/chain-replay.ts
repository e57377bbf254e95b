import { z } from 'zod';

/** From so many on a real network is advised; `health` says the same. */
const MANY_TRANSACTIONS = 2_000;

const Readiness = z.object({ replayed: z.number(), replayMs: z.number(), memoryBytes: z.number() });

/** What the embedded chain did at its start: it executes all of its transactions again. */
export type ChainReplay = z.infer<typeof Readiness>;

/** Of the line in which the chain says that it is ready. */
export function readChainReplay(readiness: unknown): ChainReplay {
  return Readiness.parse(readiness);
}

/** What the operator is told, a line each. */
export function describeReplay({ replayed, replayMs, memoryBytes }: ChainReplay): string[] {
  const count = replayed.toLocaleString('en');
  const seconds = (replayMs / 1_000).toFixed(1);
  const megabytes = Math.round(memoryBytes / 1_000_000).toLocaleString('en');
  const figures = `chain     replayed ${count} transactions in ${seconds} s, takes ${megabytes} MB of memory`;
  if (replayed < MANY_TRANSACTIONS) return [figures];
  return [
    figures,
    'chain     both grow with each transaction: move to a network of your own (CHAIN_RPC_URL)',
  ];
}

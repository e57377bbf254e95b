import { describe, expect, it } from 'vitest';
import { describeReplay } from '../../../scripts/start/chain-replay.ts';

describe('what a start says of the chain’s replay', () => {
  const replay = { replayed: 1_999, replayMs: 1_840, memoryBytes: 331_400_000 };

  it('is how many transactions it took how long, and the memory', () => {
    expect(describeReplay(replay)).toEqual([
      'chain     replayed 1,999 transactions in 1.8 s, takes 331 MB of memory',
    ]);
  });

  it('advises a real network from 2,000 transactions on', () => {
    expect(describeReplay({ ...replay, replayed: 2_000 }).join('\n')).toContain('CHAIN_RPC_URL');
  });
});

import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { NetworkTurns } from '../../../api/platform/http/network-turns.ts';

describe('requests to the chain', () => {
  function waitingRequest() {
    const gate = new EventEmitter();
    const ended = once(gate, 'end');
    return { work: () => ended, end: () => gate.emit('end') };
  }

  it('are made one at a time for each network, and do not wait for those of others', async () => {
    const turns = new NetworkTurns();
    const first = waitingRequest();
    const seen: string[] = [];
    const slow = turns.take('stranger', first.work);
    const next = turns.take('stranger', async () => void seen.push('stranger'));
    await turns.take('museum', async () => void seen.push('museum'));
    first.end();
    await Promise.all([slow, next]);

    expect(seen).toEqual(['museum', 'stranger']);
  });

  it('are refused where 64 of a network wait, until one has ended', async () => {
    const turns = new NetworkTurns();
    const first = waitingRequest();
    const all: Promise<unknown>[] = [turns.take('stranger', first.work)];
    for (let count = 1; count < 64; count++) all.push(turns.take('stranger', async () => undefined));

    await expect(turns.take('stranger', async () => undefined)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
    expect(await turns.take('museum', async () => 'answered')).toBe('answered');
    first.end();
    await Promise.all(all);
    expect(await turns.take('stranger', async () => 'answered')).toBe('answered');
  });
});

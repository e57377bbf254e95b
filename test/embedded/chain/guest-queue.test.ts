import { describe, expect, it } from 'vitest';
import { GuestQueue } from '@lanran/embedded/chain/guest-queue';

/** Of a caller who does not leave. */
const stays = () => new AbortController().signal;

/** An act that ends when it is told to, and what began so far. */
function buildActs() {
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const act = (id: number) => async () => {
    begun.push(id);
    await new Promise<void>((resolve) => ends.set(id, resolve));
    return id;
  };
  return { begun, act, end: (id: number) => ends.get(id)?.() };
}

describe('the queue of guests', () => {
  it('runs one at a time, in the order of arrival', async () => {
    const queue = new GuestQueue();
    const { begun, act, end } = buildActs();
    const results = [1, 2, 3].map((id) => queue.run(act(id), stays()));

    for (const [at, id] of [1, 2, 3].entries()) {
      await expect.poll(() => begun).toEqual([1, 2, 3].slice(0, at + 1));
      end(id);
      expect(await results[at]).toBe(id);
    }
  });

  it('refuses with -32005 what comes while 32 wait, and takes it when there is room', async () => {
    const queue = new GuestQueue();
    const { act, end } = buildActs();
    const first = queue.run(act(0), stays());
    const waiting = Array.from({ length: 32 }, () => queue.run(async () => 'served', stays()));

    await expect(queue.run(act(1), stays())).rejects.toMatchObject({
      code: -32005,
      message: expect.stringContaining('Try again') as string,
    });
    end(0);
    await first;

    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 32 }, () => 'served'));
    await expect(queue.run(async () => 'later', stays())).resolves.toBe('later');
  });

  it('drops what waits for a caller who left', async () => {
    const queue = new GuestQueue();
    const { begun, act, end } = buildActs();
    const caller = new AbortController();
    const first = queue.run(act(0), stays());
    const left = queue.run(act(1), caller.signal);
    const stayed = queue.run(async () => 'served', stays());

    caller.abort();
    await expect(left).rejects.toMatchObject({ code: -32005 });
    end(0);
    await first;

    expect(await stayed).toBe('served');
    expect(begun).toEqual([0]);
    await expect(queue.run(act(2), caller.signal)).rejects.toMatchObject({ code: -32005 });
  });

  it('goes on after one that failed', async () => {
    const queue = new GuestQueue();
    const failed = queue.run(() => Promise.reject(new Error('no')), stays());
    const next = queue.run(async () => 'served', stays());

    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('served');
  });
});

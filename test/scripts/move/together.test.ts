import { expect, it } from 'vitest';
import { together } from '../../../scripts/move/together.ts';

const until = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

it('gives what each returns, in their order', async () => {
  const { signal } = new AbortController();

  expect(await together(signal, [async () => 1, async () => 2])).toEqual([1, 2]);
});

it('stops the others when one fails, and throws its fault once all have ended', async () => {
  const ended: string[] = [];
  const other = async (signal: AbortSignal): Promise<void> => {
    await until(signal).catch(() => undefined);
    await Promise.resolve();
    ended.push('other');
    throw new Error('stopped');
  };
  const failing = async (): Promise<void> => {
    throw new Error('the disk is full');
  };

  await expect(together(new AbortController().signal, [other, failing])).rejects.toThrow('the disk is full');

  expect(ended).toEqual(['other']);
});

it('stops all when it is asked to', async () => {
  const asked = new AbortController();
  const running = together(asked.signal, [until, until]);

  asked.abort(new Error('asked'));

  await expect(running).rejects.toThrow('asked');
});

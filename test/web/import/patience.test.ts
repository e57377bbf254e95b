import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { RefusedError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { RetryingClient, retryWhileOffline } from '../../../web/features/import/model/retrying-client.ts';

const unreachable = () => new UnreachableError('http://127.0.0.1:4000', new TypeError('fetch failed'));
const unavailable = () => new RefusedError('UNAVAILABLE', 'status 503');

/** Refuses as often as there are errors, then answers. */
function askOf(...errors: readonly Error[]) {
  const left = [...errors];
  return vi.fn(async () => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return 'answer';
  });
}

function buildPatience() {
  const told: boolean[] = [];
  const abort = new AbortController();
  return { told, abort, signal: abort.signal, onOffline: (isOffline: boolean) => told.push(isOffline) };
}

describe('asking a platform that may not answer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('window', new EventTarget());
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('goes on by itself in longer and longer pauses, and says so meanwhile', async () => {
    const patience = buildPatience();
    const ask = askOf(unreachable(), unavailable(), unreachable());
    const asked = retryWhileOffline(ask, patience);
    await vi.advanceTimersByTimeAsync(6_999);
    expect(ask).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asked).toBe('answer');
    expect(patience.told).toEqual([true, true, true, false]);
  });

  it('goes on at once when the browser is back on its network', async () => {
    const asked = retryWhileOffline(askOf(unreachable()), buildPatience());
    await vi.advanceTimersByTimeAsync(1);
    window.dispatchEvent(new Event('online'));
    expect(await asked).toBe('answer');
  });

  it('leaves every other refusal to who asked', async () => {
    const full = new RefusedError('STORAGE_FULL', 'There is no room left.');
    const patience = buildPatience();
    await expect(retryWhileOffline(askOf(full), patience)).rejects.toBe(full);
    expect(patience.told).toEqual([]);
  });

  it('ends when it is not wanted any more', async () => {
    const patience = buildPatience();
    const asked = expect(retryWhileOffline(askOf(unreachable()), patience)).rejects.toMatchObject({
      code: 'CANCELED',
    });
    await vi.advanceTimersByTimeAsync(1);
    patience.abort.abort();
    await asked;
  });

  it('is what each of an import’s questions does', async () => {
    const answers = [
      () => Promise.reject(new TypeError('fetch failed')),
      async () => new Response(JSON.stringify({ data: { size: 1 } })),
    ];
    vi.stubGlobal('fetch', () => answers.shift()?.());
    const client = new RetryingClient('http://127.0.0.1:4000', buildPatience());
    const asked = client.request({ query: '{ size }', answer: z.object({ size: z.number() }) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked).toEqual({ size: 1 });
  });
});

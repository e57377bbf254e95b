import { describe, expect, it } from 'vitest';
import {
  isLostConnection,
  isRefusedConnection,
  repeatWhenLost,
} from '@lanran/protocol/kernel/lost-connection';

const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });
const AT_ONCE = { pausesMs: [0, 0, 0] };

/** Fails as the errors say, one a try, and then answers. */
function failing(...errors: readonly Error[]) {
  let tries = 0;
  const work = async () => {
    const error = errors[tries++];
    if (error !== undefined) throw error;
    return 'answer';
  };
  return { work, tries: () => tries };
}

describe('a lost connection', () => {
  it.each([
    ['a reset', withCode('ECONNRESET', 'socket hang up')],
    ['a broken pipe', withCode('EPIPE')],
    ['a refusal', withCode('ECONNREFUSED')],
    [
      'what fetch wraps',
      new TypeError('fetch failed', { cause: withCode('UND_ERR_SOCKET', 'other side closed') }),
    ],
    ['a refusal at each address of a name', new AggregateError([withCode('ECONNREFUSED')])],
  ])('is told by %s', (_, error) => {
    expect(isLostConnection(error)).toBe(true);
  });

  it.each([
    ['a wait that was too long', withCode('TIMEOUT')],
    ['an answer that says no', new Error('nonce too low')],
    ['no error', 'ECONNRESET'],
  ])('is not told by %s', (_, error) => {
    expect(isLostConnection(error)).toBe(false);
  });

  it('was never one where nobody listens', () => {
    expect(isRefusedConnection(new TypeError('fetch failed', { cause: withCode('ECONNREFUSED') }))).toBe(
      true,
    );
    expect(isRefusedConnection(withCode('ECONNRESET'))).toBe(false);
  });

  it('is tried again until there is an answer', async () => {
    const { work, tries } = failing(withCode('ECONNRESET'), withCode('ECONNREFUSED'));
    expect(await repeatWhenLost(work, AT_ONCE)).toBe('answer');
    expect(tries()).toBe(3);
  });

  it('is tried so often and no more', async () => {
    const { work, tries } = failing(...Array.from({ length: 9 }, () => withCode('EPIPE')));
    await expect(repeatWhenLost(work, AT_ONCE)).rejects.toThrow('EPIPE');
    expect(tries()).toBe(4);
  });

  it('is not tried again after any other failure', async () => {
    const { work, tries } = failing(new Error('no'));
    await expect(repeatWhenLost(work, AT_ONCE)).rejects.toThrow('no');
    expect(tries()).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { RefusedError, StartingError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { onceReachable } from '../../../scripts/seed/once-reachable.ts';

const AT_ONCE = [0, 0];
const LOST = Object.assign(new Error('gone'), { code: 'ECONNRESET' });

describe('a step of the demo data', () => {
  it.each([
    ['the platform does not answer', new UnreachableError('http://127.0.0.1:4000', LOST)],
    ['the platform is starting', new StartingError('http://127.0.0.1:4000')],
    ['a service behind it does not answer', new RefusedError('UNAVAILABLE', 'The chain does not answer.')],
  ])('is done again when %s', async (_, error) => {
    let tries = 0;
    const step = async () => {
      tries += 1;
      if (tries < 3) throw error;
      return tries;
    };
    expect(await onceReachable(step, AT_ONCE)).toBe(3);
  });

  it('is not done again when it is refused', async () => {
    let tries = 0;
    const refused = async () => {
      tries += 1;
      throw new RefusedError('CONFLICT', 'slug: taken');
    };
    await expect(onceReachable(refused, AT_ONCE)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(tries).toBe(1);
  });
});

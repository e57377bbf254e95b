import { describe, expect, it } from 'vitest';
import type { Move } from '../../../scripts/move/move-file.ts';
import { findSwitch } from '../../../scripts/move/switch.ts';
import { readStartSettings } from '../../../scripts/start/settings.ts';

const MONGODB_URI = 'mongodb://user:secret@db:27017/lanran';
const IPFS_API_URL = 'http://kubo:5001';

function buildMove(overrides: Partial<Move> = {}): Move {
  return {
    format: 'lanran-move/1',
    logId: `0x${'0'.repeat(64)}`,
    startedAt: '2026-11-30T00:00:00.000Z',
    state: 'COPIED',
    isServed: false,
    documents: { from: 'embedded', to: MONGODB_URI },
    files: { from: 'embedded', to: IPFS_API_URL },
    ...overrides,
  };
}

const started = (move: Move | null, env: Record<string, string> = {}) =>
  findSwitch(move, readStartSettings(env));

describe('a start during a move', () => {
  it('goes on where nothing moves', () => {
    expect(started(null, { MONGODB_URI })).toBeNull();
  });

  it.each(['COPYING', 'COPIED'] as const)('goes on in the former place while the move is %s', (state) => {
    expect(started(buildMove({ state }))).toBeNull();
  });

  it('finishes a whole copy where both settings name it, whatever user they name', () => {
    const move = buildMove();

    expect(
      started(move, { MONGODB_URI: 'mongodb://other:word@db:27017/lanran?tls=true', IPFS_API_URL }),
    ).toBe(move);
  });

  it('is refused on a copy that is not whole, and names what to set', () => {
    expect(() => started(buildMove({ state: 'COPYING' }), { MONGODB_URI, IPFS_API_URL })).toThrow(
      'The move to mongodb://db:27017/lanran and http://kubo:5001 has not copied everything yet: unset MONGODB_URI and unset IPFS_API_URL, start the platform',
    );
  });

  it('is refused with half of the settings', () => {
    expect(() => started(buildMove(), { MONGODB_URI })).toThrow('set IPFS_API_URL to http://kubo:5001 too');
  });

  it('is refused in the former place once the move is done, and goes on in the new one', () => {
    const done = buildMove({ state: 'DONE', isServed: true });

    expect(() => started(done)).toThrow(
      'The documents were moved to mongodb://db:27017/lanran, and what is left in the former place is out of date: set MONGODB_URI to',
    );
    expect(() => started(done, { MONGODB_URI })).toThrow('The files were moved to');
    expect(started(done, { MONGODB_URI, IPFS_API_URL })).toBeNull();
  });

  it('finishes a move back into the data directory where the variables are gone', () => {
    const back = buildMove({ documents: { from: MONGODB_URI, to: 'embedded' }, files: null });

    expect(started(back, { IPFS_API_URL })).toBe(back);
    expect(started(back, { MONGODB_URI, IPFS_API_URL })).toBeNull();
    expect(() => started({ ...back, state: 'COPYING' })).toThrow(
      'set MONGODB_URI to mongodb://db:27017/lanran, start the platform',
    );
  });
});

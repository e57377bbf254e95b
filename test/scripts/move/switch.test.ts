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
    leftBehind: [],
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
    ).toEqual({ to: 'NEW', move });
  });

  it.each(['mongodb://db/lanran', 'mongodb://DB.:27017/lanran/'])(
    'knows the place of a copy that is not whole though it is written %s',
    (written) => {
      const move = buildMove({ state: 'COPYING', files: null });

      expect(() => started(move, { MONGODB_URI: written })).toThrow('has not copied everything yet');
    },
  );

  it.each([
    ['COPYING', false, 'unset MONGODB_URI', '--give-up'],
    ['COPIED', false, 'unset MONGODB_URI', '--give-up'],
    ['DONE', true, 'set MONGODB_URI to mongodb://db:27017/lanran', '--clean-up'],
  ] as const)('is refused in a third place while a move is %s', (state, isServed, advice, instead) => {
    const move = buildMove({ state, isServed, files: null });
    const starting = () => started(move, { MONGODB_URI: 'mongodb://db.example.org:27017/lanran' });

    expect(starting).toThrow(`and MONGODB_URI names neither: ${advice}`);
    expect(starting).toThrow(instead);
  });

  it('may take the former place again until the new one was served from', () => {
    const move = buildMove({ state: 'DONE' });

    expect(started(move)).toEqual({ to: 'BACK', move });
    expect(started(move, { MONGODB_URI, IPFS_API_URL })).toBeNull();
    expect(() => started(move, { MONGODB_URI })).toThrow('The files were moved to');
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

    expect(started(back, { IPFS_API_URL })).toEqual({ to: 'NEW', move: back });
    expect(started(back, { MONGODB_URI, IPFS_API_URL })).toBeNull();
    expect(() => started({ ...back, state: 'COPYING' })).toThrow(
      'set MONGODB_URI to mongodb://db:27017/lanran, start the platform',
    );
  });
});

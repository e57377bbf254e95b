import type { ProcessRecord } from '@lanran/api/compose-moves';
import { describe, expect, it } from 'vitest';
import { requireNoneRegistered } from '../../../../scripts/start/processes/registered-processes.ts';

const own = {
  place: 'here',
  identity: '1',
  version: 'v',
  publicUrl: '',
  isRunning: (identity: string) => identity === 'runs',
};

function buildRecord(overrides: Partial<ProcessRecord>): ProcessRecord {
  return {
    id: 'a',
    place: 'there',
    identity: 'runs',
    version: 'v',
    publicUrl: '',
    beat: 5,
    seen: [],
    nudges: {},
    ...overrides,
  };
}

/** A registry whose processes named by `living` show life once they see another record. */
function registryOf(records: readonly ProcessRecord[], living: readonly string[] = []) {
  const stored = new Map(records.map((record) => [record.id, record]));
  const known = new Set(stored.keys());
  return {
    stored,
    list: async () => [...stored.values()],
    add: async (record: ProcessRecord) => {
      stored.set(record.id, record);
      for (const id of living) stored.set(id, buildRecord({ ...stored.get(id), id, beat: 6 }));
    },
    remove: async (id: string) => {
      expect(known).not.toContain(id);
      return stored.delete(id);
    },
  };
}

const asked = (registry: ReturnType<typeof registryOf>) =>
  requireNoneRegistered({ registry, own, silentMs: 20, everyMs: 5 }, 'would write');

describe('what changes under further processes', () => {
  it('goes on where none is registered, or only one of this machine that ended', async () => {
    await expect(asked(registryOf([]))).resolves.toBeUndefined();
    await expect(
      asked(registryOf([buildRecord({ place: 'here', identity: 'ended' })])),
    ).resolves.toBeUndefined();
  });

  it('is refused while one of this machine runs', async () => {
    await expect(asked(registryOf([buildRecord({ place: 'here' })]))).rejects.toThrow(
      'still run (1 in the collection processes), and would write',
    );
  });

  it('is refused while one of another machine shows life, also one that was alone', async () => {
    const registry = registryOf([buildRecord({ id: 'a' }), buildRecord({ id: 'b' })], ['b']);

    await expect(asked(registry)).rejects.toThrow('(1 in the collection processes)');

    expect([...registry.stored.keys()]).toEqual(['a', 'b']);
  });

  it('is refused where one comes meanwhile', async () => {
    await expect(asked(registryOf([buildRecord({ id: 'a' })], ['c']))).rejects.toThrow('still run');
  });

  it('goes on where those of other machines stay silent', async () => {
    const registry = registryOf([buildRecord({})]);

    await expect(asked(registry)).resolves.toBeUndefined();

    expect([...registry.stored.keys()]).toEqual(['a']);
  });
});

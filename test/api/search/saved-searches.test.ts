import { describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { SearchNotReadyError } from '@lanran/api/platform/kernel/errors';
import { SavedSearches } from '@lanran/api/search/services/saved-searches';
import { InMemorySavedSearches } from '../../support/in-memory-saved-searches.ts';

const ONE: Actor = { kind: 'member', address: '0x01', memberships: [] };
const OTHER: Actor = { kind: 'member', address: '0x02', memberships: [] };
const BATIK = { text: 'batik', kind: 'PATTERN' } as const;

function searches(search: () => Promise<{ readonly totalCount: number }> = async () => ({ totalCount: 7 })) {
  return new SavedSearches({
    savedSearches: new InMemorySavedSearches(),
    search: { search: search as never },
    clock: { now: () => new Date(0) },
  });
}

describe('searches that somebody saved', () => {
  it('are listed by name to nobody else', async () => {
    const saved = searches();
    await saved.save(ONE, ' Patterns ', BATIK);
    await saved.save(ONE, 'Batik', BATIK);
    expect((await saved.list(ONE)).map(({ name, filter }) => [name, filter])).toEqual([
      ['Batik', BATIK],
      ['Patterns', BATIK],
    ]);
    expect(await saved.list(OTHER)).toEqual([]);
    await expect(saved.list({ kind: 'anonymous' })).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('are renamed and deleted by nobody else', async () => {
    const saved = searches();
    const { id } = await saved.save(ONE, 'Batik', BATIK);
    await expect(saved.rename(OTHER, id, 'Mine')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await saved.remove(OTHER, id);
    expect((await saved.rename(ONE, id, 'Wax')).name).toBe('Wax');
    await saved.remove(ONE, id);
    await saved.remove(ONE, id);
    expect(await saved.list(ONE)).toEqual([]);
  });

  it('have each a name of its own', async () => {
    const saved = searches();
    await saved.save(ONE, 'Batik', BATIK);
    const { id } = await saved.save(ONE, 'Wax', BATIK);
    const refused = { code: 'CONFLICT', field: 'name' };
    await expect(saved.save(ONE, 'Batik', BATIK)).rejects.toMatchObject(refused);
    await expect(saved.rename(ONE, id, 'Batik')).rejects.toMatchObject(refused);
    expect((await saved.rename(ONE, id, 'Wax')).name).toBe('Wax');
    await saved.save(OTHER, 'Batik', BATIK);
  });

  it('are a hundred at most', async () => {
    const saved = searches();
    for (let count = 0; count < 100; count += 1) await saved.save(ONE, `Batik ${count}`, BATIK);
    await expect(saved.save(ONE, 'One more', BATIK)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('are saved, without a count, while the index is being made', async () => {
    const saved = searches(async () => {
      throw new SearchNotReadyError(null);
    });
    await saved.save(ONE, 'Batik', BATIK);
    expect(await saved.count(ONE, BATIK)).toBeNull();
    expect(await searches().count(ONE, BATIK)).toBe(7);
  });

  it.each([
    ['name', ' ', BATIK],
    ['name', 'x'.repeat(101), BATIK],
    ['name', 'two\nlines', BATIK],
    ['filter', 'Everything', {}],
    ['filter', 'Long', { peoples: ['x'.repeat(9_000)] }],
  ])('are refused for their %s', async (field, name, filter) => {
    await expect(searches().save(ONE, name, filter)).rejects.toMatchObject({ code: 'BAD_INPUT', field });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor, MemberRole } from '@lanran/api/platform/kernel/actor';
import type { SavedMapping } from '@lanran/api/publishing/domain/saved-mapping';
import type { SavedMappingStore } from '@lanran/api/publishing/ports/saved-mapping-store';
import { SavedMappings } from '@lanran/api/publishing/services/saved-mappings';
import { organizationIdOf, type OrganizationId } from '@lanran/protocol/kernel/ids';

const MUSEUM = organizationIdOf('museum');
const MAPPING = JSON.stringify({ fields: {} });

function memberOf(organizationId: OrganizationId, role: MemberRole): Actor {
  return { kind: 'member', address: '0x01', memberships: [{ organizationId, kind: 'INSTITUTION', role }] };
}
const EDITOR = memberOf(MUSEUM, 'EDITOR');
const VIEWER = memberOf(MUSEUM, 'VIEWER');
const STRANGER = memberOf(organizationIdOf('other'), 'OWNER');

class InMemorySavedMappings implements SavedMappingStore {
  kept: SavedMapping[] = [];

  #of(organizationId: OrganizationId, name: string): SavedMapping[] {
    return this.kept
      .filter((each) => each.organizationId === organizationId && each.name === name)
      .toSorted((left, right) => right.version - left.version);
  }
  async insert(mapping: SavedMapping) {
    const isThere = this.#of(mapping.organizationId, mapping.name).some(
      ({ version }) => version === mapping.version,
    );
    if (!isThere) this.kept.push(mapping);
    return !isThere;
  }
  async listNewest(organizationId: OrganizationId) {
    const names = [...new Set(this.kept.map(({ name }) => name))].sort();
    return names.flatMap((name) => this.#of(organizationId, name)[0] ?? []);
  }
  async find(organizationId: OrganizationId, name: string, version: number | null) {
    const all = this.#of(organizationId, name);
    return (version === null ? all[0] : all.find((each) => each.version === version)) ?? null;
  }
  async removeUpTo(organizationId: OrganizationId, name: string, version: number) {
    const gone = this.#of(organizationId, name).filter((each) => each.version <= version);
    this.kept = this.kept.filter((each) => !gone.includes(each));
  }
}

describe('mappings that an organization saved', () => {
  let store: InMemorySavedMappings;
  let mappings: SavedMappings;
  beforeEach(() => {
    store = new InMemorySavedMappings();
    mappings = new SavedMappings({ savedMappings: store, clock: { now: () => new Date(0) } });
  });

  const save = (actor: Actor, overrides: { name?: string; text?: string; after?: number } = {}) =>
    mappings.save(actor, { organizationId: MUSEUM, name: 'textiles', text: MAPPING, after: 0, ...overrides });

  it('are versions of a name, and the newest is what members get', async () => {
    await save(EDITOR);
    await save(EDITOR, { after: 1, text: '{"fields": {"kind": "film"}}' });
    const [newest] = await mappings.list(VIEWER, MUSEUM);
    expect(newest).toMatchObject({ name: 'textiles', version: 2, text: '{"fields":{"kind":"film"}}' });
    const first = await mappings.get(VIEWER, MUSEUM, { name: 'textiles', version: 1 });
    expect(first.text).toBe('{"fields":{}}');
  });

  it('are not overwritten by who has not seen the newest', async () => {
    await save(EDITOR);
    await expect(save(EDITOR)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(save(EDITOR, { after: 2 })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('are kept for twenty versions', async () => {
    for (let after = 0; after < 22; after += 1) await save(EDITOR, { after });
    expect(store.kept.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, at) => at + 3));
  });

  it('are gone with all versions once deleted, and can be begun anew', async () => {
    await save(EDITOR);
    await mappings.remove(EDITOR, MUSEUM, 'textiles');
    await mappings.remove(EDITOR, MUSEUM, 'textiles');
    expect(await mappings.list(EDITOR, MUSEUM)).toEqual([]);
    await save(EDITOR);
  });

  it('do not exist for others, and viewers change none', async () => {
    await save(EDITOR);
    await expect(mappings.list(STRANGER, MUSEUM)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(mappings.list({ kind: 'anonymous' }, MUSEUM)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    await expect(save(VIEWER, { name: 'more' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(mappings.remove(VIEWER, MUSEUM, 'textiles')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([
    ['name', { name: ' ' }],
    ['name', { name: 'a/b' }],
    ['name', { name: 'textiles.json' }],
    ['name', { name: 'x'.repeat(61) }],
    ['mapping', { text: '[]' }],
    ['mapping', { text: 'no JSON' }],
    ['mapping', { text: JSON.stringify({ long: 'x'.repeat(32_768) }) }],
  ])('are refused for their %s: %o', async (field, overrides) => {
    await expect(save(EDITOR, overrides)).rejects.toMatchObject({ code: 'BAD_INPUT', field });
  });
});

import { describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { AdmissionRequests } from '@lanran/api/organizations/services/admission-requests';
import { OrganizationsService } from '@lanran/api/organizations/services/organizations';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { InMemoryAdmissionRequests, InMemoryOrganizations } from '../graphql/in-memory-stores.ts';

const keyOf = (byte: string): Hex => `0x${byte.repeat(20)}`;
const actorWith = (address: Hex): Actor => ({ kind: 'member', address, memberships: [] });
const ASKER = actorWith(keyOf('11'));
const OTHER = actorWith(keyOf('22'));
const ACCREDITOR = actorWith(keyOf('ac'));
const STRANGER: Actor = { kind: 'anonymous' };
const MUSEUM = organizationIdOf('county-museum');

function open() {
  const organizations = new InMemoryOrganizations();
  const clock = { now: () => new Date('2026-11-28T09:00:00Z') };
  const requests = new AdmissionRequests({
    requests: new InMemoryAdmissionRequests(),
    profiles: new OrganizationsService({ organizations, clock }),
    organizations,
    roles: { isAccreditor: async (address) => address === keyOf('ac') },
    clock,
  });
  const ask = (actor: Actor = ASKER, changes: object = {}) =>
    requests.ask(actor, {
      slug: 'county-museum',
      kind: 'INSTITUTION',
      name: { en: 'County Museum' },
      contact: 'office@museum.example',
      letter: 'We keep 300 batik cloths.\nOur director is Li Ming.',
      ...changes,
    });
  return { requests, organizations, ask };
}

describe('asking for admission', () => {
  it('gives contact and letter to the accreditor and the asker, and to nobody else', async () => {
    const { requests, organizations, ask } = open();
    await ask();
    const told = {
      contact: 'office@museum.example',
      letter: 'We keep 300 batik cloths.\nOur director is Li Ming.',
    };
    expect(await requests.listOwn(ASKER)).toMatchObject([{ ...told, state: 'WAITING' }]);
    expect(await requests.listOpen(ACCREDITOR)).toMatchObject([told]);
    expect(await requests.listOwn(OTHER)).toEqual([]);
    await expect(requests.listOpen(ASKER)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(requests.listOpen(STRANGER)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    expect(JSON.stringify([...organizations.byId.values()])).not.toContain('museum.example');
  });

  it('is refused with a reason that the asker reads, and frees the short name', async () => {
    const { requests, organizations, ask } = open();
    await ask();
    await expect(requests.refuse(OTHER, MUSEUM, 'No.')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(requests.refuse(ACCREDITOR, MUSEUM, ' ')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await requests.refuse(ACCREDITOR, MUSEUM, 'Nobody at the museum knows of it.');
    expect(await requests.listOwn(ASKER)).toMatchObject([
      { state: 'REFUSED', reason: 'Nobody at the museum knows of it.' },
    ]);
    expect(await requests.listOpen(ACCREDITOR)).toEqual([]);
    await ask(OTHER);
    expect(organizations.byId.get(MUSEUM)?.requestedBy).toBe(keyOf('22'));
  });

  it('is answered when the accreditor asks back', async () => {
    const { requests, ask } = open();
    await ask();
    await expect(requests.answer(ASKER, MUSEUM, 'Yes.')).rejects.toMatchObject({ code: 'CONFLICT' });
    await requests.askBack(ACCREDITOR, MUSEUM, 'Who is your director?');
    expect(await requests.listOwn(ASKER)).toMatchObject([
      { state: 'ASKED_BACK', question: 'Who is your director?', answer: null },
    ]);
    await expect(requests.answer(OTHER, MUSEUM, 'Me.')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await requests.answer(ASKER, MUSEUM, 'Li Ming, since 2019.');
    expect(await requests.listOpen(ACCREDITOR)).toMatchObject([
      { state: 'WAITING', question: 'Who is your director?', answer: 'Li Ming, since 2019.' },
    ]);
  });

  it('is corrected by who asked, while nobody decided', async () => {
    const { requests, ask } = open();
    await ask();
    await ask(ASKER, { kind: 'STUDIO', name: { en: 'County Studio' }, contact: '+86 855 1234567' });
    expect(await requests.listOpen(ACCREDITOR)).toMatchObject([
      { kind: 'STUDIO', name: { en: 'County Studio' }, contact: '+86 855 1234567' },
    ]);
    await expect(ask(OTHER)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is withdrawn by who asked, and may be asked for again', async () => {
    const { requests, ask } = open();
    await ask();
    await expect(requests.withdraw(OTHER, MUSEUM)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await requests.withdraw(ASKER, MUSEUM);
    expect(await requests.listOwn(ASKER)).toMatchObject([{ state: 'WITHDRAWN' }]);
    await expect(requests.withdraw(ASKER, MUSEUM)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await ask();
    expect(await requests.listOwn(ASKER)).toMatchObject([{ state: 'WAITING', reason: null }]);
  });

  it('shows what was admitted as admitted, which can be neither refused nor withdrawn', async () => {
    const { requests, organizations, ask } = open();
    await ask();
    const known = organizations.byId.get(MUSEUM);
    if (known === undefined) throw new Error('asked for above');
    await organizations.project({ ...known, isAdmitted: true });
    expect(await requests.listOwn(ASKER)).toMatchObject([{ state: 'ADMITTED' }]);
    await expect(requests.refuse(ACCREDITOR, MUSEUM, 'No.')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(requests.withdraw(ASKER, MUSEUM)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('knows what was asked for before contact and letter were kept', async () => {
    const { requests, organizations } = open();
    await organizations.request({
      ...{ id: MUSEUM, slug: 'county-museum', name: { en: 'County Museum' }, kind: 'INSTITUTION' },
      ...{ requestedBy: keyOf('11'), requestedAt: new Date('2026-01-01T00:00:00Z') },
    });
    expect(await requests.listOpen(ACCREDITOR)).toMatchObject([{ state: 'WAITING', contact: null }]);
    expect(await requests.listOwn(ASKER)).toMatchObject([{ state: 'WAITING', letter: null }]);
    await requests.refuse(ACCREDITOR, MUSEUM, 'Too old.');
    expect(organizations.byId.has(MUSEUM)).toBe(false);
    expect(await requests.listOwn(ASKER)).toMatchObject([{ state: 'REFUSED' }]);
  });

  it('refuses control characters and overlong words, naming the field', async () => {
    const { ask } = open();
    await expect(ask(ASKER, { contact: 'a\nb' })).rejects.toMatchObject({ field: 'contact' });
    await expect(ask(ASKER, { letter: 'x'.repeat(4_001) })).rejects.toMatchObject({ field: 'letter' });
  });

  it('is limited for one key, however often it is withdrawn', async () => {
    const { requests, ask } = open();
    for (let at = 0; at < 20; at += 1) {
      const slug = `museum-${at}`;
      await ask(ASKER, { slug });
      await requests.withdraw(ASKER, organizationIdOf(slug));
    }
    await expect(ask(ASKER, { slug: 'museum-20' })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});

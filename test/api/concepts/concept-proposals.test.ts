import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Concept } from '@lanran/api/concepts/domain/concept';
import type { ConceptProposal } from '@lanran/api/concepts/domain/concept-proposal';
import { ANONYMOUS, type Actor } from '@lanran/api/platform/kernel/actor';
import { StoredConcepts } from '@lanran/api/concepts/services/stored-concepts';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { actorOf, admit, newPerson, type Person } from '../../support/people.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { buildConcept } from './build-concept.ts';

describe('proposing concepts over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const [curator, rival, council] = [newPerson(), newPerson(), newPerson()];
  let accreditor: Person;
  let museum: OrganizationId;
  let archive: OrganizationId;
  let village: OrganizationId;
  let number = 0;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    accreditor = newPerson(stack.accreditor.privateKey);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    archive = await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: rival });
    village = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
  });
  afterAll(() => stack.stop());
  beforeEach(() => {
    services.clock.catchUp();
    number += 1;
  });

  const fresh = (overrides: Partial<Parameters<typeof buildConcept>[1]> = {}) =>
    buildConcept(`new-${number}`, overrides);
  const as = (person: Person) => actorOf(services, person);
  const propose = async (
    person: Person,
    organizationId: OrganizationId,
    concepts: readonly Concept[],
    accept = false,
  ): Promise<ConceptProposal> =>
    services.conceptProposals.propose(await as(person), { organizationId, concepts, message: null, accept });
  const accept = async (person: Person, { id }: ConceptProposal) =>
    services.conceptProposals.accept(await as(person), id);
  const current = () => services.conceptBrowsing.current();

  it('adds a concept when the accreditor accepts, and grows the version by one', async () => {
    const before = (await current()).version;
    const proposal = await propose(curator, museum, [fresh({ broader: ['technique/batik'] })]);
    expect((await current()).get(`technique/new-${number}`)).toBeNull();
    const accepted = await accept(accreditor, proposal);
    expect(accepted).toMatchObject({ state: 'ACCEPTED', decision: { version: before + 1, reason: null } });
    const concepts = await current();
    expect(concepts.version).toBe(before + 1);
    expect(concepts.narrowerOf('technique/batik').map(({ code }) => code)).toContain(`new-${number}`);
  });

  it('refuses the second of two proposals for one label, and names the concept that has it', async () => {
    const prefLabel = { zh: `同名${number}`, en: `One name ${number}` };
    const first = await propose(curator, museum, [fresh({ prefLabel })]);
    const second = await propose(rival, archive, [buildConcept(`other-${number}`, { prefLabel })]);
    await accept(accreditor, first);
    const accepting = accept(accreditor, second);
    await expect(accepting).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'concept.prefLabel.zh' });
    await expect(accepting).rejects.toThrow(`同名${number} is a label of technique/new-${number}`);
    expect((await services.conceptProposals.get(await as(rival), second.id)).state).toBe('OPEN');
  });

  it('refuses to overwrite what was changed since a proposal was made', async () => {
    await propose(accreditor, await accreditation(), [fresh()], true);
    const mine = await propose(curator, museum, [fresh({ scopeNote: { en: 'Mine.' } })]);
    const theirs = await propose(rival, archive, [fresh({ scopeNote: { en: 'Theirs.' } })]);
    await accept(accreditor, theirs);
    await expect(accept(accreditor, mine)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await current()).get(`technique/new-${number}`)?.scopeNote).toEqual({ en: 'Theirs.' });
  });

  it('gives each version once, however many accept at one time', async () => {
    const proposals = await Promise.all(
      Array.from({ length: 8 }, (_, at) => propose(curator, museum, [buildConcept(`many-${number}-${at}`)])),
    );
    const accepted = await Promise.all(proposals.map((proposal) => accept(accreditor, proposal)));
    const versions = accepted.map(({ decision }) => decision?.version ?? 0).sort((one, other) => one - other);
    expect(versions).toEqual(versions.map((_, at) => (versions[0] ?? 0) + at));
    const concepts = await current();
    for (let at = 0; at < 8; at += 1) expect(concepts.get(`technique/many-${number}-${at}`)).not.toBeNull();
  });

  it('accepts a proposal once, and never one that was withdrawn meanwhile', async () => {
    const proposal = await propose(curator, museum, [fresh()]);
    const outcomes = await Promise.allSettled([
      accept(accreditor, proposal),
      services.conceptProposals.withdraw(await as(curator), proposal.id),
      services.conceptProposals.decline(await as(accreditor), proposal.id, 'No.'),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { state } = await services.conceptProposals.get(await as(curator), proposal.id);
    const isThere = (await current()).get(`technique/new-${number}`) !== null;
    expect(isThere).toBe(state === 'ACCEPTED');
  });

  it('shows what another process accepted within two seconds, and reads nothing in between', async () => {
    let reads = 0;
    const store = stack.stores.conceptChanges;
    const counted = new StoredConcepts({
      listChanges: (...asked: Parameters<typeof store.listChanges>) => {
        reads += 1;
        return store.listChanges(...asked);
      },
    });
    await counted.current();
    const readsOfStart = reads;
    for (let at = 0; at < 100; at += 1) await counted.current();
    expect(reads).toBe(readsOfStart);
    await propose(accreditor, await accreditation(), [fresh()], true);
    await expect
      .poll(async () => (await counted.current()).get(`technique/new-${number}`), { timeout: 2_000 })
      .not.toBeNull();
  });

  it('lets a community accept its own new concept, and nobody make one its own without it', async () => {
    const own = await propose(council, village, [fresh({ community: village })]);
    await accept(council, own);
    const foreign = await propose(curator, museum, [buildConcept(`f-${number}`, { community: village })]);
    await expect(accept(accreditor, foreign)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(accept(accreditor, foreign)).rejects.toThrow(
      /owners and editors of (xijiang|0x[0-9a-f]+) do/,
    );
    await accept(council, foreign);
    const released = await propose(curator, museum, [buildConcept(`f-${number}`)]);
    await expect(accept(accreditor, released)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('has what is everybody’s become a community’s by the accreditor alone, on that community’s request', async () => {
    const batik = (await current()).find('technique', 'batik');
    if (batik === null) throw new Error('There is no batik.');
    const claimed = { ...batik, community: village };
    await expect(propose(curator, museum, [claimed])).rejects.toMatchObject({ field: 'concept.community' });
    const claim = await propose(council, village, [claimed]);
    await expect(accept(council, claim)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await services.conceptProposals.decline(await as(accreditor), claim.id, 'It is of many peoples.');
    const { decision } = await services.conceptProposals.get(await as(council), claim.id);
    expect(decision?.reason).toBe('It is of many peoples.');
  });

  it('takes a change of a community’s own concept from the accreditor, and from the community', async () => {
    await propose(council, village, [fresh({ community: village })], true);
    const change = (note: string) => [fresh({ community: village, scopeNote: { en: note } })];
    await accept(accreditor, await propose(curator, museum, change('One.')));
    await accept(council, await propose(curator, museum, change('Two.')));
    expect((await current()).get(`technique/new-${number}`)?.scopeNote).toEqual({ en: 'Two.' });
  });

  it('refuses who may not propose or accept, and what nobody may decide at once', async () => {
    await expect(propose(rival, museum, [fresh()])).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(propose(curator, museum, [fresh()], true)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const proposal = await propose(curator, museum, [fresh()]);
    await expect(accept(curator, proposal)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(accept(rival, proposal)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const declining = services.conceptProposals.decline(await as(curator), proposal.id, 'x');
    await expect(declining).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const mixed = [buildConcept(`a-${number}`, { community: village }), buildConcept(`b-${number}`)];
    await expect(propose(curator, museum, mixed)).rejects.toThrow(/each by itself/);
  });

  it('refuses a community that is none, an unchanged concept, and an act of a guest', async () => {
    const nobody = organizationIdOf('nobody');
    await expect(propose(curator, museum, [fresh({ community: nobody })])).rejects.toMatchObject({
      field: 'concept.community',
    });
    await expect(propose(curator, museum, [fresh({ community: archive })])).rejects.toMatchObject({
      field: 'concept.community',
    });
    const [concept] = (await current()).all;
    if (concept === undefined) throw new Error('There are no concepts.');
    await expect(propose(curator, museum, [concept])).rejects.toThrow(/same as what is there/);
    await expect(
      services.conceptProposals.list(ANONYMOUS, null, { first: 1, after: null }),
    ).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('shows proposals to the proposer, the accreditor and the community alone', async () => {
    const { id } = await propose(curator, museum, [fresh({ community: village })]);
    const sees = async (actor: Actor) => {
      const page = { first: 100, after: null };
      const { items } = await services.conceptProposals.list(actor, 'OPEN', page);
      return items.some(({ item }) => item.id === id);
    };
    expect(await sees(await as(curator))).toBe(true);
    expect(await sees(await as(accreditor))).toBe(true);
    expect(await sees(await as(council))).toBe(true);
    expect(await sees(await as(rival))).toBe(false);
    expect(await sees(await as(newPerson()))).toBe(false);
  });

  it('keeps at most 200 open proposals of an organization', async () => {
    const owner = newPerson();
    const busy = await admit(services, { slug: 'busy', kind: 'STUDIO', owner });
    const one = await propose(owner, busy, [buildConcept('busy')]);
    const copies = Array.from({ length: 199 }, (_, at) => ({ ...one, id: `busy-${at}` }));
    await Promise.all(copies.map((copy) => stack.stores.conceptChanges.insert(copy)));
    await expect(propose(owner, busy, [fresh()])).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('names an asset’s term by a concept as soon as that is accepted', async () => {
    const term = { vocabulary: 'technique', code: `new-${number}`, en: 'mine' } as const;
    const asset = { metadata: { terms: [term] }, holder: museum } as never;
    expect(await services.catalog.termsOf(asset)).toEqual([{ ...term, proposedBy: museum }]);
    await accept(accreditor, await propose(curator, museum, [fresh()]));
    const { prefLabel } = fresh();
    expect(await services.catalog.termsOf(asset)).toEqual([
      { vocabulary: 'technique', code: `new-${number}`, ...prefLabel, proposedBy: null },
    ]);
  });

  it('adds what is shipped once, and never over what people changed', async () => {
    const [before, open] = [
      await current(),
      await openServices(stack, { checkpointKey: services.checkpointKey }),
    ];
    expect((await open.conceptBrowsing.current()).version).toBe(before.version);
    const tieDye = before.find('technique', 'tie-dye');
    if (tieDye === null) throw new Error('There is no tie-dye.');
    const changed = { ...tieDye, scopeNote: { en: 'Changed here.' } };
    await accept(accreditor, await propose(curator, museum, [changed]));
    const again = await openServices(stack, { checkpointKey: services.checkpointKey });
    expect((await again.conceptBrowsing.current()).find('technique', 'tie-dye')?.scopeNote).toEqual({
      en: 'Changed here.',
    });
  });

  let accrediting: Promise<OrganizationId> | null = null;
  /** An organization of the accreditor's key: until then it has the role alone. */
  function accreditation(): Promise<OrganizationId> {
    accrediting ??= admit(services, { slug: 'accreditation', kind: 'ACCREDITOR', owner: accreditor });
    return accrediting;
  }

  it('says what an import would do, and does nothing', async () => {
    const check = async (...rows: readonly string[]) =>
      services.conceptImports.check(await as(curator), {
        organizationId: museum,
        format: 'CSV',
        document: ['vocabulary,code,prefLabel_zh,prefLabel_en,broader', ...rows].join('\n'),
      });
    const { version } = await current();
    expect(await check(`motif,checked-${number},查${number},Checked ${number},`)).toEqual({
      ...{ added: 1, changed: 0, same: 0, proposal: null, problems: [] },
    });
    const { problems } = await check(`motif,checked-${number},查${number},Checked ${number},motif/nowhere`);
    expect(problems.map(({ field }) => field)).toEqual(['line 2: broader.0']);
    expect((await current()).version).toBe(version);
    const open = await services.conceptProposals.list(await as(curator), 'OPEN', { first: 100, after: null });
    expect(open.items.filter(({ item }) => item.concepts[0]?.code === `checked-${number}`)).toEqual([]);
    await expect(
      services.conceptImports.check(await as(rival), {
        ...{ organizationId: museum, format: 'CSV', document: '' },
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

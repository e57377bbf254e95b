import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { lanran, lanranJson } from '../../scripts/command-line.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';
import { admit, newPerson, type Person } from '../../support/people.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { buildConceptInput } from './build-concept.ts';

const PROPOSE = `mutation ($organizationId: ID!, $concept: ConceptInput!) {
  done: proposeConcept(organizationId: $organizationId, concept: $concept) { id state } }`;
const IMPORT = `mutation ($organizationId: ID!, $format: ConceptFormat!, $document: String!, $accept: Boolean) {
  done: proposeConcepts(organizationId: $organizationId, format: $format, document: $document, accept: $accept) {
    added changed same proposal { id state changeCount } problems { field message } } }`;
const HEADER = 'vocabulary,code,prefLabel_zh,prefLabel_en,broader';

const Answer = z.object({ done: z.record(z.string(), z.unknown()).nullable() });

describe('concepts over HTTP', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  let accreditor: Person;
  const [curator, rival, elder] = [newPerson(), newPerson(), newPerson()];
  const ids: Record<string, string> = {};
  let number = 0;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    served = await serve(services);
    folder = await temporaryFolder();
    accreditor = newPerson(stack.accreditor.privateKey);
    ids['museum'] = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    ids['archive'] = await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: rival });
    ids['village'] = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: elder });
    ids['accreditation'] = await admit(services, {
      slug: 'accreditation',
      kind: 'ACCREDITOR',
      owner: accreditor,
    });
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => {
    services.clock.catchUp();
    number += 1;
  });

  /** What it answers, or the code of the refusal. */
  async function ask(
    who: Person | null,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<unknown> {
    const api = who === null ? new GraphqlClient(served.url) : await apiOf(who);
    try {
      return (await api.request({ query, variables, answer: Answer })).done;
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error;
    }
  }

  const signedIn = new Map<Person, GraphqlClient>();
  async function apiOf(who: Person): Promise<GraphqlClient> {
    const known = signedIn.get(who) ?? (await served.connect(who)).api;
    signedIn.set(who, known);
    return known;
  }

  const everybody = (): Readonly<Record<string, Person | null>> => ({
    guest: null,
    rival,
    proposer: curator,
    community: elder,
    accreditor,
  });

  async function answersOf(query: string, variables: () => Promise<Record<string, unknown>>) {
    const answers: Record<string, unknown> = {};
    for (const [name, who] of Object.entries(everybody())) {
      const answer = await ask(who, query, await variables());
      answers[name] = typeof answer === 'string' ? answer : 'DONE';
    }
    return answers;
  }

  let made = 0;
  async function newProposal(community: string | null): Promise<string> {
    made += 1;
    const concept = buildConceptInput(`made-${made}`, { community });
    const done = await ask(curator, PROPOSE, { organizationId: ids['museum'], concept });
    return z.object({ id: z.string() }).parse(done).id;
  }

  it('lets the right ones see and end a proposal', async () => {
    const idOf = (community: string | null) => async () => ({ id: await newProposal(community) });
    const village = ids['village'] ?? '';
    const one = 'query ($id: ID!) { done: conceptProposal(id: $id) { id } }';
    const accept = 'mutation ($id: ID!) { done: acceptConceptProposal(id: $id) { id } }';
    const decline = 'mutation ($id: ID!) { done: declineConceptProposal(id: $id, reason: "No.") { id } }';
    const withdraw = 'mutation ($id: ID!) { done: withdrawConceptProposal(id: $id) { id } }';
    const [guest, rivals] = [{ guest: 'SIGN_IN_REQUIRED' }, { rival: 'NOT_FOUND' }];
    const unseen = { ...guest, ...rivals, community: 'NOT_FOUND' };
    expect(await answersOf(one, idOf(null))).toEqual({ ...unseen, proposer: 'DONE', accreditor: 'DONE' });
    expect(await answersOf(accept, idOf(null))).toEqual({
      ...unseen,
      proposer: 'FORBIDDEN',
      accreditor: 'DONE',
    });
    expect(await answersOf(decline, idOf(null))).toEqual({
      ...unseen,
      proposer: 'FORBIDDEN',
      accreditor: 'DONE',
    });
    expect(await answersOf(withdraw, idOf(null))).toEqual({
      ...unseen,
      proposer: 'DONE',
      accreditor: 'FORBIDDEN',
    });
    const seen = { ...guest, ...rivals, community: 'DONE', proposer: 'DONE', accreditor: 'DONE' };
    expect(await answersOf(one, idOf(village))).toEqual(seen);
    expect(await answersOf(accept, idOf(village))).toEqual({
      ...seen,
      proposer: 'FORBIDDEN',
      accreditor: 'FORBIDDEN',
    });
    expect(await answersOf(decline, idOf(village))).toEqual({ ...seen, proposer: 'FORBIDDEN' });
  });

  it('tells each of them what they may do, and what would change', async () => {
    const id = await newProposal(null);
    const query = `query ($id: ID!) { done: conceptProposal(id: $id) {
      mayAccept mayDecline mayWithdraw organization { id } changeCount
      changes { changed present { id } proposed { id broader prefLabel { en } } } } }`;
    expect(await ask(curator, query, { id })).toMatchObject({
      mayAccept: false,
      mayDecline: false,
      mayWithdraw: true,
      organization: { id: ids['museum'] },
      changes: [{ changed: [], present: null, proposed: { id: `technique/made-${made}` } }],
    });
    expect(await ask(accreditor, query, { id })).toMatchObject({
      mayAccept: true,
      mayDecline: true,
      mayWithdraw: false,
    });
    const concept = { ...(await presentBatik()), broader: [] };
    const done = await ask(curator, PROPOSE, { organizationId: ids['museum'], concept });
    const changing = await ask(curator, query, z.object({ id: z.string() }).parse(done));
    expect(changing).toMatchObject({
      changes: [{ changed: ['broader'], present: { id: 'technique/batik' } }],
    });
  });

  async function presentBatik() {
    const concepts = await services.conceptBrowsing.current();
    const batik = concepts.find('technique', 'batik');
    if (batik === null) throw new Error('There is no batik.');
    return batik;
  }

  it('refuses a label of 300 characters by its field, and a guest', async () => {
    const concept = buildConceptInput('long', { prefLabel: { zh: '纹'.repeat(300), en: 'Long' } });
    const api = await apiOf(curator);
    const variables = { organizationId: ids['museum'], concept };
    await expect(api.request({ query: PROPOSE, variables, answer: Answer })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'concept.prefLabel.zh',
      message: expect.stringContaining('has 300 characters; at most 200 are allowed'),
    });
    expect(await ask(null, PROPOSE, variables)).toBe('BAD_INPUT');
    expect(await ask(null, PROPOSE, { ...variables, concept: buildConceptInput('short') })).toBe(
      'SIGN_IN_REQUIRED',
    );
    expect(await ask(rival, PROPOSE, { ...variables, concept: buildConceptInput('short') })).toBe(
      'FORBIDDEN',
    );
  });

  it('shows everybody accepted concepts: one by one, in their tree, and by a text', async () => {
    const query = `query { done: concept(vocabulary: "technique", code: "batik") {
      id prefLabel { zh en } altLabels { zh pinyin } scopeNote { zh } broader { id } path { id } narrowerCount related { id } community { id } } }`;
    expect(await ask(null, query, {})).toMatchObject({
      id: 'technique/batik',
      prefLabel: { zh: '蜡染', en: 'Batik (wax-resist dyeing)' },
      altLabels: { pinyin: ['làrǎn'] },
      broader: [{ id: 'technique/resist-dyeing' }],
      path: expect.arrayContaining([{ id: 'technique/resist-dyeing' }]),
      community: null,
    });
    const list = `query ($filter: ConceptFilter, $after: String) {
      done: concepts(filter: $filter, first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }`;
    expect(await ask(null, list, { filter: { text: 'laran' } })).toMatchObject({
      edges: expect.arrayContaining([{ node: { id: 'technique/batik' } }]),
    });
    const page = z.object({
      totalCount: z.number(),
      pageInfo: z.object({ endCursor: z.string() }),
      edges: z.array(z.object({ node: z.object({ id: z.string() }) })),
    });
    const filter = { vocabulary: 'place', topOnly: true };
    const first = page.parse(await ask(null, list, { filter: { broader: 'place/guizhou' } }));
    const after = first.pageInfo.endCursor;
    const next = page.parse(await ask(null, list, { filter: { broader: 'place/guizhou' }, after }));
    expect(new Set([...first.edges, ...next.edges].map(({ node }) => node.id)).size).toBe(4);
    expect(page.parse(await ask(null, list, { filter })).edges).toContainEqual({
      node: { id: 'place/guizhou' },
    });
    expect(await ask(null, list, { filter: { vocabulary: 'object' } })).toBe('BAD_INPUT');
    expect(await ask(null, list, { after: 'x' })).toBe('BAD_INPUT');
    const none = 'query { done: concept(vocabulary: "technique", code: "gone") { id } }';
    expect(await ask(null, none, {})).toBe('NOT_FOUND');
  });

  it('offers terms by any label, the nearest first', async () => {
    const codes = async (vocabulary: string, text: string) => {
      const query = `query ($vocabulary: String!, $text: String!) {
        terms: vocabularyTerms(vocabulary: $vocabulary, text: $text, first: 20) { code } }`;
      const answer = z.object({ terms: z.array(z.object({ code: z.string() })) });
      const api = new GraphqlClient(served.url);
      const { terms } = await api.request({ query, variables: { vocabulary, text }, answer });
      return terms.map(({ code }) => code);
    };
    expect((await codes('technique', '蜡缬'))[0]).toBe('batik');
    expect((await codes('technique', 'laran'))[0]).toBe('batik');
    expect((await codes('motif', 'sun'))[0]).toBe('sun');
    expect(await codes('motif', '')).toHaveLength(20);
  });

  it('imports a table at once, or names each line that is wrong and does nothing', async () => {
    const code = `csv-${number}`;
    const document = [
      HEADER,
      `technique,${code}-a,甲${number},A${number},technique/batik`,
      `technique,${code}-b,乙${number},B${number},technique/${code}-a`,
    ].join('\n');
    const asked = { organizationId: ids['accreditation'], format: 'CSV', document, accept: true };
    const before = (await services.conceptBrowsing.current()).version;
    const wrong = `${document}\ntechnique,${code}-c,蜡染,C${number},technique/gone\nobject,x,丁,D,\n`;
    expect(await ask(accreditor, IMPORT, { ...asked, document: wrong })).toMatchObject({
      proposal: null,
      problems: [{ field: 'line 5: vocabulary' }],
    });
    expect(
      await ask(accreditor, IMPORT, { ...asked, document: wrong.replace(/\nobject.*/, '') }),
    ).toMatchObject({
      proposal: null,
      problems: [
        {
          field: 'line 4: prefLabel.zh',
          message: expect.stringContaining('line 4: prefLabel.zh: 蜡染 is a label of technique/batik'),
        },
        { field: 'line 4: broader.0' },
      ],
    });
    expect((await services.conceptBrowsing.current()).version).toBe(before);
    expect(await ask(accreditor, IMPORT, asked)).toMatchObject({
      ...{ added: 2, changed: 0, same: 0, problems: [] },
      proposal: { state: 'ACCEPTED', changeCount: 2 },
    });
    const once = await ask(accreditor, IMPORT, asked);
    expect(once).toEqual({ added: 0, changed: 0, same: 2, proposal: null, problems: [] });
    expect(await ask(curator, IMPORT, { ...asked, organizationId: ids['museum'] })).toMatchObject({
      same: 2,
    });
    expect(await ask(rival, IMPORT, { ...asked, organizationId: ids['museum'] })).toBe('FORBIDDEN');
  });

  it('refuses an import of more than 2,000 concepts, and acceptance by who may not', async () => {
    const rows = Array.from({ length: 2_001 }, (_, at) => `technique,m-${at},多${at},M${at},`);
    const asked = { organizationId: ids['museum'], format: 'CSV', document: [HEADER, ...rows].join('\n') };
    expect(await ask(curator, IMPORT, asked)).toBe('BAD_INPUT');
    const two = [HEADER, ...rows.slice(0, 2)].join('\n');
    expect(await ask(curator, IMPORT, { ...asked, document: two, accept: true })).toBe('FORBIDDEN');
    expect(await ask(curator, IMPORT, { ...asked, document: two })).toMatchObject({
      proposal: { state: 'OPEN', changeCount: 2 },
    });
  });

  it.each([
    ['/concepts.ttl', 'TURTLE', 'text/turtle; charset=utf-8'],
    ['/concepts.jsonld', 'JSON_LD', 'application/ld+json'],
    ['/concepts.csv', 'CSV', 'text/csv; charset=utf-8'],
  ])('exports %s so that importing it changes nothing', async (path, format, type) => {
    const response = await fetch(`${served.url}${path}`);
    expect(response.headers.get('content-type')).toBe(type);
    const document = await response.text();
    const asked = { organizationId: ids['museum'], format, document };
    const { all } = await services.conceptBrowsing.current();
    expect(await ask(curator, IMPORT, asked)).toEqual({
      ...{ added: 0, changed: 0, same: all.length, proposal: null, problems: [] },
    });
    const again = await fetch(`${served.url}${path}`, {
      headers: { 'if-none-match': response.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('exports one vocabulary, or one concept, and neither where there is none', async () => {
    const get = async (path: string) => {
      const response = await fetch(`${served.url}${path}`);
      return { status: response.status, text: await response.text() };
    };
    const motifs = await get('/concepts.csv?vocabulary=motif');
    expect(motifs.text).toContain('\r\nmotif,');
    expect(motifs.text).not.toContain('\r\ntechnique,');
    const batik = await get('/concepts/technique/batik.ttl');
    expect(batik.text).toMatch(/technique:batik a skos:Concept/);
    expect(batik.text).toContain('"蜡染"@zh-Hans');
    expect((await get('/concepts/ich/VIII-25.jsonld')).status).toBe(200);
    const headers = { accept: 'text/turtle' };
    const asked = await fetch(`${served.url}/concepts/technique/batik`, { headers });
    expect([asked.url, await asked.text()]).toEqual([
      `${served.url}/concepts/technique/batik.ttl`,
      batik.text,
    ]);
    expect((await get('/concepts/technique/gone.ttl')).status).toBe(404);
    expect((await get('/concepts.csv?vocabulary=object')).status).toBe(400);
    expect((await get('/concepts.xml')).status).toBe(404);
  });

  describe('from the command line', () => {
    async function by({ address, privateKey }: Person, ...args: readonly string[]): Promise<string[]> {
      const keyFile = join(folder, `${address}.key`);
      await writeFile(keyFile, privateKey, { mode: 0o600 });
      return ['concepts', ...args, '--api', served.url, '--key-file', keyFile];
    }
    const proposalOf = (document: unknown) =>
      z.object({ proposal: z.object({ id: z.string(), state: z.string() }) }).parse(document).proposal;

    it('proposes, lists, accepts and declines', async () => {
      const file = join(folder, 'concept.json');
      await writeFile(file, JSON.stringify(buildConceptInput('from-cli')));
      const proposed = await lanranJson(await by(curator, 'propose', file, '--message', 'We need it.'));
      const { id } = proposalOf(proposed.document);
      const listed = await lanran(await by(accreditor, 'proposals'));
      expect(listed.stdout).toContain('technique/from-cli  技艺from-cli · The from-cli: new');
      expect(listed.stdout).toContain('message: We need it.');
      expect((await lanran(await by(curator, 'accept', id))).exitCode).toBe(1);
      expect(proposalOf((await lanranJson(await by(accreditor, 'accept', id))).document).state).toBe(
        'ACCEPTED',
      );
      const found = await lanran(['concepts', 'list', 'from-cli', '--api', served.url]);
      expect(found.stdout).toContain('technique/from-cli');
      await writeFile(file, JSON.stringify(buildConceptInput('from-cli', { sources: ['Another'] })));
      const change = proposalOf((await lanranJson(await by(curator, 'propose', file))).document);
      const declined = await lanranJson(await by(accreditor, 'decline', change.id, '--reason', 'No.'));
      expect(declined.document).toMatchObject({ proposal: { state: 'DECLINED', reason: 'No.' } });
      expect((await lanran(await by(curator, 'withdraw', change.id))).exitCode).toBe(1);
    });

    it.each(['ttl', 'jsonld', 'csv'])('exports a .%s file and imports it as nothing new', async (ending) => {
      const file = join(folder, `all.${ending}`);
      const format = ending === 'ttl' ? 'turtle' : ending;
      const out = await lanran([
        'concepts',
        'export',
        '--format',
        format,
        '--out',
        file,
        '--api',
        served.url,
      ]);
      expect(out.exitCode).toBe(0);
      expect((await readFile(file, 'utf8')).length).toBeGreaterThan(100_000);
      const imported = await lanranJson(await by(curator, 'import', file, '--organization', 'museum'));
      expect(imported.document).toMatchObject({ added: 0, changed: 0, proposal: null, problems: [] });
    });

    it('says what is wrong with a file, and exits with 1', async () => {
      const file = join(folder, 'wrong.csv');
      await writeFile(file, `${HEADER}\ntechnique,Wrong,错,Wrong,\n`);
      const { exitCode, stdout } = await lanran(await by(curator, 'import', file));
      expect(exitCode).toBe(1);
      expect(stdout).toMatch(/nothing was proposed:\nline 2: code: must be/);
      expect((await lanran(await by(curator, 'import', join(folder, 'gone.csv')))).exitCode).toBe(2);
      expect((await lanran(await by(curator, 'propose', file))).exitCode).toBe(2);
    });
  });
});

import jsonld from 'jsonld';
import { expect, it } from 'vitest';
import { utf8Text } from '@lanran/protocol/kernel/bytes';
import { rightsBits } from '@lanran/protocol/licensing/rights';
import { parseTerritories, WORLD } from '@lanran/protocol/territories/territories';
import type { CaseOptions } from '../bundles.ts';
import { buildPackage } from './sample.ts';

const ODRL = 'http://www.w3.org/ns/odrl/2/';
/** The terms of the W3C's context that the agreement uses; it is not fetched here. */
const CONTEXT = {
  odrl: ODRL,
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  uid: '@id',
  ...Object.fromEntries(['Agreement', 'Asset', 'Party'].map((name) => [name, `odrl:${name}`])),
  ...Object.fromEntries(
    [
      'profile',
      'assigner',
      'assignee',
      'target',
      'compensatedParty',
      'unit',
      'permission',
      'prohibition',
      'duty',
    ].map((name) => [name, { '@id': `odrl:${name}`, '@type': '@id' }]),
  ),
  ...Object.fromEntries(
    ['action', 'leftOperand', 'operator'].map((name) => [name, { '@id': `odrl:${name}`, '@type': '@vocab' }]),
  ),
  ...Object.fromEntries(['constraint', 'rightOperand'].map((name) => [name, { '@id': `odrl:${name}` }])),
  ...Object.fromEntries(
    [
      'use',
      'transfer',
      'grantUse',
      'attribute',
      'compensate',
      'media',
      'spatial',
      'dateTime',
      'payAmount',
      'derive',
      'present',
      'purpose',
    ].map((name) => [name, `odrl:${name}`]),
  ),
  ...Object.fromEntries(['isA', 'isAnyOf', 'gteq', 'lteq', 'eq'].map((name) => [name, `odrl:${name}`])),
};

async function expand(terms: CaseOptions['terms']): Promise<string> {
  const { parts } = await buildPackage({ options: { ...(terms !== undefined && { terms }) } });
  const document = parts.documents.find(({ path }) => path === 'license/odrl.json');
  const agreement = JSON.parse(utf8Text(document?.content ?? new Uint8Array(0))) as jsonld.JsonLdDocument;
  const options = {
    format: 'application/n-quads',
    // A term that nobody defines would be left out without a word.
    safe: true,
    documentLoader: async (url: string) => ({ documentUrl: url, document: { '@context': CONTEXT } }),
  } as const;
  const quads = await jsonld.toRDF(agreement, options);
  if (typeof quads !== 'string') throw new TypeError('N-Quads are text.');
  return quads;
}

it('is an agreement in JSON-LD without an undefined term, over the window of the license', async () => {
  const quads = await expand({ rights: 0 });
  expect(quads).toContain(`<${ODRL}Agreement>`);
  expect(quads).toMatch(/leftOperand> <[^>]*media>/);
  expect(quads).toContain('<urn:lanran:odrl:1#STREAMING>');
  expect(quads).toContain('"2026-11-25"^^<http://www.w3.org/2001/XMLSchema#date>');
  expect(quads).toContain('"1200"^^<http://www.w3.org/2001/XMLSchema#decimal>');
  for (const act of ['transfer', 'grantUse'])
    expect(quads).toMatch(new RegExp(`prohibition[^]*${ODRL}${act}>`));
  expect(quads).toContain('<urn:lanran:odrl:1#AI_TRAINING>');
});

it('names territories unless they are the world, and permits what the rights say', async () => {
  expect(await expand({ wish: wishIn(parseTerritories('FR')) })).toContain('<urn:iso:std:iso:3166:-1#FR>');
  expect(await expand({ wish: wishIn(WORLD) })).not.toContain('spatial');
  const permitted = await expand({ rights: rightsBits(['TRANSFERABLE']) });
  expect(permitted).toMatch(/permission/);
  expect(permitted.match(new RegExp(`${ODRL}transfer>`, 'g'))).toHaveLength(1);
});

it('permits adaptation, and showing what was finished, only where the rights say so', async () => {
  const plain = await expand({ rights: 0 });
  for (const term of ['derive', 'present', 'purpose']) expect(plain).not.toContain(`${ODRL}${term}>`);
  expect(await expand({ rights: rightsBits(['ADAPTABLE']) })).toContain(`${ODRL}derive>`);
  const promotable = await expand({ rights: rightsBits(['PROMOTABLE']) });
  expect(promotable).toContain('<urn:lanran:odrl:1#PROMOTION_OF_WORK>');
  expect(promotable).not.toContain('FINISHED_ON');
  const enduring = await expand({ rights: rightsBits(['ENDURING', 'PROMOTABLE']) });
  expect(enduring.match(/leftOperand> <urn:lanran:odrl:1#FINISHED_ON>/g)).toHaveLength(4);
});

function wishIn(territories: bigint) {
  return { media: 4, territories, firstDay: 20_782, lastDay: 20_812, exclusive: false };
}

import { describe, expect, it } from 'vitest';
import type { Concept } from '@lanran/api/concepts/domain/concept';
import { changedParts } from '@lanran/api/concepts/domain/concept-difference';
import { parseConcept } from '@lanran/api/concepts/domain/concept-input';
import { readCsv, writeCsv } from '@lanran/api/concepts/services/formats/csv';
import { readJsonLd, writeJsonLd } from '@lanran/api/concepts/services/formats/json-ld';
import type { ReadConcept } from '@lanran/api/concepts/services/formats/read-concept';
import { readTurtle, writeTurtle } from '@lanran/api/concepts/services/formats/turtle';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { shippedConcepts } from '../../support/concepts.ts';
import { buildConcept } from './build-concept.ts';

const ORIGIN = 'https://lanran.example';

interface Format {
  readonly write: (concepts: readonly Concept[]) => string | Promise<string>;
  readonly read: (text: string) => readonly ReadConcept[] | Promise<readonly ReadConcept[]>;
}

const FORMATS: Readonly<Record<string, Format>> = {
  Turtle: { write: (concepts) => writeTurtle(concepts, ORIGIN), read: readTurtle },
  'JSON-LD': { write: (concepts) => writeJsonLd(concepts, ORIGIN), read: readJsonLd },
  CSV: { write: writeCsv, read: readCsv },
};

function conceptIn(read: ReadConcept | undefined): Concept {
  if (read === undefined || !('input' in read)) throw new Error(`No concept: ${JSON.stringify(read)}`);
  return parseConcept(read.input, 'concept');
}

/** Everything that a concept can have, with what each format has to escape. */
const WHOLE = buildConcept('odd-one', {
  prefLabel: { zh: '怪“纹”', en: 'Odd, "one" | <b>\\n\\' },
  altLabels: {
    zh: ['a|b', 'c\\d', '=1+1'],
    en: ["it's"],
    hant: ['怪紋'],
    pinyin: ['guàiwén'],
    other: ['Hmoob', 'ꦗꦮ'],
  },
  broader: ['technique/dyeing', 'technique/b'],
  related: ['motif/sun'],
  scopeNote: { zh: '一\n二', en: 'One,\r\n"two"' },
  sources: ['A book, 2 | 3', 'https://example.org/a?b=c#d'],
  exactMatch: [
    { scheme: 'AAT', id: '300264072', source: 'Getty = read' },
    { scheme: 'WIKIDATA', id: 'Q42', source: 'w' },
    { scheme: 'ICH', id: 'VIII-25', source: '名录' },
    { scheme: 'GBT2260', id: '520000', source: 'GB/T 2260' },
  ],
  community: organizationIdOf('xijiang'),
});

describe.each(Object.entries(FORMATS))('concepts as %s', (_name, { write, read }) => {
  it('are read back as they were written, all that come with the platform', async () => {
    const { all } = await shippedConcepts();
    const text = await write(all);
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    const concepts = (await read(text)).map(conceptIn);
    expect(concepts).toHaveLength(all.length);
    const byCode = new Map(concepts.map((concept) => [`${concept.vocabulary}/${concept.code}`, concept]));
    for (const concept of all) {
      const found = byCode.get(`${concept.vocabulary}/${concept.code}`);
      expect(found === undefined ? 'missing' : changedParts(concept, found)).toEqual([]);
    }
  });

  it('keep every part, whatever characters it has', async () => {
    const [found] = await read(await write([WHOLE]));
    expect(changedParts(WHOLE, conceptIn(found))).toEqual([]);
  });

  it('may be none', async () => {
    expect(await read(await write([]))).toEqual([]);
  });
});

describe('SKOS of others', () => {
  const PREFIXES = `@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .
    @base <https://elsewhere.example/concepts/> .`;

  it('names labels by any tag of a language, and the wider concept from either end', async () => {
    const read = await readTurtle(`${PREFIXES}
      <technique/wax> a skos:Concept ; skos:prefLabel "蜡"@zh-CN, "Wax"@en-GB, "蠟"@zh-TW, "Wachs"@de ;
        skos:altLabel "là"@zh-Latn-CN, "plain" ; skos:definition "A note."@en .
      <technique/dyeing> a skos:Concept ; skos:narrower <technique/wax> ; skos:prefLabel "染"@zh, "Dyeing"@en .`);
    expect(conceptIn(read.find(({ place }) => place === 'technique/wax'))).toMatchObject({
      prefLabel: { zh: '蜡', en: 'Wax' },
      altLabels: { hant: ['蠟'], pinyin: ['là'], other: ['Wachs', 'plain'] },
      broader: ['technique/dyeing'],
      scopeNote: { en: 'A note.' },
    });
  });

  it('is refused where an address is no concept’s, by that address', async () => {
    const [read] = await readTurtle(`${PREFIXES} <https://example.org/1> a skos:Concept .`);
    expect(read).toMatchObject({
      place: 'https://example.org/1',
      problem: expect.stringContaining('/concepts/technique/batik'),
    });
  });

  it('is refused by the line where it is no Turtle', async () => {
    await expect(readTurtle('\n\nthis is no Turtle')).rejects.toThrow(/^document: is no Turtle: .*line 3/s);
  });

  it('fetches nothing for JSON-LD', async () => {
    const document = JSON.stringify({ '@context': 'https://schema.org/', '@id': 'x' });
    await expect(readJsonLd(document)).rejects.toThrow(/schema\.org\/, which is not fetched/);
  });

  it.each(['{', '7', '"text"', 'null'])('is refused where it is no JSON-LD: %s', async (text) => {
    await expect(readJsonLd(text)).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'document' });
  });

  it('is refused when it is nested to no end', async () => {
    const depth = 100_000;
    const text = `${'{"@graph":['.repeat(depth)}${']}'.repeat(depth)}`;
    await expect(readJsonLd(text)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('a table of concepts', () => {
  const HEADER = 'vocabulary,code,prefLabel_zh,prefLabel_en';

  it('names the line where each record begins', () => {
    const read = readCsv(`${HEADER}\n\ntechnique,a,"一\n二",A\r\ntechnique,b\n`);
    expect(read.map(({ place }) => place)).toEqual(['line 3', 'line 5']);
    expect(read[1]).toEqual({ place: 'line 5', problem: 'has 2 cells; the header has 4.' });
  });

  it.each([
    ['a column that is none', 'vocabulary,code,label', /line 1: there is no column "label"/],
    ['a missing column', 'vocabulary,code,prefLabel_zh', /line 1: the column prefLabel_en is missing/],
    ['a column twice', `${HEADER},code`, /there twice/],
    ['a quote that does not end', `${HEADER}\ntechnique,"a`, /is no CSV/],
    ['nothing', '', /vocabulary is missing/],
  ])('is refused with %s', (_what, text, message) => {
    expect(() => readCsv(text)).toThrow(message);
  });
});

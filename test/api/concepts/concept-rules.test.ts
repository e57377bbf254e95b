import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, labelsOf } from '@lanran/api/concepts/domain/concept';
import { changedParts } from '@lanran/api/concepts/domain/concept-difference';
import { type ConceptInput, parseConcept } from '@lanran/api/concepts/domain/concept-input';
import { problemsOf } from '@lanran/api/concepts/domain/concept-rules';
import { Concepts } from '@lanran/api/concepts/domain/concepts';
import { BASE_VOCABULARY } from '@lanran/protocol/assets/vocabulary';
import { findVocabularyTerm } from '@lanran/protocol/assets/vocabulary-names';
import { shippedConcepts } from '../../support/concepts.ts';
import { buildConcept, buildConceptInput, conceptsOf } from './build-concept.ts';

const LONG = '纹'.repeat(300);
const SOURCE = { scheme: 'AAT', id: '300264072', source: 'Getty' };

describe('a concept as it arrives', () => {
  it.each<[string, Partial<ConceptInput>, string, RegExp]>([
    ['a vocabulary that is none', { vocabulary: 'object' }, 'vocabulary', /one of technique/],
    ['a code with capitals', { code: 'Batik' }, 'code', /lower-case/],
    ['a code with two hyphens', { code: 'wax--resist' }, 'code', /joined by -/],
    ['an item of the national list as a technique', { code: 'VIII-25' }, 'code', /lower-case/],
    [
      'a label of 300 characters',
      { prefLabel: { zh: LONG, en: 'x' } },
      'prefLabel.zh',
      /has 300 characters; at most 200/,
    ],
    ['no English label', { prefLabel: { zh: '蜡染' } }, 'prefLabel.en', /must be given/],
    ['a label of spaces', { prefLabel: { zh: '蜡染', en: '  ' } }, 'prefLabel.en', /must be given/],
    ['a line break in a label', { altLabels: { en: ['a\nb'] } }, 'altLabels.en.0', /single line/],
    [
      'a control character',
      { altLabels: { zh: ['蜡', '蜡\u0007染'] } },
      'altLabels.zh.1',
      /control character/,
    ],
    [
      'half of a character',
      { altLabels: { other: ['a\ud800'] } },
      'altLabels.other.0',
      /half of a character/,
    ],
    ['letters that run backwards', { altLabels: { en: ['a\u202eb'] } }, 'altLabels.en.0', /direction/],
    [
      '51 labels',
      { altLabels: { en: Array.from({ length: 51 }, (_, at) => `n${at}`) } },
      'altLabels',
      /at most 50/,
    ],
    ['a note of 1,001 characters', { scopeNote: { zh: '注'.repeat(1_001) } }, 'scopeNote.zh', /at most 1000/],
    ['a broader concept without a vocabulary', { broader: ['dyeing'] }, 'broader.0', /technique\/batik/],
    [
      'a match without a source',
      { exactMatch: [{ ...SOURCE, source: '' }] },
      'exactMatch.0.source',
      /looked up/,
    ],
    [
      'a match of a list that is unknown',
      { exactMatch: [{ ...SOURCE, scheme: 'LCSH' }] },
      'exactMatch.0.scheme',
      /AAT/,
    ],
    [
      'a match that is no identifier',
      { exactMatch: [{ ...SOURCE, id: '3' }] },
      'exactMatch.0.id',
      /nine digits/,
    ],
    ['a community that is no id', { community: 'xijiang' }, 'community', /64 hex digits/],
  ])('is refused with %s', (_what, overrides, field, advice) => {
    const refused = expect(() => parseConcept(buildConceptInput('batik', overrides), 'concept'));
    refused.toThrow(expect.objectContaining({ code: 'BAD_INPUT', field: `concept.${field}` }));
    refused.toThrow(advice);
  });

  it('may have an item number in the list of intangible heritage', () => {
    expect(buildConcept('VIII-25', { vocabulary: 'ich' }).code).toBe('VIII-25');
  });

  it('shows text as text', () => {
    const label = '<b onclick="x()">=1+1 " \\ ’';
    expect(buildConcept('batik', { altLabels: { en: [label] } }).altLabels.en).toEqual([label]);
  });
});

describe('rules between concepts', () => {
  const batik = buildConcept('batik', {
    prefLabel: { zh: '蜡染', en: 'Batik' },
    altLabels: { zh: ['蜡缬'] },
  });
  const dyeing = buildConcept('dyeing');
  const present = conceptsOf(batik, dyeing);
  const adviceOn = (...changed: Parameters<typeof problemsOf>[1]) =>
    problemsOf(present, changed).map(({ index, field, advice }) => `${index} ${field}: ${advice}`);

  it.each([
    ['case', { prefLabel: { zh: '新', en: 'BATIK' } }, '0 prefLabel.en: BATIK'],
    ['width', { altLabels: { en: ['Ｂａｔｉｋ'] } }, '0 altLabels.en.0: Ｂａｔｉｋ'],
    ['accents', { altLabels: { en: ['bátìk'] } }, '0 altLabels.en.0: bátìk'],
    ['language', { altLabels: { other: ['蜡缬'] } }, '0 altLabels.other.0: 蜡缬'],
  ])('name whose a label is, whatever its %s', (_what, overrides, beginning) => {
    expect(adviceOn(buildConcept('new', overrides))).toEqual([
      `${beginning} is a label of technique/batik (蜡染, Batik). Choose another label, or change that concept.`,
    ]);
  });

  it('allow a label that a concept of another vocabulary has', () => {
    const motif = buildConcept('batik', { vocabulary: 'motif', prefLabel: { zh: '蜡染', en: 'Batik' } });
    expect(adviceOn(motif)).toEqual([]);
  });

  it('tell homophones apart by their tones', () => {
    const pig = buildConcept('pig', { altLabels: { pinyin: ['zhūwén'] } });
    expect(adviceOn(pig, buildConcept('bamboo', { altLabels: { pinyin: ['zhúwén'] } }))).toEqual([]);
    expect(adviceOn(pig, buildConcept('bamboo', { altLabels: { pinyin: ['Zhūwén'] } }))).toHaveLength(2);
  });

  it('refuse two concepts of one label that come together', () => {
    const two = [
      buildConcept('one', { altLabels: { zh: ['同'] } }),
      buildConcept('two', { altLabels: { zh: ['同'] } }),
    ];
    expect(adviceOn(...two)).toHaveLength(2);
    expect(adviceOn(dyeing, dyeing)).toEqual(['1 code: technique/dyeing is here twice. Remove one.']);
  });

  it('refuse a circle and say how it goes', () => {
    const below = buildConcept('wax', { broader: ['technique/batik'] });
    const above = buildConcept('batik', { broader: ['technique/wax'] });
    expect(adviceOn(below, above)).toEqual([
      '0 broader: makes a circle: technique/wax → technique/batik → technique/wax. No concept can be broader than itself.',
      '1 broader: makes a circle: technique/batik → technique/wax → technique/batik. No concept can be broader than itself.',
    ]);
    expect(adviceOn(buildConcept('batik', { broader: ['technique/batik'] }))[0]).toMatch(/can't name itself/);
  });

  it('refuse a broader concept that is not there, or of another vocabulary', () => {
    expect(adviceOn(buildConcept('x', { broader: ['technique/gone'] }))[0]).toMatch(
      /no concept technique\/gone/,
    );
    const motif = buildConcept('sun', { vocabulary: 'motif' });
    expect(adviceOn(motif, buildConcept('x', { broader: ['motif/sun'] }))[0]).toMatch(
      /of another vocabulary/,
    );
  });

  it('refuse a related concept that is above already', () => {
    const wax = buildConcept('wax', { broader: ['technique/dyeing'], related: ['technique/dyeing'] });
    expect(adviceOn(wax)[0]).toMatch(/above or below technique\/wax/);
  });

  it('find a circle in any order of any graph that has one', () => {
    const codes = ['a', 'b', 'c', 'd', 'e'];
    const graph = fc.array(fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...codes)), { maxLength: 8 });
    fc.assert(
      fc.property(graph, (edges) => {
        const concepts = codes.map((code) =>
          buildConcept(code, {
            broader: edges.filter(([from]) => from === code).map(([, to]) => `technique/${to}`),
          }),
        );
        const reaches = (from: string, to: string, seen: readonly string[] = []): boolean =>
          edges.some(
            ([one, other]) =>
              one === from &&
              (other === to || (!seen.includes(other) && reaches(other, to, [...seen, other]))),
          );
        const circular = codes.filter((code) => reaches(code, code));
        const found = problemsOf(Concepts.NONE, concepts)
          .filter(({ advice }) => /circle/.test(advice))
          .map(({ index }) => codes[index]);
        expect(found).toEqual(circular);
      }),
    );
  });
});

describe('the concepts that come with the platform', () => {
  it('are at least 400, keep every rule, and have a source each', async () => {
    const { all } = await shippedConcepts();
    expect(all.length).toBeGreaterThanOrEqual(400);
    expect(problemsOf(Concepts.NONE, all)).toEqual([]);
    expect(all.filter(({ sources }) => sources.length === 0)).toEqual([]);
    for (const { exactMatch } of all) for (const { source } of exactMatch) expect(source).not.toBe('');
  });

  it('have every term of the base vocabulary by each of its names', async () => {
    const concepts = await shippedConcepts();
    for (const { vocabulary, code, en, zh } of BASE_VOCABULARY) {
      const concept = concepts.get(`${vocabulary}/${code}`);
      expect(concept?.prefLabel).toEqual({ en, zh });
      for (const name of [code.toUpperCase(), en, zh]) expect(concepts.find(vocabulary, name)).toBe(concept);
    }
  });

  it('mean by a label what the offline list means by it, but where it is the code of another', async () => {
    const concepts = await shippedConcepts();
    for (const concept of concepts.all) {
      for (const { text } of labelsOf(concept)) {
        const offline = findVocabularyTerm(concept.vocabulary, text);
        if (offline === null || concepts.get(`${concept.vocabulary}/${text.toLowerCase()}`) !== null)
          continue;
        expect(concepts.find(concept.vocabulary, text)?.code).toBe(offline.code);
      }
    }
  });

  it('are found by pinyin, with its tones or without where one concept has it', async () => {
    const concepts = await shippedConcepts();
    expect(concepts.find('technique', 'laran')?.code).toBe('batik');
    expect(concepts.find('technique', 'Làrǎn')?.code).toBe('batik');
    expect(concepts.find('motif', 'zhuwen')).toBeNull();
    expect(concepts.find('motif', 'zhúwén')?.code).toBe('bamboo');
  });

  it('lead from a province to its villages', async () => {
    const concepts = await shippedConcepts();
    const below = concepts.narrowerOf('place/guizhou').map(({ code }) => code);
    expect(below).toContain('danzhai');
    expect(below.length).toBeGreaterThan(100);
    expect(below).not.toContain('guizhou');
  });
});

describe('a snapshot of concepts', () => {
  it('stays as it is when another is made from it', () => {
    const first = conceptsOf(buildConcept('a'));
    const second = first.with([{ version: 2, concepts: [buildConcept('b', { broader: ['technique/a'] })] }]);
    expect([first.all.length, second.all.length, second.version]).toEqual([1, 2, 2]);
    expect([second.changedAt('technique/a'), second.changedAt('technique/b')]).toEqual([1, 2]);
    expect(second.childrenOf('technique/a').map(keyOf)).toEqual(['technique/b']);
    expect(first.childrenOf('technique/a')).toEqual([]);
  });

  it('tells which parts of a concept changed, and nothing of the order in lists', () => {
    const one = buildConcept('a', { altLabels: { en: ['x', 'y'] } });
    const other = buildConcept('a', { altLabels: { en: ['y', 'x'] }, prefLabel: { zh: '新', en: 'The a' } });
    expect(changedParts(one, other)).toEqual(['prefLabel.zh']);
  });
});

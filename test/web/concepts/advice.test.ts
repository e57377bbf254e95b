import { describe, expect, it } from 'vitest';
import type { Concept } from '@lanran/api/concepts/domain/concept';
import { type ConceptInput, parseConcept } from '@lanran/api/concepts/domain/concept-input';
import { problemsOf } from '@lanran/api/concepts/domain/concept-rules';
import { readCsv } from '@lanran/api/concepts/services/formats/csv';
import { readJsonLd } from '@lanran/api/concepts/services/formats/json-ld';
import { readTurtle } from '@lanran/api/concepts/services/formats/turtle';
import { BadInputError } from '@lanran/api/platform/kernel/errors';
import { adviceIn, findChineseAdvice } from '../../../web/features/concepts/model/advice.ts';
import { buildConcept, buildConceptInput } from '../../api/concepts/build-concept.ts';
import { shippedConcepts } from '../../support/concepts.ts';

const long = (length: number) => 'x'.repeat(length);
const match = { scheme: 'AAT', id: '300264072', source: 'looked up' };

/** Each breaks one rule of a single concept. */
const WRONG: readonly Partial<ConceptInput>[] = [
  { vocabulary: 'nothing' },
  { code: 'Batik' },
  { prefLabel: { zh: '', en: 'Batik' } },
  { prefLabel: { zh: '染', en: long(201) } },
  { prefLabel: { zh: '染', en: 'a\nb' } },
  { prefLabel: { zh: '染', en: 'a\u0007b' } },
  { prefLabel: { zh: '染', en: 'a\u202eb' } },
  { altLabels: { en: Array.from({ length: 51 }, (_, at) => `n ${at}`) } },
  { broader: ['batik'] },
  { scopeNote: { en: long(1_001) } },
  { sources: [''] },
  { exactMatch: [{ ...match, scheme: 'NONE' }] },
  { exactMatch: [{ ...match, id: '1' }] },
  { exactMatch: [{ ...match, scheme: 'WIKIDATA' }] },
  { exactMatch: [{ ...match, scheme: 'ICH' }] },
  { exactMatch: [{ ...match, scheme: 'GBT2260' }] },
  { exactMatch: [{ ...match, source: '' }] },
  { community: 'somebody' },
];

/** Each breaks a rule between concepts. */
const UNFIT: readonly (readonly Concept[])[] = [
  [buildConcept('wax', { prefLabel: { zh: '蜡染', en: 'Wax' } })],
  [buildConcept('wax'), buildConcept('wax')],
  [buildConcept('wax', { related: ['technique/wax'] })],
  [buildConcept('wax', { broader: ['technique/nowhere'] })],
  [buildConcept('wax', { broader: ['motif/butterfly'] })],
  [buildConcept('one', { broader: ['technique/two'] }), buildConcept('two', { broader: ['technique/one'] })],
  [buildConcept('wax', { broader: ['technique/batik'], related: ['technique/batik'] })],
];

const UNREADABLE: readonly (() => unknown)[] = [
  () => readCsv('vocabulary,code\nmotif,x'),
  () => readCsv('vocabulary,code,prefLabel_zh,prefLabel_en,colour\n'),
  () => readCsv('vocabulary,code,code,prefLabel_zh,prefLabel_en\n'),
  () => readCsv('vocabulary,"code'),
  () => readTurtle('no turtle'),
  () => readJsonLd('{'),
  () => readJsonLd('1'),
  () => readJsonLd('{"@context":"https://example.org/context"}'),
];

/** The sentence without the field before it. */
async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof BadInputError) return error.message.slice(error.field.length + 2);
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('what the platform advises about concepts', () => {
  it.each(WRONG.map((wrong) => [JSON.stringify(wrong).slice(0, 60), wrong] as const))(
    'is told in Chinese: %s',
    async (_, wrong) => {
      const advice = await refusal(() => parseConcept({ ...buildConceptInput('wax'), ...wrong }, 'concept'));
      expect(findChineseAdvice(advice), advice).toMatch(/\p{Script=Han}.*。$/u);
    },
  );

  it('is told in Chinese of each rule between concepts', async () => {
    const present = await shippedConcepts();
    for (const concepts of UNFIT) {
      const [problem] = problemsOf(present, concepts);
      expect(findChineseAdvice(problem?.advice ?? ''), problem?.advice).toMatch(/\p{Script=Han}.*。$/u);
    }
  });

  it('is told in Chinese of files that can’t be read', async () => {
    for (const read of UNREADABLE) {
      const advice = await refusal(read);
      expect(findChineseAdvice(advice), advice).toMatch(/\p{Script=Han}/u);
    }
  });

  it('names what is in the way', async () => {
    const [problem] = problemsOf(await shippedConcepts(), UNFIT[0] ?? []);
    expect(adviceIn('zh', problem?.advice ?? '')).toBe(
      '“蜡染”已是“蜡染”（technique/batik）的名称。请另选名称，或提议修改该概念。',
    );
    expect(adviceIn('en', problem?.advice ?? '')).toBe(problem?.advice);
    expect(adviceIn('zh', 'Something new.')).toBe('Something new.');
  });
});

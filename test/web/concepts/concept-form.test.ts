import { describe, expect, it } from 'vitest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import {
  type AcceptedConcept,
  draftOf,
  emptyDraft,
  inputOf,
  readDraft,
} from '../../../web/features/concepts/model/concept-form.ts';
import { problemsOf, refusedField } from '../../../web/features/concepts/model/form-problems.ts';

const BATIK: AcceptedConcept = {
  vocabulary: 'technique',
  code: 'batik',
  prefLabel: { zh: '蜡染', en: 'Batik' },
  altLabels: { zh: ['蜡缬'], en: ['wax resist', 'wax dyeing'], hant: ['蠟染'], pinyin: ['làrǎn'], other: [] },
  broader: ['technique/resist-dyeing'],
  related: ['material/beeswax'],
  scopeNote: { zh: null, en: 'Drawing with wax.' },
  sources: ['A book', 'A page'],
  exactMatch: [{ scheme: 'AAT', id: '300264072', source: 'looked up' }],
  community: null,
};

describe('the form of a concept', () => {
  it('sends what it began with, when nothing was typed', () => {
    const { prefLabel, ...others } = BATIK;
    expect(inputOf(draftOf(BATIK))).toEqual({ ...others, prefLabel });
  });

  it('leaves out empty lines, and spaces around entries', () => {
    const draft = { ...emptyDraft('motif'), code: ' sun ', sources: ' one \n\n two\n' };
    expect(inputOf(draft)).toMatchObject({ code: 'sun', sources: ['one', 'two'] });
    expect(inputOf(emptyDraft(null))).toBeNull();
  });

  it('keeps what was typed over a reload, and nothing else', () => {
    const draft = draftOf(BATIK);
    expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    for (const value of [
      null,
      {},
      { ...draft, vocabulary: 'colour' },
      { ...draft, broader: [1] },
      { ...draft, altLabels: { zh: '' } },
      { ...draft, matches: [{ scheme: 'X', id: '', source: '' }] },
    ])
      expect(readDraft(value)).toBeNull();
  });

  it('finds what is wrong before it is sent, beside its field', () => {
    expect(problemsOf(draftOf(BATIK), 'en')).toEqual({});
    const wrong = {
      ...emptyDraft(null),
      code: 'Big Sun',
      matches: [{ scheme: 'WIKIDATA', id: '42', source: ' ' }] as const,
    };
    expect(Object.keys(problemsOf(wrong, 'zh')).sort()).toEqual([
      ...['code', 'en', 'matches.0.id', 'matches.0.source', 'vocabulary', 'zh'],
    ]);
    expect(problemsOf({ ...draftOf(BATIK), vocabulary: 'ich', code: 'VIII-25' }, 'en')).toEqual({});
    expect(problemsOf({ ...draftOf(BATIK), code: 'VIII-25' }, 'en')).toHaveProperty('code');
  });

  it.each([
    ['concept.prefLabel.zh', 'zh'],
    ['concept.altLabels.hant.0', 'altLabels.hant'],
    ['concept.altLabels', 'altLabels.zh'],
    ['concept.broader.1', 'broader'],
    ['concept.broader', 'broader'],
    ['concept.scopeNote.en', 'noteEn'],
    ['concept.sources.2', 'sources'],
    ['concept.exactMatch.0.id', 'matches.0.id'],
    ['concept.community', 'community'],
    ['message', 'message'],
  ])('shows what the platform refuses in %s beside %s', (field, place) => {
    const refused = new RefusedError('BAD_INPUT', `${field}: must be given.`, { field });
    expect(refusedField(refused, 'en')).toEqual({ [place]: 'must be given.' });
    expect(refusedField(refused, 'zh')).toEqual({ [place]: '请填写。' });
  });

  it('leaves other refusals to the page', () => {
    expect(refusedField(new RefusedError('FORBIDDEN', 'No.'), 'en')).toBeNull();
    const whole = new RefusedError('BAD_INPUT', 'concept: is the same.', { field: 'concept' });
    expect(refusedField(whole, 'en')).toBeNull();
  });
});

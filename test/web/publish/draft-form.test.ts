import { describe, expect, it } from 'vitest';
import {
  contentOf,
  differencesOf,
  fieldOf,
  formOf,
  isSameContent,
  NOTHING_STATED,
} from '../../../web/features/publish/editor/model/draft-form.ts';
import { freeTerm } from '../../../web/features/publish/editor/model/free-term.ts';
import { problemsOf } from '../../../web/features/publish/editor/model/problems.ts';
import { buildForm } from './draft-forms.ts';

const STATED = { status: 'http://rightsstatements.org/vocab/InC/1.0/', rightsHolder: 'Museum' };

describe('the form of a draft', () => {
  it('says what the platform would keep: trimmed, composed, nothing empty', () => {
    const form = buildForm({
      title: { en: '  Drum pattern ', zh: ' ' },
      creditLine: ' ',
      identifier: 'e\u0301 1',
    });
    expect(contentOf(form)).toEqual({
      kind: 'PATTERN',
      access: 'LICENSED',
      community: null,
      title: { en: 'Drum pattern' },
      terms: [],
      identifier: '\u00e9 1',
      synthetic: false,
    });
  });

  it('is the same after it went to the platform and back', () => {
    const form = buildForm({
      title: { en: 'Drum', zh: '铜鼓' },
      terms: [{ vocabulary: 'motif', code: 'drum', en: 'Drum', zh: null }],
      rightsStatement: { ...NOTHING_STATED, ...STATED },
    });
    const { terms, ...content } = contentOf(form);
    const back = formOf({
      ...content,
      community: null,
      title: { en: content.title.en ?? null, zh: content.title.zh ?? null },
      description: null,
      terms: terms.map(({ en = null, zh = null, ...term }) => ({ ...term, en, zh })),
      creditLine: null,
      agreement: null,
      rightsStatement: { ...STATED, inTrustFor: null, basis: null },
      identifier: null,
      noCommunityReason: null,
    });
    expect(isSameContent(contentOf(back), contentOf(form))).toBe(true);
  });

  it('states nothing without a status, and asks for one line', () => {
    const holder = { ...NOTHING_STATED, rightsHolder: ' Museum ' };
    expect(contentOf(buildForm({ rightsStatement: holder }))).not.toHaveProperty('rightsStatement');
    const stated = buildForm({ rightsStatement: { ...holder, status: STATED.status } });
    expect(contentOf(stated).rightsStatement).toEqual(STATED);
    const long = buildForm({
      rightsStatement: { ...holder, status: STATED.status, inTrustFor: 'x'.repeat(201) },
    });
    expect(problemsOf(long).map(({ field, key }) => [field, key])).toEqual([['rightsStatement', 'tooLong']]);
    expect(fieldOf('rightsStatement.inTrustFor')).toBe('rightsStatement');
  });

  it('names the fields that differ, in the order of the form', () => {
    const before = contentOf(buildForm());
    const after = contentOf(buildForm({ synthetic: true, title: { en: 'Drum', zh: '铜鼓' } }));
    expect(differencesOf(before, after)).toEqual(['title.zh', 'title.en', 'synthetic']);
  });

  it('finds the field that a refusal names', () => {
    expect(fieldOf('input.terms.3.code')).toBe('terms');
    expect(fieldOf('title.en')).toBe('title.en');
    expect(fieldOf('title')).toBe('title');
    expect(fieldOf('files.a.png')).toBeNull();
    expect(fieldOf(null)).toBeNull();
  });
});

describe('a word of one’s own', () => {
  it('gets a code of letters of any script, digits and dashes', () => {
    expect(freeTerm('motif', '  Two  fish, one head! ')).toEqual({
      vocabulary: 'motif',
      code: 'two-fish-one-head',
      en: 'Two fish, one head!',
      zh: null,
    });
    expect(freeTerm('motif', '双鱼 纹')).toEqual({
      vocabulary: 'motif',
      code: '双鱼-纹',
      en: null,
      zh: '双鱼 纹',
    });
  });

  it('is none without a letter, and never too long', () => {
    expect(freeTerm('place', ' !? ')).toBeNull();
    expect(freeTerm('place', 'a '.repeat(100))?.code).toMatch(/^[a-z][a-z-]{0,62}[a-z]$/);
  });
});

describe('what stands between a draft and its signature', () => {
  it('is nothing for a draft with one title', () => {
    expect(problemsOf(buildForm())).toEqual([]);
    expect(problemsOf(buildForm({ title: { en: '', zh: '铜鼓' } }))).toEqual([]);
  });

  it('names what the platform would refuse', () => {
    const form = buildForm({
      title: { en: ' ', zh: '' },
      creditLine: 'two\nlines',
      identifier: 'x'.repeat(301),
      description: { en: 'bell \u0007', zh: '' },
      access: 'OPEN',
      community: '0x01',
    });
    expect(problemsOf(form).map(({ field, key }) => [field, key])).toEqual([
      ['title.zh', 'titleMissing'],
      ['description.en', 'controlCharacter'],
      ['creditLine', 'oneLine'],
      ['identifier', 'tooLong'],
      ['access', 'openNeedsNone'],
    ]);
  });
});

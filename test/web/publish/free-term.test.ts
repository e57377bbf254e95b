import { expect, it } from 'vitest';
import { freeTerm, writtenCode } from '../../../web/features/publish/editor/model/free-term.ts';

it.each(['Batik', 'wax resist', '蜡染'])('takes %j for the vocabulary’s term, with its names', (typed) => {
  expect(freeTerm('technique', typed)).toEqual({
    vocabulary: 'technique',
    code: 'batik',
    en: 'Batik (wax-resist dyeing)',
    zh: '蜡染',
  });
});

it('makes a term of one’s own of anything else', () => {
  expect(freeTerm('technique', ' Cut  velvet ')).toEqual({
    vocabulary: 'technique',
    code: 'cut-velvet',
    en: 'Cut velvet',
    zh: null,
  });
  expect(freeTerm('technique', '—')).toBeNull();
});

it('writes another holder’s proposal under its bare code', () => {
  expect(writtenCode('velvet@archive')).toBe('velvet');
  expect(writtenCode('batik')).toBe('batik');
});

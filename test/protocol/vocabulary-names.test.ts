import { describe, expect, it } from 'vitest';
import { BASE_VOCABULARY, MOTIF, PEOPLE, TECHNIQUE } from '@lanran/protocol/assets/vocabulary';
import { findMeantTerm, findVocabularyTerm } from '@lanran/protocol/assets/vocabulary-names';

describe('the names of the vocabulary', () => {
  it.each(['Hmong', 'hmub', 'Miao people', '苗'])('find a people as publishing does: %s', (name) => {
    expect(findVocabularyTerm('ethnicGroup', name)).toEqual(PEOPLE.miao);
  });

  it('find each term by its code and by its name in either language', () => {
    for (const term of BASE_VOCABULARY) {
      for (const name of [term.code, term.en, term.zh])
        expect(findVocabularyTerm(term.vocabulary, name), name).toEqual(term);
    }
  });

  it.each([' BATIK', 'wax resist', 'Wax-Resist Dyeing', '蜡 染', 'batik (wax-resist dyeing)', '蜡染技艺'])(
    'take %j for batik',
    (name) => expect(findVocabularyTerm('technique', name)).toEqual(TECHNIQUE.batik),
  );

  it('find a name without its accents', () => {
    expect(findVocabularyTerm('technique', 'applique of silk felt')).toEqual(TECHNIQUE.feltApplique);
  });

  it.each([
    ['motif', 'batik'],
    ['technique', 'velvet'],
    ['technique', ''],
    ['color', 'batik'],
  ])('find nothing in %s for %j', (vocabulary, name) => {
    expect(findVocabularyTerm(vocabulary, name)).toBeNull();
  });

  it('find the term that is meant by its code before its names', () => {
    expect(findMeantTerm({ vocabulary: 'motif', code: 'bird', en: 'Dragon' })).toEqual(MOTIF.bird);
    expect(findMeantTerm({ vocabulary: 'motif', code: 'x1', en: null, zh: '龙纹' })).toEqual(MOTIF.dragon);
    expect(findMeantTerm({ vocabulary: 'motif', code: 'x1', en: 'Cloud' })).toBeNull();
  });
});

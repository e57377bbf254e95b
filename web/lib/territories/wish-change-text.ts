import { defineText } from '../language/text.ts';

export const wishChangeText = defineText({
  en: {
    change: {
      withoutMedia: 'without {names}',
      onlyMedia: 'only for {names}',
      withoutTerritories: 'without {names}',
      onlyTerritories: 'only in {names}',
      freeFrom: 'free from {day}',
      until: 'until {day}',
      exclusive: 'exclusive',
      notExclusive: 'not exclusive',
    },
    between: ', ',
  },
  zh: {
    change: {
      withoutMedia: '不含{names}',
      onlyMedia: '仅用于{names}',
      withoutTerritories: '不含{names}',
      onlyTerritories: '仅限{names}',
      freeFrom: '{day}起可用',
      until: '至{day}为止',
      exclusive: '独占',
      notExclusive: '非独占',
    },
    between: '，',
  },
});

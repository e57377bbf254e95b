import { defineText } from '../language/text.ts';

/** How an asset is to be treated and credited. */
export const labelsText = defineText({
  en: {
    title: 'What {community} asks',
    lead: 'These are the community’s own words. Respect them in whatever you do with the asset.',
    asks: 'What the community asks',
    credit: 'Credit line',
    creditTitle: 'How to credit it',
    noCredit: 'The holder gives none.',
  },
  zh: {
    title: '{community}的嘱托',
    lead: '以下是社区自己的话，使用时请予遵守。',
    asks: '社区的嘱托',
    credit: '署名',
    creditTitle: '如何署名',
    noCredit: '持有机构未指定。',
  },
});

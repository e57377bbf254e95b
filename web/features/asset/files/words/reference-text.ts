import { defineText } from '../../../../lib/language/text.ts';

/** Files that scenes name. */
export const referenceText = defineText({
  en: {
    names: 'Files that it names',
    FOUND: 'in this asset',
    MISSING: 'not in this asset',
    OUTSIDE: 'a place outside of this asset',
    unresolved:
      '{count, plural, one {A file that a scene names is} other {# files that scenes name are}} not in this asset',
    whatItMeans:
      'Whoever opens these scenes will lack them. The holder can publish a version that has the files beside the scenes.',
    more: 'These are the first {count, number}.',
  },
  zh: {
    names: '其中引用的文件',
    FOUND: '在本资产中',
    MISSING: '不在本资产中',
    OUTSIDE: '指向本资产之外的位置',
    unresolved: '场景引用的 {count, number} 个文件不在本资产中',
    whatItMeans: '打开这些场景时将缺少这些文件。持有方可以发布新版本，把它们与场景放在一起。',
    more: '仅列出前 {count, number} 个。',
  },
});

import { defineText } from '../../lib/language/text.ts';

export const searchText = defineText({
  en: {
    search: 'Search the catalog',
    hint: 'A pattern, craft, place, holder',
    button: 'Search',
    clear: 'Clear the search',
    suggestions: 'Suggestions',
    about: 'About the concept “{name}”',
    found: '{count, plural, =0 {No suggestions} one {One suggestion} other {{count, number} suggestions}}',
    assets: '{count, plural, one {one asset} other {{count, number} assets}}',
    kinds: { CONCEPT: 'Terms', ORGANIZATION: 'Institutions and communities', WORD: 'Words' },
    roles: { HOLDER: 'institution', COMMUNITY: 'community' },
    vocabularies: {
      technique: 'technique',
      motif: 'motif',
      ich: 'intangible heritage',
      place: 'place',
      material: 'material',
      ethnicGroup: 'people',
    },
  },
  zh: {
    search: '在目录中搜索',
    hint: '纹样、工艺、地点、机构',
    button: '搜索',
    clear: '清除搜索文字',
    suggestions: '搜索建议',
    about: '查看概念“{name}”',
    found: '{count, plural, =0 {没有建议} other {有 {count, number} 条建议}}',
    assets: '{count, number} 件资产',
    kinds: { CONCEPT: '术语', ORGANIZATION: '机构与社区', WORD: '词语' },
    roles: { HOLDER: '机构', COMMUNITY: '社区' },
    vocabularies: {
      technique: '工艺',
      motif: '纹样',
      ich: '非遗',
      place: '地点',
      material: '材质',
      ethnicGroup: '民族',
    },
  },
});

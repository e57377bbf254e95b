import type { BilingualText } from '../kernel/language.ts';

/** What the platform is, on its first page and in what machines are told of it. */
export const INTRODUCTION = {
  title: {
    en: 'Patterns, costumes and films, licensed with their communities’ consent',
    zh: '纹样、服饰与影像，社区同意方可授权',
  },
  what: {
    en: 'Lanran is a catalog of ethnic patterns, costumes and films that museums and archives have digitized.',
    zh: '蓝染收录博物馆与档案馆数字化的民族纹样、服饰与影像。',
  },
  whom: {
    en: 'Film studios license them here; where one comes from a community, its council has to consent, and the community is paid a share of every sale.',
    zh: '影视制作方在这里取得使用许可；凡出自某个社区的，须经其议事会同意，每笔销售社区都有分成。',
  },
  trust: {
    en: 'Every publication, consent and license is a signed statement in a log that nobody can rewrite, and anyone can check a file against it without trusting this platform.',
    zh: '每一次发布、同意与许可都是签名声明，写入无人能改写的日志；任何人都能自行核验文件，不必信任本平台。',
  },
} as const satisfies Readonly<Record<string, BilingualText>>;

/** Where the first page leads on. */
export const WAYS_ON = [
  { to: '/catalog', label: { en: 'See the whole catalog', zh: '浏览全部目录' } },
  { to: '/rules', label: { en: 'What the rules enforce', zh: '规则如何约束' } },
  { to: '/verify', label: { en: 'Check a file yourself', zh: '自行核验文件' } },
] as const satisfies readonly { readonly to: string; readonly label: BilingualText }[];

/** What the catalog says of itself. */
export const CATALOG_WORDS = {
  title: { en: 'Patterns, costumes and films', zh: '纹样、服饰与影像' },
  lead: {
    en: 'What institutions and communities publish, with where it comes from. Look, then license.',
    zh: '各机构与社区公开的资产及其来历。先看，再取得许可。',
  },
} as const satisfies Readonly<Record<string, BilingualText>>;

import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Vocabulary } from '../../concepts/domain/concept.ts';

/** Title and description of pages that show no single asset, organization or concept. */
export const PAGE_WORDS = {
  catalog: {
    title: { en: 'Catalog', zh: '目录' },
    description: {
      en: 'Ethnic patterns, costumes and films that museums and archives have digitized, with where each comes from and how it can be licensed.',
      zh: '博物馆与档案馆数字化的民族纹样、服饰与影像：每件的来历，以及如何取得许可。',
    },
  },
  organizations: {
    title: { en: 'Institutions and communities', zh: '机构与社区' },
    description: {
      en: 'The institutions that publish here, the communities that consent, and the studios that license.',
      zh: '在此发布的机构、作出同意的社区与取得许可的制作方。',
    },
  },
  concepts: {
    title: { en: 'Concepts', zh: '概念' },
    description: {
      en: 'Techniques, motifs, materials, places and peoples of Guizhou’s crafts: their names in every language that is known, and how they belong together.',
      zh: '贵州工艺的技法、纹样、材质、地点与民族：各种语言中的名称，以及彼此的关系。',
    },
  },
  calls: {
    title: { en: 'Calls for proposals', zh: '方案征集' },
    description: {
      en: 'What institutions and communities would like to see made of their patterns, costumes and films, and until when studios may propose a use.',
      zh: '机构与社区希望以自己的纹样、服饰与影像做出怎样的作品，以及制片方可在何时之前提交方案。',
    },
  },
  verify: {
    title: { en: 'Verify a file', zh: '核验文件' },
    description: {
      en: 'Check in your browser whether a file, license or proof is what the log says, also without this platform.',
      zh: '在浏览器中核对文件、许可或证明与日志是否一致，无需本平台在场。',
    },
  },
  record: {
    title: { en: 'The log', zh: '日志' },
    description: {
      en: 'Every publication, consent and license as a signed statement in an append-only log.',
      zh: '每一次发布、同意与许可，都是只增不改的日志中的一条签名声明。',
    },
  },
  rules: {
    title: { en: 'The rules', zh: '规则' },
    description: {
      en: 'What the contracts enforce: no license without the community’s live consent, and none without its share.',
      zh: '合约强制执行的规则：没有社区有效的同意与应得的分成，就没有许可。',
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<'title' | 'description', BilingualText>>>>;

export const KIND_WORDS = {
  PATTERN: { en: 'Pattern', zh: '纹样' },
  COSTUME: { en: 'Costume', zh: '服饰' },
  FILM: { en: 'Film', zh: '影像' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export const VOCABULARY_WORDS = {
  technique: { en: 'Techniques', zh: '工艺' },
  motif: { en: 'Motifs', zh: '纹样' },
  ich: { en: 'Intangible heritage', zh: '非物质文化遗产' },
  place: { en: 'Places', zh: '地点' },
  material: { en: 'Materials', zh: '材质' },
  ethnicGroup: { en: 'Peoples', zh: '民族' },
} as const satisfies Readonly<Record<Vocabulary, BilingualText>>;

export const UNTITLED: BilingualText = { en: 'Untitled', zh: '无标题' };
export const SITE_NAME = 'Lanran 蓝染';

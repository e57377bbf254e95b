import type { OrganizationKind } from '@lanran/sdk/organizations/admission-act';
import type { DemoAccount } from './accounts.ts';

export interface DemoOrganization {
  readonly slug: string;
  readonly kind: OrganizationKind;
  readonly name: { readonly en: string; readonly zh: string };
  /** A sentence: what it is. */
  readonly description: { readonly en: string; readonly zh: string };
  /** Whose key asks for it: its first owner, or a community's council. */
  readonly account: DemoAccount;
}

/** Invented organizations, admitted by the accreditor's key, itself the first; each name says that it is a demonstration. */
export const DEMO_ORGANIZATIONS = [
  {
    slug: 'demo-heritage-accreditation',
    kind: 'ACCREDITOR',
    name: { en: 'Heritage Accreditation Office (demo)', zh: '遗产认证办公室（演示）' },
    description: {
      en: 'Checks who asks to take part, and admits institutions, communities, studios and auditors.',
      zh: '核验申请加入者的身份，并接纳机构、社区、影视公司与审计方。',
    },
    account: 'accreditor',
  },
  {
    slug: 'demo-qingshui-museum',
    kind: 'INSTITUTION',
    name: { en: 'Qingshui River Textile Museum (demo)', zh: '清水江织染博物馆（演示）' },
    description: {
      en: 'A county museum that collects and digitizes batik, embroidery and dress of the Qingshui River valley.',
      zh: '收藏并数字化清水江流域蜡染、刺绣与服饰的县级博物馆。',
    },
    account: 'institution',
  },
  {
    slug: 'demo-liping-culture-center',
    kind: 'INSTITUTION',
    name: { en: 'Liping Dong Culture Center (demo)', zh: '黎平侗族文化中心（演示）' },
    description: {
      en: 'Records Dong brocade, dress and crafts with the villages of Liping, and trains young makers.',
      zh: '与黎平各村寨共同记录侗锦、服饰与手工艺，并培训年轻传承人。',
    },
    account: 'institution-liping',
  },
  {
    slug: 'demo-anshun-archive',
    kind: 'INSTITUTION',
    name: { en: 'Anshun Pattern Archive (demo)', zh: '安顺纹样档案馆（演示）' },
    description: {
      en: 'Keeps drawings and samples of patterns from Anshun and the Buyi villages of Zhenning.',
      zh: '保存安顺及镇宁布依族村寨的纹样图稿与实物样本。',
    },
    account: 'institution-anshun',
  },
  {
    slug: 'demo-miao-villages',
    kind: 'COMMUNITY',
    name: { en: 'Miao villages of the Qingshui River (demo)', zh: '清水江苗族村寨（演示）' },
    description: {
      en: 'Eleven Miao villages on the Qingshui River, whose council decides together who may use their patterns.',
      zh: '清水江畔的十一个苗族村寨，纹样由谁使用，由村寨议事会共同决定。',
    },
    account: 'council',
  },
  {
    slug: 'demo-dong-villages',
    kind: 'COMMUNITY',
    name: { en: 'Dong villages of Liping (demo)', zh: '黎平侗族村寨（演示）' },
    description: {
      en: 'Dong villages in the hills of Liping, known for their brocade and polyphonic songs.',
      zh: '黎平山区的侗族村寨，以侗锦与侗族大歌闻名。',
    },
    account: 'council-dong',
  },
  {
    slug: 'demo-buyi-villages',
    kind: 'COMMUNITY',
    name: { en: 'Buyi villages of Zhenning (demo)', zh: '镇宁布依族村寨（演示）' },
    description: {
      en: 'Buyi villages of Zhenning, where women have dyed wax-resist cloth for generations.',
      zh: '镇宁的布依族村寨，妇女世代制作蜡染。',
    },
    account: 'council-buyi',
  },
  {
    slug: 'demo-wuyang-films',
    kind: 'STUDIO',
    name: { en: 'Wuyang River Films (demo)', zh: '舞阳河影业（演示）' },
    description: {
      en: 'A studio for documentaries and feature films set in the southwest of China.',
      zh: '拍摄中国西南题材纪录片与故事片的影视公司。',
    },
    account: 'studio',
  },
  {
    slug: 'demo-highland-animation',
    kind: 'STUDIO',
    name: { en: 'Highland Animation (demo)', zh: '高原动画（演示）' },
    description: {
      en: 'Makes animated series and games, and licenses the patterns that its characters wear.',
      zh: '制作动画剧集与游戏，角色所用纹样均经许可。',
    },
    account: 'studio-animation',
  },
  {
    slug: 'demo-provenance-audit',
    kind: 'AUDITOR',
    name: { en: 'Provenance Audit (demo)', zh: '来源审计所（演示）' },
    description: {
      en: 'Checks, independently of the platform, where assets come from and whether the log was only appended to.',
      zh: '独立于平台，核查资产来源，并核查日志是否只增不改。',
    },
    account: 'auditor',
  },
] as const satisfies readonly DemoOrganization[];

export type DemoSlug = (typeof DEMO_ORGANIZATIONS)[number]['slug'];

/** The community `council` stands for: the demo default of `publish`. */
export const DEFAULT_COMMUNITY: DemoSlug = 'demo-miao-villages';

export function demoOrganization(slug: DemoSlug): DemoOrganization {
  const found = DEMO_ORGANIZATIONS.find((organization) => organization.slug === slug);
  if (found === undefined) throw new Error(`There is no demo organization ${slug}`);
  return found;
}

import type { OrganizationKind } from '@lanran/sdk/organizations/admission-act';
import type { DemoAccount } from './accounts.ts';

export interface DemoOrganization {
  readonly slug: string;
  readonly kind: OrganizationKind;
  readonly name: { readonly en: string; readonly zh: string };
  /** Whose key asks for it: its first owner, or a community's council. */
  readonly account: DemoAccount;
}

/** Invented organizations, admitted by the accreditor's key, itself the first; each name says that it is a demonstration. */
export const DEMO_ORGANIZATIONS = [
  {
    slug: 'demo-heritage-accreditation',
    kind: 'ACCREDITOR',
    name: { en: 'Heritage Accreditation Office (demo)', zh: '遗产认证办公室（演示）' },
    account: 'accreditor',
  },
  {
    slug: 'demo-qingshui-museum',
    kind: 'INSTITUTION',
    name: { en: 'Qingshui River Textile Museum (demo)', zh: '清水江织染博物馆（演示）' },
    account: 'institution',
  },
  {
    slug: 'demo-liping-culture-center',
    kind: 'INSTITUTION',
    name: { en: 'Liping Dong Culture Center (demo)', zh: '黎平侗族文化中心（演示）' },
    account: 'institution-liping',
  },
  {
    slug: 'demo-anshun-archive',
    kind: 'INSTITUTION',
    name: { en: 'Anshun Pattern Archive (demo)', zh: '安顺纹样档案馆（演示）' },
    account: 'institution-anshun',
  },
  {
    slug: 'demo-miao-villages',
    kind: 'COMMUNITY',
    name: { en: 'Miao villages of the Qingshui River (demo)', zh: '清水江苗族村寨（演示）' },
    account: 'council',
  },
  {
    slug: 'demo-dong-villages',
    kind: 'COMMUNITY',
    name: { en: 'Dong villages of Liping (demo)', zh: '黎平侗族村寨（演示）' },
    account: 'council-dong',
  },
  {
    slug: 'demo-buyi-villages',
    kind: 'COMMUNITY',
    name: { en: 'Buyi villages of Zhenning (demo)', zh: '镇宁布依族村寨（演示）' },
    account: 'council-buyi',
  },
  {
    slug: 'demo-wuyang-films',
    kind: 'STUDIO',
    name: { en: 'Wuyang River Films (demo)', zh: '舞阳河影业（演示）' },
    account: 'studio',
  },
  {
    slug: 'demo-highland-animation',
    kind: 'STUDIO',
    name: { en: 'Highland Animation (demo)', zh: '高原动画（演示）' },
    account: 'studio-animation',
  },
  {
    slug: 'demo-provenance-audit',
    kind: 'AUDITOR',
    name: { en: 'Provenance Audit (demo)', zh: '来源审计所（演示）' },
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

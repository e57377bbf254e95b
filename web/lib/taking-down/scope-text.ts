import { scopeOfText, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import type { Language } from '@lanran/protocol/kernel/language';

interface AnsweredScope {
  readonly version?: number | null | undefined;
  readonly path?: string | null | undefined;
  readonly field?: string | null | undefined;
}

const FIELDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  title: { en: 'the title', zh: '名称' },
  description: { en: 'the description', zh: '说明' },
  terms: { en: 'the terms', zh: '主题词' },
  creditLine: { en: 'the credit line', zh: '署名' },
  rightsStatement: { en: 'the rights statement', zh: '权利声明' },
  identifier: { en: 'the accession number', zh: '藏品编号' },
  noCommunityReason: { en: 'the reason why no community is named', zh: '未注明社区的理由' },
};

/** “the description”, as people say it. */
export function fieldText(field: string, language: Language): string {
  return FIELDS[field]?.[language] ?? field;
}

/** A scope's text, as the platform keeps it, in a few words. */
export function readScope(text: string, language: Language): string {
  return scopeText(scopeOfText(text), language);
}

/** What was taken down, in a few words; the scope is null while nobody knows it. */
export function scopeText(scope: AnsweredScope | TakeDownScope | null, language: Language): string {
  if (scope === null) return language === 'en' ? 'a part that is not known here' : '此处尚不清楚的部分';
  const { version, path, field } = scope;
  const part = path ?? (field == null ? null : fieldText(field, language));
  if (part === null && version == null) return language === 'en' ? 'the whole asset' : '整件资产';
  if (language === 'en') {
    if (part === null) return `version ${version}`;
    return version == null ? `${part}, in all versions until then` : `${part}, in version ${version}`;
  }
  if (part === null) return `第 ${version} 版`;
  return version == null ? `截至当时所有版本中的${part}` : `第 ${version} 版中的${part}`;
}

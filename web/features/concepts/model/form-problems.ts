import type { Language } from '@lanran/protocol/kernel/language';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { textIn } from '../../../lib/language/text.ts';
import { formText } from '../words/form-text.ts';
import { adviceIn } from './advice.ts';
import type { ConceptDraft, MatchScheme } from './concept-form.ts';
import { LABEL_KINDS } from './labels.ts';

/** What is wrong, by the field that it is shown beside: `zh`, `altLabels.hant`, `matches.0.id`. */
export type FormProblems = Readonly<Record<string, string>>;

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ICH_CODE = /^[IVX]+-\d+$/;
const MATCH_IDS: Readonly<Record<MatchScheme, RegExp>> = {
  AAT: /^\d{9}$/,
  WIKIDATA: /^Q[1-9]\d{0,11}$/,
  ICH: /^[IVX]+-\d{1,4}$/,
  GBT2260: /^\d{6}$/,
};

/** What can be told before it is sent. */
export function problemsOf(draft: ConceptDraft, language: Language): FormProblems {
  const t = textIn(formText, language);
  const { vocabulary, zh, en, matches } = draft;
  const code = draft.code.trim();
  const wrongIds = matches.flatMap(({ scheme, id }, at) =>
    MATCH_IDS[scheme].test(id.trim()) ? [] : [[`matches.${at}.id`, t(`badMatch.${scheme}`)] as const],
  );
  const missingSources = matches.flatMap(({ source }, at) =>
    source.trim() === '' ? [[`matches.${at}.source`, t('missingSource')] as const] : [],
  );
  const isCode = CODE.test(code) || (vocabulary === 'ich' && ICH_CODE.test(code));
  return {
    ...(vocabulary === null && { vocabulary: t('missingVocabulary') }),
    ...(!isCode && { code: t(vocabulary === 'ich' ? 'badIchCode' : 'badCode') }),
    ...(zh.trim() === '' && { zh: t('missing') }),
    ...(en.trim() === '' && { en: t('missing') }),
    ...Object.fromEntries([...wrongIds, ...missingSources]),
  };
}

/** By what the platform calls a field, what this form does. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^vocabulary$/, 'vocabulary'],
  [/^code$/, 'code'],
  [/^prefLabel\.(zh|en)$/, '$1'],
  [new RegExp(`^altLabels\\.(${LABEL_KINDS.join('|')})`), 'altLabels.$1'],
  [/^altLabels$/, 'altLabels.zh'],
  [/^(broader|related)/, '$1'],
  [/^scopeNote\.zh$/, 'noteZh'],
  [/^scopeNote\.en$/, 'noteEn'],
  [/^sources/, 'sources'],
  [/^exactMatch\.(\d+)\.(id|source)/, 'matches.$1.$2'],
  [/^community$/, 'community'],
];

/** What the platform refused, beside the field that it named; null where it named none of this form's. */
export function refusedField(error: unknown, language: Language): FormProblems | null {
  if (!(error instanceof RefusedError) || error.code !== 'BAD_INPUT' || error.field === null) return null;
  const { field, message } = error;
  if (field === 'message') return { message: adviceIn(language, message.replace(`${field}: `, '')) };
  const name = field.replace(/^concept\./, '');
  const known = FIELDS.find(([pattern]) => pattern.test(name));
  if (known === undefined) return null;
  const [pattern, own] = known;
  const place = name.replace(new RegExp(`${pattern.source}.*$`), own);
  return { [place]: adviceIn(language, message.replace(`${field}: `, '')) };
}

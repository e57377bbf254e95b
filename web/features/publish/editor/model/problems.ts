import { MAX_RIGHTS_HOLDER } from '@lanran/protocol/assets/rights-statement';
import { contentOf, type ContentField, type DraftForm } from './draft-form.ts';
import { areReady, type FileRow } from '../../uploads/model/file-rows.ts';

/** As api/publishing/domain/draft-content.ts has them. */
export const LIMITS = {
  title: 300,
  description: 4_000,
  terms: 64,
  termText: 120,
  line: 300,
  reason: 2_000,
} as const;

export type ProblemKey =
  | 'titleMissing'
  | 'tooLong'
  | 'controlCharacter'
  | 'oneLine'
  | 'tooManyTerms'
  | 'openNeedsNone';

export interface FieldProblem {
  readonly field: ContentField;
  readonly key: ProblemKey;
  /** The most that is allowed, where there is such a number. */
  readonly most: number;
  /** How much there is. */
  readonly count: number;
}

export type FilesProblem = 'none' | 'uploading' | 'attention';

const TEXTS = [
  ['title.zh', (form: DraftForm) => form.title.zh, LIMITS.title],
  ['title.en', (form: DraftForm) => form.title.en, LIMITS.title],
  ['description.zh', (form: DraftForm) => form.description.zh, LIMITS.description],
  ['description.en', (form: DraftForm) => form.description.en, LIMITS.description],
  ['creditLine', (form: DraftForm) => form.creditLine, LIMITS.line],
  ['rightsStatement', (form: DraftForm) => stated(form, 'rightsHolder'), MAX_RIGHTS_HOLDER],
  ['rightsStatement', (form: DraftForm) => stated(form, 'inTrustFor'), MAX_RIGHTS_HOLDER],
  ['identifier', (form: DraftForm) => form.identifier, LIMITS.line],
  [
    'noCommunityReason',
    (form: DraftForm) => (form.community === null ? form.noCommunityReason : ''),
    LIMITS.reason,
  ],
] as const;

function stated({ rightsStatement }: DraftForm, name: 'rightsHolder' | 'inTrustFor'): string {
  return rightsStatement.status === '' ? '' : rightsStatement[name];
}

/** What the platform would refuse, said before it is asked. */
export function problemsOf(form: DraftForm): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (Object.keys(contentOf(form).title).length === 0)
    problems.push({ field: 'title.zh', key: 'titleMissing', most: 0, count: 0 });
  for (const [field, pick, most] of TEXTS) {
    const key = textProblem(pick(form).normalize('NFC').trim(), {
      most,
      isLine: most <= LIMITS.line && !field.startsWith('title'),
    });
    if (key !== null) problems.push({ field, key, most, count: pick(form).trim().length });
  }
  if (form.terms.length > LIMITS.terms)
    problems.push({ field: 'terms', key: 'tooManyTerms', most: LIMITS.terms, count: form.terms.length });
  if (form.access === 'OPEN' && form.community !== null)
    problems.push({ field: 'access', key: 'openNeedsNone', most: 0, count: 0 });
  return problems;
}

function textProblem(text: string, { most, isLine }: { most: number; isLine: boolean }): ProblemKey | null {
  if (text.length > most) return 'tooLong';
  if (/[\p{Surrogate}\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n\t\r]/u.test(text)) return 'controlCharacter';
  return isLine && text.includes('\n') ? 'oneLine' : null;
}

export function filesProblem(rows: readonly FileRow[]): FilesProblem | null {
  if (rows.length === 0) return 'none';
  if (areReady(rows)) return null;
  return rows.some(({ standing }) => standing === 'working') ? 'uploading' : 'attention';
}

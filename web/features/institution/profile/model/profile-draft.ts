import {
  detailsInput,
  detailsOf,
  type ProfileDetails,
  readDetails,
  type SavedDetails,
  type TypedText,
} from '../../../../lib/profiles/profile-details.ts';

interface KeptText {
  readonly en: string | null;
  readonly zh: string | null;
}

export interface TypedLabel {
  readonly code: string;
  readonly title: TypedText;
  readonly text: TypedText;
}

export interface ProfileDraft {
  readonly description: TypedText;
  readonly labels: readonly TypedLabel[];
  readonly details: ProfileDetails;
}

interface KeptProfile extends SavedDetails {
  readonly description: KeptText | null;
  readonly labels: readonly { readonly code: string; readonly title: KeptText; readonly text: KeptText }[];
}

/** Characters, in each language. */
export const MOST_DESCRIPTION = 4_000;
export const MOST_LABEL_TEXT = 2_000;

export const EMPTY_LABEL: TypedLabel = { code: '', title: { en: '', zh: '' }, text: { en: '', zh: '' } };

export function profileDraftOf(kept: KeptProfile): ProfileDraft {
  const { description, labels } = kept;
  return {
    description: typedOf(description),
    labels: labels.map(({ code, title, text }) => ({ code, title: typedOf(title), text: typedOf(text) })),
    details: detailsOf(kept),
  };
}

/** As the platform takes it: empty lines are left out, and a description without any is none. */
export function profileInputOf({ description, labels, details }: ProfileDraft, kind: string) {
  const text = keptOf(description);
  return {
    description: Object.keys(text).length === 0 ? null : text,
    labels: labels.map((label) => ({
      code: label.code.trim(),
      title: keptOf(label.title),
      text: keptOf(label.text),
    })),
    ...detailsInput(details, kind),
  };
}

/** What was typed before a reload; null when it is not understood. */
export function readProfileDraft(value: unknown): ProfileDraft | null {
  const found = (value ?? {}) as Partial<Record<keyof ProfileDraft, unknown>>;
  const { description, labels } = found;
  const details = readDetails(found.details);
  if (!isTyped(description) || !Array.isArray(labels) || details === null) return null;
  return (labels as readonly unknown[]).every(isLabel)
    ? { description, labels: labels as TypedLabel[], details }
    : null;
}

function isLabel(value: unknown): value is TypedLabel {
  const { code, title, text } = (value ?? {}) as Partial<Record<keyof TypedLabel, unknown>>;
  return typeof code === 'string' && isTyped(title) && isTyped(text);
}

function isTyped(value: unknown): value is TypedText {
  const { en, zh } = (value ?? {}) as Partial<Record<keyof TypedText, unknown>>;
  return typeof en === 'string' && typeof zh === 'string';
}

function typedOf(text: KeptText | null): TypedText {
  return { en: text?.en ?? '', zh: text?.zh ?? '' };
}

function keptOf({ en, zh }: TypedText): { readonly en?: string; readonly zh?: string } {
  return { ...(en.trim() !== '' && { en: en.trim() }), ...(zh.trim() !== '' && { zh: zh.trim() }) };
}

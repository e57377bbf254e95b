import {
  detailsInput,
  detailsOf,
  type ProfileDetails,
  readDetails,
  type SavedDetails,
  type TypedText,
} from '../../../../lib/profiles/profile-details.ts';

/** As the platform takes them (api/organizations/domain/profile.ts). */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,63}$/u;

export interface LabelDraft {
  /** Of the form alone. */
  readonly id: number;
  readonly code: string;
  readonly title: TypedText;
  readonly text: TypedText;
}

/** What a community says of itself and of how its heritage is to be treated. */
export interface Words {
  readonly description: TypedText;
  readonly labels: readonly LabelDraft[];
  /** Codes of the peoples it is of, sorted. */
  readonly peoples: readonly string[];
  readonly details: ProfileDetails;
}

interface ShownText {
  readonly en: string | null;
  readonly zh: string | null;
}

interface ShownWords extends SavedDetails {
  readonly description: ShownText | null;
  readonly labels: readonly { readonly code: string; readonly title: ShownText; readonly text: ShownText }[];
  readonly peoples: readonly string[];
}

const NOTHING_SAVED: SavedDetails = {
  ...{ contact: null, website: null, pictureAsset: null, logoAsset: null, bankDetails: null, billing: null },
  ...{ welcome: null, never: null, answersWithinDays: null, closedUntil: null, closedReason: null },
};

export function wordsFrom(shown: ShownWords | null): Words {
  return {
    description: typed(shown?.description ?? null),
    labels: (shown?.labels ?? []).map(({ code, title, text }, id) => ({
      id,
      code,
      title: typed(title),
      text: typed(text),
    })),
    peoples: shown?.peoples ?? [],
    details: detailsOf(shown ?? NOTHING_SAVED),
  };
}

/** With another empty label. */
export function withLabel(words: Words): Words {
  const id = Math.max(words.labels.length, ...words.labels.map((label) => label.id)) + 1;
  return { ...words, labels: [...words.labels, emptyLabel(id)] };
}

function emptyLabel(id: number): LabelDraft {
  const nothing = { en: '', zh: '' };
  return { id, code: `TK-${id}`, title: nothing, text: nothing };
}

/** The ids of the labels that lack a code, a name or a text. */
export function problemsOfWords({ labels }: Words): readonly number[] {
  const codes = labels.map(({ code }) => code.trim());
  return labels
    .filter(
      ({ code, title, text }) =>
        !CODE.test(code.trim()) ||
        codes.filter((other) => other === code.trim()).length > 1 ||
        isEmpty(title) ||
        isEmpty(text),
    )
    .map(({ id }) => id);
}

/** As mutation updateProfile takes it: what is empty is left out. */
export function profileInput({ description, labels, peoples, details }: Words) {
  return {
    description: isEmpty(description) ? null : given(description),
    labels: labels.map(({ code, title, text }) => ({
      code: code.trim(),
      title: given(title),
      text: given(text),
    })),
    peoples: [...peoples],
    ...detailsInput(details, 'COMMUNITY'),
  };
}

/** What was typed before a reload; null when it is not understood. */
export function readWords(value: unknown): Words | null {
  const found = (value ?? {}) as Partial<Record<keyof Words, unknown>>;
  const { description, labels, peoples } = found;
  const details = readDetails(found.details);
  if (!isTyped(description) || !Array.isArray(labels) || !Array.isArray(peoples)) return null;
  if (details === null) return null;
  const codes = (peoples as readonly unknown[]).filter((code) => typeof code === 'string');
  return (labels as readonly unknown[]).every(isLabel)
    ? { description, labels: labels as LabelDraft[], peoples: codes, details }
    : null;
}

function isLabel(value: unknown): value is LabelDraft {
  const { id, code, title, text } = (value ?? {}) as Partial<Record<keyof LabelDraft, unknown>>;
  return typeof id === 'number' && typeof code === 'string' && isTyped(title) && isTyped(text);
}

function isTyped(value: unknown): value is TypedText {
  const { en, zh } = (value ?? {}) as Partial<Record<keyof TypedText, unknown>>;
  return typeof en === 'string' && typeof zh === 'string';
}

function typed(text: ShownText | null): TypedText {
  return { en: text?.en ?? '', zh: text?.zh ?? '' };
}

function isEmpty({ en, zh }: TypedText): boolean {
  return en.trim() === '' && zh.trim() === '';
}

function given({ en, zh }: TypedText): { en?: string; zh?: string } {
  return { ...(en.trim() !== '' && { en: en.trim() }), ...(zh.trim() !== '' && { zh: zh.trim() }) };
}

/** A text in both languages, as it is typed. */
export interface TypedText {
  readonly en: string;
  readonly zh: string;
}

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
}

interface ShownText {
  readonly en: string | null;
  readonly zh: string | null;
}

interface ShownWords {
  readonly description: ShownText | null;
  readonly labels: readonly { readonly code: string; readonly title: ShownText; readonly text: ShownText }[];
}

export function wordsFrom(shown: ShownWords | null): Words {
  return {
    description: typed(shown?.description ?? null),
    labels: (shown?.labels ?? []).map(({ code, title, text }, id) => ({
      id,
      code,
      title: typed(title),
      text: typed(text),
    })),
  };
}

export function emptyLabel(id: number): LabelDraft {
  const nothing = { en: '', zh: '' };
  return { id, code: `TK-${id}`, title: nothing, text: nothing };
}

/** The ids of the labels that lack a code, a name or a text. */
export function problemsOfWords({ labels }: Words): readonly number[] {
  const codes = labels.map(({ code }) => code.trim());
  return labels
    .filter(
      ({ code, title, text }) =>
        code.trim() === '' ||
        codes.filter((other) => other === code.trim()).length > 1 ||
        isEmpty(title) ||
        isEmpty(text),
    )
    .map(({ id }) => id);
}

/** As mutation updateProfile takes it: what is empty is left out. */
export function profileInput({ description, labels }: Words) {
  return {
    description: isEmpty(description) ? null : given(description),
    labels: labels.map(({ code, title, text }) => ({
      code: code.trim(),
      title: given(title),
      text: given(text),
    })),
  };
}

/** What was typed before a reload; null when it is not understood. */
export function readWords(text: string | null): Words | null {
  if (text === null || text === '') return null;
  try {
    const value = JSON.parse(text) as Partial<Words>;
    const labels = value.labels;
    if (!isTyped(value.description) || !Array.isArray(labels)) return null;
    const isWhole = labels.every(
      (label) =>
        typeof label.id === 'number' &&
        typeof label.code === 'string' &&
        isTyped(label.title) &&
        isTyped(label.text),
    );
    return isWhole ? { description: value.description, labels } : null;
  } catch {
    return null;
  }
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

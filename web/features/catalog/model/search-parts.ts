import type { SearchedPart } from './documents.ts';

/** The text without one of its parts; what is left of it otherwise stays as it was typed. */
export function withoutPart(text: string, parts: readonly SearchedPart[], at: number): string {
  let from = 0;
  for (const [place, part] of parts.entries()) {
    const start = text.indexOf(part.text, from);
    if (start < 0) break;
    from = start + part.text.length;
    if (place === at) return `${text.slice(0, start)} ${text.slice(from)}`.replace(/\s+/g, ' ').trim();
  }
  return text;
}

/** Parts that nothing has, and that nothing was searched for instead of, with their place. */
export function unfoundOf(
  parts: readonly SearchedPart[],
): readonly { readonly text: string; readonly at: number }[] {
  return parts.flatMap(({ text, count, instead }, at) =>
    count === 0 && instead === null ? [{ text, at }] : [],
  );
}

/** Parts in place of which something else was searched. */
export function replacedOf(
  parts: readonly SearchedPart[],
): readonly { readonly text: string; readonly instead: string | null }[] {
  return parts.flatMap(({ text, instead }) =>
    // The same words again stand for what sounds or begins so.
    instead === null ? [] : [{ text, instead: instead === text ? null : instead }],
  );
}

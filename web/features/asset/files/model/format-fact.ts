import type { Formats } from '../../../../lib/language/format.ts';
import type { TechnicalFact } from './file-documents.ts';
import type { technicalText } from '../words/technical-text.ts';

type Words = (
  key: `unit.${keyof (typeof technicalText)['en']['unit']}`,
  values: { readonly value: string },
) => string;

/** A fact's values as the reader's language writes them; text as the file says it. */
export function formatFact({ unit, values }: TechnicalFact, { number, bytes }: Formats, t: Words): string[] {
  return values.map((text) => {
    const value = Number(text);
    if (!Number.isFinite(value)) return text;
    switch (unit) {
      case 'TEXT':
      case 'MOMENT':
        return text;
      case 'COUNT':
        return number(value);
      case 'BYTES':
        return bytes(value);
      case 'BITS_PER_SECOND':
        return t(`unit.${unit}`, { value: number(Math.round(value / 1_000)) });
      case 'DEGREES':
        return t(`unit.${unit}`, { value: text });
      default:
        return t(`unit.${unit}`, { value: number(value) });
    }
  });
}

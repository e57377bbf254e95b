import { missingPictureText } from './missing-picture-text.ts';
import { useText } from '../language/text.ts';

/** What the platform says of an asset without a picture. */
export interface MissingPicture {
  readonly why: 'NOT_YET' | 'NOT_MADE' | 'FAILED';
  readonly format: string | null;
}

/** In words, in place of the picture. */
export function useMissingPictureWords(): (
  missing: MissingPicture,
  whom: { readonly holder: string },
) => string {
  const t = useText(missingPictureText);
  return (missing, { holder }) => t(reasonOf(missing), { format: missing.format ?? '', holder });
}

/** The key of its words. */
export function reasonOf({ why, format }: MissingPicture): keyof (typeof missingPictureText)['en'] {
  if (why !== 'NOT_MADE') return why;
  if (format === 'SVG') return 'SCRIPT';
  return format === null ? 'UNNAMED' : 'TYPE';
}

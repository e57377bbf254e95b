import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import { versionText } from './version-text.ts';

interface NamedVersion {
  readonly version: number;
  /** A moment, ISO 8601. */
  readonly publishedAt: string;
}

/** “Version 2, published 3 May 2027”. */
export function useVersionName(): (version: NamedVersion) => string {
  const t = useText(versionText);
  const formats = useFormats();
  return ({ version, publishedAt }) =>
    t('versionName', { version: String(version), day: formats.day(publishedAt.slice(0, 10)) });
}

import type { Language } from '@lanran/protocol/kernel/language';
import { formatsFor } from '../../../../lib/language/format.ts';
import { filesWent } from '../../../../lib/taking-down/left.ts';
import { scopeText } from '../../../../lib/taking-down/scope-text.ts';
import { textIn } from '../../../../lib/language/text.ts';
import type { LicenseCheck } from '../../certificate/model/license-check.ts';
import { licenseText } from '../words/license-text.ts';

/** More are counted, so that a certificate stays one page. */
const MOST_NAMED = 3;

/** Files and versions that were taken down of what was sold, in a line; null for none, or where the reader sees no version. */
export function takenSince({ asset, version }: LicenseCheck, language: Language): string | null {
  if (asset === null || version === null) return null;
  const gone = filesWent(asset.takeDowns, version);
  if (gone.length === 0) return null;
  const { day } = formatsFor(language);
  const [open, close] = language === 'en' ? [' (', ')'] : ['（', '）'];
  const named = gone.slice(0, MOST_NAMED).map(({ scope, takenDownAt }) => {
    return `${scopeText(scope, language)}${open}${day(takenDownAt.slice(0, 10))}${close}`;
  });
  const more = gone.length - MOST_NAMED;
  const rest = more > 0 ? [textIn(licenseText, language)('takenDownMore', { count: more })] : [];
  return [...named, ...rest].join(language === 'en' ? '; ' : '；');
}

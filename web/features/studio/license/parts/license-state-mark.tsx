import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { LicenseState } from '../model/license-days.ts';
import { licenseText } from '../words/license-text.ts';

const TONES: Readonly<Record<LicenseState, Tone>> = {
  LIVE: 'live',
  UPCOMING: 'unknown',
  EXPIRED: 'plain',
  REVOKED: 'refused',
};

/** How a license stands: its icon and its word. */
export function LicenseStateMark({ state }: { readonly state: LicenseState }) {
  const t = useText(licenseText);
  return <StateMark tone={TONES[state]}>{t(`state.${state}`)}</StateMark>;
}

import { StateMark, type Tone } from '../../components/notice.tsx';
import { useText } from '../../lib/text.ts';
import type { LicenseState } from './license-days.ts';
import { licenseText } from './license-text.ts';

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

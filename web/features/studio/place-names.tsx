import { Details } from '../../components/details.tsx';
import { useText } from '../../lib/text.ts';
import { useNames } from './names.ts';
import { termsText } from './terms-text.ts';

const MAX_SHOWN = 12;

/** Countries and regions in the reader's words; many of them folded away. */
export function PlaceNames({ codes }: { readonly codes: readonly string[] }) {
  const t = useText(termsText);
  const names = useNames();
  if (codes.length <= MAX_SHOWN) return names.territories(codes);
  return (
    <Details summary={t('moreTerritories', { count: String(codes.length) })}>
      <p>{names.territories(codes)}</p>
    </Details>
  );
}

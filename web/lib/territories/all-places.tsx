import { territoriesOf } from '@lanran/protocol/territories/territories';
import { isTerritoryTextCut } from '@lanran/protocol/territories/territory-text';
import { Details } from '../../components/facts/details.tsx';
import { useFormats } from '../language/format.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { territoryFieldText } from './territory-field-text.ts';
import { bitsOfCodes, MOST_PLACES, wholeTerritoriesText } from './window-text.ts';

/** Below a sentence that had to count places: all of them. Nothing where it named them. */
export function AllPlaces({ codes }: { readonly codes: readonly string[] }) {
  const t = useText(territoryFieldText);
  const { language } = useLanguage();
  const { number } = useFormats();
  const bits = bitsOfCodes(codes);
  if (bits === null || !isTerritoryTextCut(bits, MOST_PLACES)) return null;
  return (
    <Details summary={t('allPlaces', { count: number(territoriesOf(bits).length) })}>
      <p>{wholeTerritoriesText(codes, language)}</p>
    </Details>
  );
}

import { isTerritoryTextCut } from '@lanran/protocol/territories/territory-text';
import { Details } from '../../components/facts/details.tsx';
import { useLanguage } from '../language/language.tsx';
import {
  bitsOfCodes,
  MOST_PLACES,
  startingLarge,
  territoriesText,
  wholeTerritoriesText,
} from './window-text.ts';

/** Countries and regions as people say them, standing alone; of a long list the first, which unfold to all. */
export function PlaceNames({ codes }: { readonly codes: readonly string[] }) {
  const { language } = useLanguage();
  const short = startingLarge(territoriesText(codes, language));
  const bits = bitsOfCodes(codes);
  if (bits === null || !isTerritoryTextCut(bits, MOST_PLACES)) return short;
  return (
    <Details summary={short}>
      <p>{startingLarge(wholeTerritoriesText(codes, language))}</p>
    </Details>
  );
}

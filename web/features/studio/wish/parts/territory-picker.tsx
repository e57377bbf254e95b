import { type ReactNode, useMemo, useState } from 'react';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { TERRITORY_GROUPS } from '@lanran/protocol/territories/territory-groups';
import { Button } from '../../../../components/forms/button.tsx';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { TerritoryField, type TerritoryTicks } from '../../../../lib/territories/territory-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useNames } from '../model/names.ts';
import { TerritoryMap } from './territory-map.tsx';
import css from './wish-form.module.css';
import { wishText } from '../words/wish-text.ts';

const CONTINENTS = TERRITORY_GROUPS.filter(({ isContinent }) => isContinent);

interface TerritoryPickerProps {
  /** Codes, or `WORLD` alone. */
  readonly value: readonly string[];
  /** Which may be chosen; left out: all. */
  readonly within?: readonly string[] | undefined;
  onChange(value: readonly string[]): void;
}

/** Countries and regions: as people say them, by continent, or pointed at on the map. */
export function TerritoryPicker({ value, within, onChange }: TerritoryPickerProps) {
  const t = useText(wishText);
  return (
    <fieldset className={css['part']}>
      <legend>
        <h2>{t('territoriesTitle')}</h2>
      </legend>
      <TerritoryField value={value} within={within} onChange={onChange}>
        {(ticks) => <PickByPlace {...ticks} />}
      </TerritoryField>
    </fieldset>
  );
}

function PickByPlace({ isTicked, isOpen, tick }: TerritoryTicks) {
  const t = useText(wishText);
  const names = useNames();
  // A box for each of 249 takes a second to draw, and again at each choice: those of a region are drawn once it is unfolded.
  const [unfolded, setUnfolded] = useState<readonly string[]>([]);
  return (
    <>
      <TerritoryMap
        names={names}
        isChosen={isTicked}
        isOpen={isOpen}
        onToggle={(code) => tick([code], !isTicked(code))}
      />
      {CONTINENTS.map(({ id: region, bits }) => {
        const codes = territoryCodes(bits).filter(isOpen);
        if (codes.length === 0) return null;
        const count = codes.filter(isTicked).length;
        return (
          <details
            key={region}
            className={css['region']}
            onToggle={({ currentTarget }) =>
              currentTarget.open && setUnfolded((before) => [...before, region])
            }
          >
            <summary>
              {names.territory(region)}{' '}
              <span className={css['count']}>
                {t('ofTotal', { count: String(count), total: String(codes.length) })}
              </span>
            </summary>
            <Button kind="quiet" onPress={() => tick(codes, count < codes.length)}>
              {count < codes.length
                ? t('chooseAll', { region: names.territory(region) })
                : t('chooseNone', { region: names.territory(region) })}
            </Button>
            {unfolded.includes(region) && (
              <RegionList
                codes={codes}
                render={(code) => (
                  <Checkbox isSelected={isTicked(code)} onChange={(isSelected) => tick([code], isSelected)}>
                    {names.territory(code)}
                  </Checkbox>
                )}
              />
            )}
          </details>
        );
      })}
    </>
  );
}

interface RegionListProps {
  readonly codes: readonly string[];
  render(code: string): ReactNode;
}

/** In the order of the names in the reader's language. */
function RegionList({ codes, render }: RegionListProps) {
  const { language } = useLanguage();
  const names = useNames();
  const sorted = useMemo(() => {
    const { compare } = new Intl.Collator(LANGUAGE_TAGS[language]);
    return [...codes].sort((left, right) => compare(names.territory(left), names.territory(right)));
  }, [codes, language, names]);
  return (
    <ul role="list" className={css['territories']}>
      {sorted.map((code) => (
        <li key={code}>{render(code)}</li>
      ))}
    </ul>
  );
}

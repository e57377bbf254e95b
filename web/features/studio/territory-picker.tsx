import { type ReactNode, useMemo, useRef, useState } from 'react';
import { TERRITORY_CODES } from '@lanran/protocol/territories';
import { Button } from '../../components/button.tsx';
import { Checkbox, TextField } from '../../components/field.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import { useNames } from './names.ts';
import { TerritoryMap } from './territory-map.tsx';
import { CODES_OF_REGION, type Region, REGIONS } from './territory-regions.ts';
import { EVERYWHERE, isWorldwide } from './wish.ts';
import css from './wish-form.module.css';
import { wishText } from './wish-text.ts';

interface TerritoryPickerProps {
  /** Codes, or `WORLD` alone. */
  readonly value: readonly string[];
  /** Which may be chosen; left out: all. */
  readonly within?: readonly string[] | undefined;
  onChange(value: readonly string[]): void;
}

/** Countries and regions: the whole world, by continent, by name, or pointed at on the map. */
export function TerritoryPicker({ value, within = TERRITORY_CODES, onChange }: TerritoryPickerProps) {
  const t = useText(wishText);
  const names = useNames();
  const [text, setText] = useState('');
  // A box for each of 249 takes a second to draw, and again at each choice: those of a region are drawn once it is unfolded.
  const [unfolded, setUnfolded] = useState<readonly Region[]>([]);
  const chosenLine = useRef<HTMLParagraphElement>(null);
  const isWorld = isWorldwide({ territories: value });
  const chosen = useMemo(() => new Set(isWorld ? TERRITORY_CODES : value), [isWorld, value]);
  const isOpen = useMemo(() => new Set(within), [within]);
  const found = useFoundTerritories(text)?.filter((code) => isOpen.has(code)) ?? null;
  const choose = (codes: readonly string[], isChosen: boolean) => {
    const kept = new Set(chosen);
    for (const code of codes) {
      if (isChosen) kept.add(code);
      else kept.delete(code);
    }
    onChange(TERRITORY_CODES.filter((code) => kept.has(code)));
  };
  const list = (codes: readonly string[]) => (
    <ul role="list" className={css['territories']}>
      {codes.map((code) => (
        <li key={code}>
          <Checkbox isSelected={chosen.has(code)} onChange={(isSelected) => choose([code], isSelected)}>
            {names.territory(code)}
          </Checkbox>
        </li>
      ))}
    </ul>
  );
  return (
    <fieldset className={css['part']}>
      <legend>
        <h2>{t('territoriesTitle')}</h2>
      </legend>
      {within.length === TERRITORY_CODES.length && (
        <Checkbox isSelected={isWorld} onChange={(isSelected) => onChange(isSelected ? EVERYWHERE : [])}>
          {t('world')}
          <span className={css['hint']}>{t('worldHint')}</span>
        </Checkbox>
      )}
      <p ref={chosenLine} tabIndex={-1} className={css['chosen']} aria-live="polite">
        {isWorld ? t('everywhere') : t('chosen', { count: value.length })}
        {!isWorld &&
          value.length > 0 &&
          value.length <= 12 &&
          t('chosenNames', { names: names.territories(value) })}
        {value.length > 0 && (
          <Button
            kind="quiet"
            onPress={() => {
              // The button goes with what was chosen; the line that says so stays.
              chosenLine.current?.focus();
              onChange([]);
            }}
          >
            {t('clear')}
          </Button>
        )}
      </p>
      <TerritoryMap
        names={names}
        isChosen={(code) => chosen.has(code)}
        isOpen={(code) => isOpen.has(code)}
        onToggle={(code) => choose([code], !chosen.has(code))}
      />
      <TextField label={t('find')} type="search" value={text} onChange={setText} />
      {found !== null && (found.length === 0 ? <p role="status">{t('notFound', { text })}</p> : list(found))}
      {found === null &&
        REGIONS.map((region) => {
          const codes = CODES_OF_REGION[region].filter((code) => isOpen.has(code));
          if (codes.length === 0) return null;
          const count = codes.filter((code) => chosen.has(code)).length;
          return (
            <details
              key={region}
              className={css['region']}
              onToggle={({ currentTarget }) =>
                currentTarget.open && setUnfolded((before) => [...before, region])
              }
            >
              <summary>
                {t(`regions.${region}`)}{' '}
                <span className={css['count']}>
                  {t('ofTotal', { count: String(count), total: String(codes.length) })}
                </span>
              </summary>
              <Button kind="quiet" onPress={() => choose(codes, count < codes.length)}>
                {count < codes.length
                  ? t('chooseAll', { region: t(`regions.${region}`) })
                  : t('chooseNone', { region: t(`regions.${region}`) })}
              </Button>
              {unfolded.includes(region) && <RegionList codes={codes} render={list} />}
            </details>
          );
        })}
    </fieldset>
  );
}

/** In the order of the names in the reader's language. */
function RegionList({
  codes,
  render,
}: {
  readonly codes: readonly string[];
  render(codes: readonly string[]): ReactNode;
}) {
  const sorted = useSorted(codes);
  return render(sorted);
}

function useSorted(codes: readonly string[]): readonly string[] {
  const { language } = useLanguage();
  const names = useNames();
  return useMemo(() => {
    const { compare } = new Intl.Collator(LANGUAGE_TAGS[language]);
    return [...codes].sort((left, right) => compare(names.territory(left), names.territory(right)));
  }, [codes, language, names]);
}

/** Null while nothing is looked for; names are found in the reader's language, codes as well. */
function useFoundTerritories(text: string): readonly string[] | null {
  const names = useNames();
  const sorted = useSorted(TERRITORY_CODES);
  const wanted = foldCase(text.trim());
  return useMemo(
    () =>
      wanted === ''
        ? null
        : sorted.filter(
            (code) => code.toLowerCase() === wanted || foldCase(names.territory(code)).includes(wanted),
          ),
    [wanted, sorted, names],
  );
}

/** Capitals and accents don't count: “cote” finds Côte d’Ivoire. */
function foldCase(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

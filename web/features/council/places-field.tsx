import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { TERRITORY_CODES } from '@lanran/protocol/territories';
import { Button } from '../../components/button.tsx';
import { Checkbox, TextField } from '../../components/field.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import css from './council.module.css';
import { grantText } from './grant-text.ts';

/** Asked for most; the others are found by name. */
const USUAL = ['CN', 'HK', 'MO', 'TW', 'JP', 'KR', 'FR', 'DE', 'GB', 'US'];
const MOST_SHOWN = 60;

interface PlacesFieldProps {
  readonly places: readonly string[];
  readonly error: string | null;
  onChange(places: readonly string[]): void;
}

/** Countries and regions: the whole world, or those that are named. */
export function PlacesField({ places, error, onChange }: PlacesFieldProps) {
  const t = useText(grantText);
  const [text, setText] = useState('');
  const named = usePlaceNames();
  const isWorld = places.includes('WORLD');
  const chosen = isWorld ? [] : places;
  const wanted = fold(text);
  const shown = named.filter(({ code, folded }) =>
    wanted === '' ? USUAL.includes(code) : folded.includes(wanted) || code.toLowerCase() === wanted,
  );
  const choose = (code: string, isSelected: boolean) =>
    onChange(TERRITORY_CODES.filter((known) => (known === code ? isSelected : chosen.includes(known))));
  return (
    <fieldset className={css['part']}>
      <legend>
        <h3>{t('placesTitle')}</h3>
      </legend>
      {error !== null && (
        <p className={css['problem']} role="alert">
          {error}
        </p>
      )}
      <Checkbox isSelected={isWorld} onChange={(isSelected) => onChange(isSelected ? ['WORLD'] : [])}>
        {t('world')}
        <span className={css['hint']}>{t('worldHint')}</span>
      </Checkbox>
      {!isWorld && (
        <>
          {chosen.length > 0 && (
            <ul role="list" className={css['places']} aria-label={t('chosenPlaces')}>
              {named
                .filter(({ code }) => chosen.includes(code))
                .map(({ code, name }) => (
                  <li key={code} className={css['place']}>
                    {name}
                    <Button
                      kind="quiet"
                      aria-label={t('removePlace', { name })}
                      onPress={() => choose(code, false)}
                    >
                      <X size={16} aria-hidden="true" />
                    </Button>
                  </li>
                ))}
            </ul>
          )}
          <div className={css['short']}>
            <TextField label={t('findPlace')} type="search" value={text} onChange={setText} />
          </div>
          {shown.length === 0 && <p role="status">{t('noPlace', { text })}</p>}
          <ul role="list" className={css['found']}>
            {shown.slice(0, MOST_SHOWN).map(({ code, name }) => (
              <li key={code}>
                <Checkbox
                  isSelected={chosen.includes(code)}
                  onChange={(isSelected) => choose(code, isSelected)}
                >
                  {name}
                </Checkbox>
              </li>
            ))}
          </ul>
        </>
      )}
    </fieldset>
  );
}

function usePlaceNames() {
  const { language } = useLanguage();
  return useMemo(() => {
    const names = new Intl.DisplayNames([LANGUAGE_TAGS[language]], { type: 'region' });
    const { compare } = new Intl.Collator(LANGUAGE_TAGS[language]);
    return TERRITORY_CODES.map((code) => {
      const name = names.of(code) ?? code;
      return { code, name, folded: fold(name) };
    }).sort((left, right) => compare(left.name, right.name));
  }, [language]);
}

/** Capitals and accents don't count. */
function fold(text: string): string {
  return text.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

import { useMemo, useState } from 'react';
import { TERRITORY_CODES, territoryName } from '@lanran/protocol/territories';
import { X } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Checkbox, TextField } from '../../components/field.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../lib/language.tsx';
import { useText } from '../../lib/text.ts';
import { allowsTerritory, type Permission } from './offer-draft.ts';
import css from './offer-form.module.css';
import { offerText } from './offer-text.ts';

/** As many are shown without a search. */
const MAX_LISTED = 24;

interface OfferTerritoriesProps {
  readonly permission: Permission;
  /** Codes, or `WORLD` alone. */
  readonly value: readonly string[];
  onChange(value: readonly string[]): void;
}

/** Countries and regions among those that are permitted. */
export function OfferTerritories({ permission, value, onChange }: OfferTerritoriesProps) {
  const t = useText(offerText);
  const { language } = useLanguage();
  const [text, setText] = useState('');
  const isWorld = value.includes('WORLD');
  const isWorldAllowed = permission.territories.includes('WORLD');
  const permitted = useMemo(() => {
    const { compare } = new Intl.Collator(LANGUAGE_TAGS[language]);
    return TERRITORY_CODES.filter((code) => allowsTerritory(permission, code))
      .map((code) => ({ code, name: territoryName(code, language) }))
      .sort((left, right) => compare(left.name, right.name));
  }, [permission, language]);
  const wanted = fold(text);
  const found =
    wanted === '' && permitted.length > MAX_LISTED
      ? []
      : permitted.filter(({ code, name }) => code.toLowerCase() === wanted || fold(name).includes(wanted));
  const choose = (code: string, isChosen: boolean) =>
    onChange(TERRITORY_CODES.filter((each) => (each === code ? isChosen : value.includes(each))));
  return (
    <fieldset className={css['part']}>
      <legend>{t('territoriesLegend')}</legend>
      <Checkbox
        isSelected={isWorld}
        isDisabled={!isWorldAllowed && !isWorld}
        onChange={(isChosen) => onChange(isChosen ? ['WORLD'] : [])}
      >
        {t('world')}
        {!isWorldAllowed && <span className={css['hint']}>{t('notConsented')}</span>}
      </Checkbox>
      {!isWorld && (
        <>
          <p className={css['chosen']} aria-live="polite">
            {t('chosen', { count: value.length })}
            {value.length > 0 && (
              <Button kind="quiet" onPress={() => onChange([])}>
                {t('clear')}
              </Button>
            )}
          </p>
          {value.length > 0 && permitted.length > MAX_LISTED && (
            <ul role="list" className={css['chips']}>
              {value.map((code) => {
                const name = territoryName(code, language);
                return (
                  <li key={code}>
                    <Button onPress={() => choose(code, false)} aria-label={t('removeOf', { name })}>
                      {name} <X size={16} aria-hidden="true" />
                    </Button>
                  </li>
                );
              })}
            </ul>
          )}
          {permitted.length > MAX_LISTED && (
            <TextField label={t('find')} hint={t('findHint')} type="search" value={text} onChange={setText} />
          )}
          {wanted !== '' && found.length === 0 && <p role="status">{t('notFound')}</p>}
          {found.length > 0 && (
            <div className={css['boxes']}>
              {found.slice(0, MAX_LISTED).map(({ code, name }) => (
                <Checkbox
                  key={code}
                  isSelected={value.includes(code)}
                  onChange={(isChosen) => choose(code, isChosen)}
                >
                  {name}
                </Checkbox>
              ))}
            </div>
          )}
        </>
      )}
    </fieldset>
  );
}

/** Capitals and accents don't count. */
function fold(text: string): string {
  return text.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

import { useMemo, useState } from 'react';
import type { TerritoryBits } from '@lanran/protocol/territories/territories';
import { LATER, partBits } from '@lanran/protocol/territories/territory-description';
import { partLabel, territoryText } from '@lanran/protocol/territories/territory-text';
import { Button } from '../../components/forms/button.tsx';
import { Checkbox } from '../../components/forms/checkbox.tsx';
import { TextField } from '../../components/forms/field.tsx';
import { useLanguage } from '../language/language.tsx';
import { findTerritories, type Scope, usualTerritories } from './territory-choice.ts';
import css from './territory-field.module.css';
import { territoryFieldText } from './territory-field-text.ts';
import { useText } from '../language/text.ts';
import { MOST_PLACES } from './window-text.ts';

const MOST_SHOWN = 60;

interface TerritorySearchProps {
  readonly scope: Scope | null;
  readonly within: TerritoryBits;
  readonly ticked: TerritoryBits;
  onTick(bits: TerritoryBits, isTicked: boolean): void;
  /** Takes a whole phrase, in place of what was chosen. */
  onTake(bits: TerritoryBits): void;
}

/** Finds countries, regions and groups by what they are called, and reads phrases such as “world except US”. */
export function TerritorySearch({ scope, within, ticked, onTick, onTake }: TerritorySearchProps) {
  const t = useText(territoryFieldText);
  const { language } = useLanguage();
  const [text, setText] = useState('');
  const isEmpty = text.trim() === '';
  const found = useMemo(
    () =>
      isEmpty
        ? { parts: usualTerritories(within), phrase: null, nearest: null }
        : findTerritories(text, { within, language }),
    [isEmpty, text, within, language],
  );
  const { parts, phrase, nearest } = found;
  // Where exceptions are asked for, names are meant as such; a phrase that says all of it is meant as it stands.
  const isLeftOut = scope === 'except' && phrase !== null && (phrase & LATER.bits) === 0n;
  return (
    <>
      <div className={css['search']}>
        <TextField label={t('find')} hint={t('findHint')} type="search" value={text} onChange={setText} />
      </div>
      {phrase !== null && (
        <div>
          <Button
            kind="main"
            onPress={() => {
              if (isLeftOut) onTick(phrase, true);
              else onTake(phrase);
              setText('');
            }}
          >
            {t(isLeftOut ? 'takingOut' : 'taking', {
              text: territoryText(phrase, language, { most: MOST_PLACES }),
            })}
          </Button>
        </div>
      )}
      {!isEmpty && parts.length === 0 && phrase === null && (
        <p role="status">
          {t('notFound', { text })}{' '}
          {nearest !== null && (
            <Button kind="quiet" onPress={() => setText(nearest)}>
              {t('nearest', { name: nearest })}
            </Button>
          )}
        </p>
      )}
      {parts.length > 0 && (
        <ul role="list" className={css['found']}>
          {parts.slice(0, MOST_SHOWN).map((id) => {
            const bits = partBits(id) & within;
            return (
              <li key={id}>
                <Checkbox
                  isSelected={(bits & ~ticked) === 0n}
                  onChange={(isSelected) => onTick(bits, isSelected)}
                >
                  {partLabel(id, language)}
                </Checkbox>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

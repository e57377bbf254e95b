import { X } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { type TerritoryBits, territoryCodes, WORLD } from '@lanran/protocol/territories/territories';
import { partBits, type TerritoryPart } from '@lanran/protocol/territories/territory-description';
import { partLabel } from '@lanran/protocol/territories/territory-text';
import { Button } from '../../components/forms/button.tsx';
import { RadioField } from '../../components/forms/radio-field.tsx';
import { useLanguage } from '../language/language.tsx';
import { PlaceNames } from './place-names.tsx';
import {
  SCOPES,
  scopeOf,
  type TerritoryChoice,
  tickedIn,
  tickedParts,
  ticking,
  type Scope,
} from './territory-choice.ts';
import css from './territory-field.module.css';
import { territoryFieldText } from './territory-field-text.ts';
import { TerritorySearch } from './territory-search.tsx';
import { useText } from '../language/text.ts';
import { bitsOfCodes } from './window-text.ts';

/** More than these are counted. */
const MOST_CHIPS = 12;

/** For further ways to tick countries and regions, such as a map. */
export interface TerritoryTicks {
  isTicked(code: string): boolean;
  /** May it be chosen? */
  isOpen(code: string): boolean;
  tick(codes: readonly string[], isTicked: boolean): void;
}

interface TerritoryFieldProps {
  /** Codes as `territoryCodes` gives them. */
  readonly value: readonly string[];
  /** Which may be chosen; left out: all. */
  readonly within?: readonly string[] | undefined;
  readonly children?: (ticks: TerritoryTicks) => ReactNode;
  onChange(value: readonly string[]): void;
}

/** Countries and regions, to be chosen as people say them: the whole world, all but some, groups, and names. */
export function TerritoryField({ value, within, children, onChange }: TerritoryFieldProps) {
  const t = useText(territoryFieldText);
  const [asked, setAsked] = useState<Scope | null>(null);
  const choice: TerritoryChoice = {
    chosen: bitsOfCodes(value) ?? 0n,
    within: within === undefined ? WORLD : (bitsOfCodes(within) ?? WORLD),
    asked,
  };
  const scope = scopeOf(choice);
  const ticked = tickedIn(choice);
  const isWorld = choice.within === WORLD;
  const change = (bits: TerritoryBits) => onChange(territoryCodes(bits));
  const tick = (bits: TerritoryBits, isTicked: boolean) => change(ticking(choice, bits, isTicked));
  const ask = (next: Scope) => {
    setAsked(next);
    change(next === 'only' ? 0n : choice.within);
  };
  return (
    <>
      <RadioField
        label={t('scope')}
        value={scope}
        choices={SCOPES.map((each) => ({
          value: each,
          label: isWorld || each === 'only' ? t(each) : t(`${each}Within`),
        }))}
        onChange={ask}
      />
      {scope === 'all' && isWorld && <p className={css['hint']}>{t('withLater')}</p>}
      {scope !== 'all' && (
        <>
          <Ticked
            scope={scope}
            choice={choice}
            onRemove={(bits) => tick(bits, false)}
            onClear={() => ask(scope ?? 'only')}
          />
          <TerritorySearch
            scope={scope}
            within={choice.within}
            ticked={ticked}
            onTick={tick}
            onTake={(bits) => {
              setAsked(null);
              change(bits);
            }}
          />
          {children?.({
            isTicked: (code) => (ticked & partBits(code)) !== 0n,
            isOpen: (code) => (choice.within & partBits(code)) !== 0n,
            tick: (codes, isTicked) => tick(bitsOfCodes(codes) ?? 0n, isTicked),
          })}
        </>
      )}
    </>
  );
}

interface TickedProps {
  readonly scope: 'except' | 'only' | null;
  readonly choice: TerritoryChoice;
  onRemove(bits: TerritoryBits): void;
  onClear(): void;
}

/** What was ticked, each to be taken away, and what that comes to. */
function Ticked({ scope, choice, onRemove, onClear }: TickedProps) {
  const t = useText(territoryFieldText);
  const { language } = useLanguage();
  const line = useRef<HTMLDivElement>(null);
  const ticked = tickedIn(choice);
  const parts = tickedParts(ticked);
  // The button goes with what was ticked; the line that says so stays.
  const andFocus = (act: () => void) => () => {
    line.current?.focus();
    act();
  };
  const label = (id: TerritoryPart) => partLabel(id, language);
  return (
    <>
      <div ref={line} tabIndex={-1} aria-live="polite" className={css['chosen']}>
        {ticked === 0n ? (
          t(scope === 'except' ? 'noException' : 'none')
        ) : (
          <PlaceNames codes={territoryCodes(choice.chosen)} />
        )}
      </div>
      {parts.length > 0 && (
        <ul role="list" className={css['chips']} aria-label={t(`ticked.${scope ?? 'only'}`)}>
          {parts.slice(0, MOST_CHIPS).map((id) => (
            <li key={id}>
              <Button
                onPress={andFocus(() => onRemove(partBits(id)))}
                aria-label={t('remove', { name: label(id) })}
              >
                {label(id)} <X size={16} aria-hidden="true" />
              </Button>
            </li>
          ))}
          {parts.length > MOST_CHIPS && <li>{t('more', { count: parts.length - MOST_CHIPS })}</li>}
          <li>
            <Button kind="quiet" onPress={andFocus(onClear)}>
              {t('clear')}
            </Button>
          </li>
        </ul>
      )}
    </>
  );
}

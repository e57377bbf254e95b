import type { ReactNode } from 'react';
import css from './field.module.css';
import { Checkbox } from './checkbox.tsx';

interface CheckboxChoice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint?: string | undefined;
  /** Can’t be chosen; can be given up where it is chosen already. */
  readonly isClosed?: boolean;
}

interface CheckboxListProps<Value extends string> {
  readonly choices: readonly CheckboxChoice<Value>[];
  /** May hold others than the choices; they stay. */
  readonly value: readonly Value[];
  onChange(value: readonly Value[]): void;
}

/** Several of a few. */
export function CheckboxList<Value extends string>({ choices, value, onChange }: CheckboxListProps<Value>) {
  return choices.map(({ value: each, label, hint, isClosed = false }) => {
    const isSelected = value.includes(each);
    return (
      <Checkbox
        key={each}
        isSelected={isSelected}
        isDisabled={isClosed && !isSelected}
        onChange={() => onChange(isSelected ? value.filter((other) => other !== each) : [...value, each])}
      >
        {label}
        {hint !== undefined && <span className={css['hint']}>{hint}</span>}
      </Checkbox>
    );
  });
}

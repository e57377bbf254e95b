import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import css from './field.module.css';
import type { Choice } from './select-field.tsx';

interface NativeSelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  onChange(value: Value): void;
}

/** One of a few, by the browser's own list: for pages that people open first, which wait for no further code. */
export function NativeSelect<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: NativeSelectProps<Value>) {
  const id = useId();
  return (
    <div className={css['field']}>
      <label htmlFor={id} className={css['label']}>
        {label}
      </label>
      <span className={css['native']}>
        <select
          id={id}
          className={css['input']}
          value={value}
          onChange={({ target }) => {
            const chosen = choices.find((choice) => choice.value === target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <ChevronDown size={18} aria-hidden="true" />
      </span>
    </div>
  );
}

import { RadioButton, RadioField as AriaRadioField, RadioGroup } from 'react-aria-components';
import css from './field.module.css';
import type { Choice } from './select-field.tsx';

interface RadioFieldProps<Value extends string> {
  /** Read out only: what is asked stands above it. */
  readonly label: string;
  /** Null until something is chosen. */
  readonly value: Value | null;
  readonly choices: readonly Choice<Value>[];
  onChange(value: Value): void;
}

/** One of two or three that are all to be seen. */
export function RadioField<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: RadioFieldProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {choices.map((choice) => (
        <AriaRadioField key={choice.value} value={choice.value}>
          <RadioButton className={css['checkbox'] ?? ''}>
            <span className={`${css['box'] ?? ''} ${css['round'] ?? ''}`} aria-hidden="true" />
            <span>{choice.label}</span>
          </RadioButton>
        </AriaRadioField>
      ))}
    </RadioGroup>
  );
}

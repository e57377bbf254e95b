import { FieldError, Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import css from './radio-choice.module.css';

interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isDisabled?: boolean;
}

interface RadioChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly RadioOption<Value>[];
  readonly error?: string | null | undefined;
  readonly isDisabled?: boolean;
  onChange(value: Value): void;
}

/** One of a few whose consequences are to be read before. */
export function RadioChoice<Value extends string>(props: RadioChoiceProps<Value>) {
  const { label, value, options, error, isDisabled = false, onChange } = props;
  return (
    <RadioGroup
      className={css['group'] ?? ''}
      value={value}
      isInvalid={error != null}
      isDisabled={isDisabled}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
    >
      <Label className={css['label'] ?? ''}>{label}</Label>
      <div className={css['options']}>
        {options.map((option) => (
          <RadioField key={option.value} value={option.value} isDisabled={option.isDisabled ?? false}>
            <RadioButton className={css['option'] ?? ''}>
              <span className={css['mark']} aria-hidden="true" />
              <span className={css['words']}>
                <span className={css['name']}>{option.label}</span>
                {option.hint !== undefined && <span className={css['hint']}>{option.hint}</span>}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
    </RadioGroup>
  );
}

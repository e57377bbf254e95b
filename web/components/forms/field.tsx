import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components';
import css from './field.module.css';

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it; shown with the field and read out. */
  readonly error?: string | null | undefined;
  readonly name?: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  onChange(value: string): void;
  readonly type?: 'text' | 'password' | 'search' | 'date' | 'email' | 'number';
  readonly rows?: number;
  readonly lang?: string;
  readonly maxLength?: number;
  readonly min?: string;
  readonly max?: string;
  readonly autoComplete?: string;
  readonly inputMode?: 'text' | 'decimal' | 'numeric';
  readonly spellCheck?: 'true' | 'false';
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
}

/** One line of text, or several with `rows`. `date` takes `YYYY-MM-DD`. */
export function TextField({
  label,
  hint,
  error,
  rows,
  lang,
  min,
  max,
  placeholder,
  ...field
}: TextFieldProps) {
  const { autoFocus = false, ...rest } = field;
  return (
    <AriaTextField {...rest} isInvalid={error != null} autoFocus={autoFocus} className={css['field'] ?? ''}>
      <Label className={css['label'] ?? ''}>
        {label}
        {field.isRequired === true && <span aria-hidden="true"> *</span>}
      </Label>
      {hint !== undefined && (
        <Text slot="description" className={css['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      {rows === undefined ? (
        <Input className={css['input'] ?? ''} lang={lang} min={min} max={max} placeholder={placeholder} />
      ) : (
        <TextArea className={css['input'] ?? ''} rows={rows} lang={lang} placeholder={placeholder} />
      )}
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
    </AriaTextField>
  );
}

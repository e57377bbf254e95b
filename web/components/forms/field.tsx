import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components';
import { lengthOf } from '../../lib/language/text-length.ts';
import { useText } from '../../lib/language/text.ts';
import { componentText } from '../page/text.ts';
import css from './field.module.css';
import { useTooLong } from './use-too-long.ts';

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
  /** As `maxLength`, for longer texts: what is more is kept, counted and refused (`useTooLong`), and not cut. */
  readonly limit?: number | undefined;
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
  limit,
  rows,
  lang,
  min,
  max,
  placeholder,
  ...field
}: TextFieldProps) {
  const { autoFocus = false, ...rest } = field;
  const t = useText(componentText);
  const { value } = field;
  const fault = useTooLong(value, limit) ?? error;
  const isNearlyFull = limit !== undefined && fault == null && value.length > 0.9 * limit;
  return (
    <AriaTextField {...rest} isInvalid={fault != null} autoFocus={autoFocus} className={css['field'] ?? ''}>
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
      {isNearlyFull && (
        <span className={css['hint']}>{t('characters', { count: lengthOf(value), most: limit })}</span>
      )}
      <FieldError className={css['error'] ?? ''}>{fault}</FieldError>
    </AriaTextField>
  );
}

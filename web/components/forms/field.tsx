import type { ReactNode } from 'react';
import {
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
  TextArea,
  TextField as AriaTextField,
  Button as AriaButton,
  CheckboxButton,
  CheckboxField,
} from 'react-aria-components';
import { Check, ChevronDown } from 'lucide-react';
import css from './field.module.css';

interface FieldProps {
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

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

interface SelectFieldProps<Value extends string> extends FieldProps {
  /** Null until something is chosen. */
  readonly value: Value | null;
  readonly choices: readonly Choice<Value>[];
  onChange(value: Value): void;
}

/** One of a few. For many, or several, use a combo box or checkboxes. */
export function SelectField<Value extends string>({
  label,
  hint,
  error,
  value,
  choices,
  onChange,
  ...field
}: SelectFieldProps<Value>) {
  return (
    <Select
      {...field}
      className={css['field'] ?? ''}
      value={value}
      isInvalid={error != null}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Label className={css['label'] ?? ''}>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className={css['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      <AriaButton className={`${css['input'] ?? ''} ${css['select'] ?? ''}`}>
        <SelectValue>
          {({ selectedText, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <ChevronDown size={18} aria-hidden="true" />
      </AriaButton>
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
      <Popover className={css['popover'] ?? ''}>
        <ListBox className={css['list'] ?? ''}>
          {choices.map((choice) => (
            <ListBoxItem
              key={choice.value}
              id={choice.value}
              textValue={choice.label}
              className={css['item'] ?? ''}
            >
              <Text slot="label">{choice.label}</Text>
              {choice.hint !== undefined && (
                <Text slot="description" className={css['hint'] ?? ''}>
                  {choice.hint}
                </Text>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

interface CheckboxProps {
  readonly isSelected: boolean;
  onChange(isSelected: boolean): void;
  readonly children: ReactNode;
  readonly isDisabled?: boolean;
}

export function Checkbox({ children, ...box }: CheckboxProps) {
  return (
    <CheckboxField {...box}>
      <CheckboxButton className={css['checkbox'] ?? ''}>
        <span className={css['box']} aria-hidden="true">
          <Check size={16} strokeWidth={3} />
        </span>
        <span>{children}</span>
      </CheckboxButton>
    </CheckboxField>
  );
}

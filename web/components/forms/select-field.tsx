import { ChevronDown } from 'lucide-react';
import {
  Button as AriaButton,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import css from './field.module.css';
import type { FieldProps } from './field.tsx';

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

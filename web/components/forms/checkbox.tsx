import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';
import css from './field.module.css';

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

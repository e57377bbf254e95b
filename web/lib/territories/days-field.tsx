import type { ComponentProps } from 'react';
import { TextField } from '../../components/forms/field.tsx';
import css from './window-fields.module.css';

/** YYYY-MM-DD, or as far as it is typed. */
type DayProps = Omit<ComponentProps<typeof TextField>, 'type'>;

interface DaysFieldProps {
  readonly first: DayProps;
  readonly last: DayProps;
}

/** From which day to which, both included. */
export function DaysField({ first, last }: DaysFieldProps) {
  return (
    <div className={css['days']}>
      <TextField {...first} type="date" />
      <TextField {...last} type="date" />
    </div>
  );
}

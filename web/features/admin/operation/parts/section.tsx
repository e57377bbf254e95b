import type { ReactNode } from 'react';
import css from './admin.module.css';

interface SectionProps {
  /** In the address: `/admin#backups`. */
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section id={id} className={css['section']} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {lead !== undefined && <p className={css['soft']}>{lead}</p>}
      {children}
    </section>
  );
}

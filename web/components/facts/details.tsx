import type { ReactNode } from 'react';
import { useText } from '../../lib/language/text.ts';
import css from './details.module.css';
import { componentText } from '../page/text.ts';

interface DetailsProps {
  readonly children: ReactNode;
  /** “Details” unless given. */
  readonly summary?: ReactNode;
  readonly isOpen?: boolean;
  /** For what is only asked for when somebody wants to see it. */
  readonly onOpen?: () => void;
}

/** Folded away until asked for: where chain words may appear (web/README.md, “Acting”). */
export function Details({ children, summary, isOpen, onOpen }: DetailsProps) {
  const t = useText(componentText);
  return (
    <details
      className={css['details']}
      open={isOpen}
      onToggle={(event) => event.currentTarget.open && onOpen?.()}
    >
      <summary>{summary ?? t('details')}</summary>
      <div className={css['body']}>{children}</div>
    </details>
  );
}

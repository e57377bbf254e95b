import type { ReactNode } from 'react';
import { Details } from '../../../../components/facts/details.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { pendingText } from '../../signatures/words/pending-text.ts';

interface AnotherYesProps {
  readonly isProposed: boolean;
  readonly children: ReactNode;
}

/** While a yes waits for signatures, a different one is not invited, and only proposed on purpose. */
export function AnotherYes({ isProposed, children }: AnotherYesProps) {
  const t = useText(pendingText);
  if (!isProposed) return children;
  return (
    <Details summary={t('another')}>
      <p>{t('anotherWhy')}</p>
      {children}
    </Details>
  );
}

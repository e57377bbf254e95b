import type { ReactNode } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { Sheet } from '../../../components/forms/sheet.tsx';
import { useText } from '../../../lib/language/text.ts';
import { catalogText } from '../words/text.ts';

interface FilterSheetProps {
  readonly children: ReactNode;
  /** Of what is found; null while it is not known. */
  readonly count: number | null;
  onClose(): void;
}

/** The filters over the results, where both do not stand side by side. */
export function FilterSheet({ children, count, onClose }: FilterSheetProps) {
  const t = useText(catalogText);
  return (
    <Sheet
      title={t('filters')}
      onClose={onClose}
      actions={
        <Button kind="main" onPress={onClose}>
          {count === null ? t('showAll') : t('showResults', { count })}
        </Button>
      }
    >
      {children}
    </Sheet>
  );
}

import { Sheet } from '../../components/forms/sheet.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { useText } from '../language/text.ts';
import { addToListText } from './lists-text.ts';

interface NotChangedProps {
  readonly error: unknown;
  onClose(): void;
}

/** A heart that did not reach the platform. */
export function NotChanged({ error, onClose }: NotChangedProps) {
  const t = useText(addToListText);
  return (
    <Sheet title={t('failed')} onClose={onClose}>
      <ErrorNotice error={error} />
    </Sheet>
  );
}

import { Notice } from '../../components/notice.tsx';
import { useText } from '../../lib/text.ts';
import { peopleText } from './text.ts';

/** Over plain HTTP everything works, and who stands in between could change it: say so where keys are made and opened. */
export function PlainHttpNotice() {
  const t = useText(peopleText);
  if (window.isSecureContext) return null;
  return (
    <Notice tone="unknown">
      <p>{t('plainHttp')}</p>
    </Notice>
  );
}

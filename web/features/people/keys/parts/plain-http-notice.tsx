import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { peopleText } from '../../signing-in/words/text.ts';

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
